import { describe, expect, it, type Mock, vi } from 'vitest'
import { allScopes } from '../../../src/config/scopes.ts'
import { iconFile, iconState } from '../../../src/desktop/tray/icons.ts'
import { type TrayActions, type TrayView, trayMenu } from '../../../src/desktop/tray/tray-menu.ts'
import type { Account, Status } from '../../../src/shared/status.ts'
import { usedScopes } from '../../../src/tools/runtime/registry.ts'
import { Menu } from '../../stand-in/menu.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const wanda: Account = { state: 'signed-in', name: 'Wanda', grantedScopes: usedScopes }
const client = { name: 'Claude', version: '1', connectedAt: '2026-11-23T11:30:00Z', calls: 0 }

function view(status: Partial<Status> = {}, more: Partial<TrayView> = {}): TrayView {
  return {
    status: {
      version: '1.0.0',
      account: wanda,
      endpoint: { state: 'listening', url: 'http://127.0.0.1:3345/mcp', since: '2026-11-23T11:00:00Z' },
      clients: [],
      blockedClients: [],
      calls: [],
      quota: { state: 'available' },
      history: { keeping: 'on' },
      ...status,
    },
    zone: 'Europe/Berlin',
    now,
    readOnly: false,
    whileLocked: { on: false, available: true },
    updates: { state: 'idle' },
    ...more,
  }
}

/** Every action, by the name that the menu calls it by. */
const actions = () =>
  new Proxy({} as Record<keyof TrayActions, Mock<(value?: unknown) => void>>, {
    get(made, name: keyof TrayActions) {
      made[name] ??= vi.fn()
      return made[name]
    },
  })
const menu = (of: TrayView, does: TrayActions = actions()) => Menu.buildFromTemplate(trayMenu(of, does))

/** The menu as somebody reads it: ticks as [x], what cannot be chosen in brackets, what lies below indented. */
function printed(of: Menu, indent = ''): string {
  return of.entries
    .flatMap(({ type, label, checked, enabled, submenu }) => {
      if (type === 'separator') return [`${indent}-`]
      const tick = type === 'checkbox' || type === 'radio' ? `[${checked ? 'x' : ' '}] ` : ''
      return [`${indent}${tick}${enabled ? label : `(${label})`}`, ...(submenu ? [printed(submenu, `${indent}  `)] : [])]
    })
    .join('\n')
}

/** What stands above the menu's first line, which is the same in all states below it. */
const top = (status: Partial<Status>, more: Partial<TrayView> = {}) => printed(menu(view(status, more))).split('\n-\n')[0]

describe('the tray menu', () => {
  it('has everything in this order', () => {
    const playing = {
      title: 'Opalite - Taylor Swift',
      paused: false,
      liked: false,
      devices: [
        { id: 'k', name: 'Kitchen', active: true },
        { name: 'Car', active: false },
      ],
    }
    const account = { ...wanda, grantedScopes: usedScopes.filter((scope) => scope !== 'user-top-read') }
    const status = {
      account,
      clients: [client, client],
      history: { keeping: 'on', today: { plays: 38, ms: 8_100_000, exact: false } },
    } as const
    expect(printed(menu(view({ ...status, clients: [...status.clients] }, { playing })))).toMatchInlineSnapshot(`
      "Signed in as Wanda - 2 apps connected
      Apps connect at 127.0.0.1:3345
      -
      Opalite - Taylor Swift
        Previous
        Pause
        Next
        Add to Liked Songs
        Devices
          [x] Kitchen
          [ ] (Car)
      Today: at least 2 h, 38 songs
      Pause access
        For an hour
        Until tomorrow
        Until I resume
        -
        [ ] While the screen is locked
      [ ] Read only
      Permissions (15 of 16)
        [x] See your profile
        [x] See your library
        [x] Change your library
        [x] See followed artists
        [x] Follow artists
        [x] See private playlists
        [x] See shared playlists
        [x] Change public playlists
        [x] Change private playlists
        [x] Set playlist covers
        [x] See what you played last
        [x] See where you stopped
        [x] See what is playing
        [x] See the current song
        [x] Control the player
        -
        (Not granted, so apps cannot:)
        see your most played artists and songs
        -
        Change permissions...
      -
      Activity
      Connect an app...
      Settings...
      Help
        Documentation and problems
        Set up step by step
        Import listening history...
        Open log folder
      Check for updates
      -
      Sign out...
      Quit Tonearm"
    `)
  })

  it.each<[string, Partial<Status>]>([
    ['nothing is set up', { account: { state: 'client-id-missing' } }],
    ['nobody is signed in', { account: { state: 'signed-out' } }],
    ['somebody is signing in', { account: { state: 'signing-in' } }],
    ['the login has ended', { account: { state: 'login-ended' } }],
  ])('offers the way in while %s, and no music', (_, status) => {
    expect(printed(menu(view(status, { playing: { title: 'River', paused: false, devices: [] } })))).toMatchSnapshot()
  })

  it('begins with the state in words', () => {
    const states: [Partial<Status>, Partial<TrayView>?][] = [
      [{}],
      [{ clients: [client] }],
      [{ account: { ...wanda, name: undefined } }],
      [{ account: { ...wanda, name: 'Tom & Jerry' } }],
      [{ account: { ...wanda, name: 'Wanda '.repeat(20) }, clients: [client] }],
      [{ account: { state: 'client-id-missing' } }],
      [{ account: { state: 'signed-out' } }],
      [{ account: { state: 'signing-in' } }],
      [{ account: { state: 'login-ended' } }],
      [{ database: { reason: 'The disk is full.', problem: 'disk-full' } }],
      [{ questions: [{ id: 'c0ffee', client: 'Claude Desktop', question: 'This removes 30 of 40 songs in "Mix".' }] }],
      [{ quota: { state: 'used-up', until: '2026-11-23T13:05:00Z' } }],
      [{ quota: { state: 'used-up', until: '2026-11-24T00:05:00Z' } }],
      [{ paused: { by: 'user', until: '2026-11-23T13:05:00Z' }, clients: [client] }],
      [{ paused: { by: 'user' } }],
      [{ paused: { by: 'locked-screen' } }],
      [{ endpoint: { state: 'failed', reason: 'Port 3345 is taken by another program.' } }],
      [{ endpoint: { state: 'stopped' } }],
    ]
    expect(states.map((state) => top(...state)).join('\n\n')).toMatchInlineSnapshot(`
      "Signed in as Wanda - no apps connected
      Apps connect at 127.0.0.1:3345

      Signed in as Wanda - 1 app connected
      Apps connect at 127.0.0.1:3345

      Signed in - no apps connected
      Apps connect at 127.0.0.1:3345

      Signed in as Tom && Jerry - no apps connected
      Apps connect at 127.0.0.1:3345

      Signed in as Wanda Wanda Wanda…anda Wanda  - 1 app connected
      Apps connect at 127.0.0.1:3345

      Not set up yet: open Settings
      Apps connect at 127.0.0.1:3345
      Set up...

      Not signed in
      Apps connect at 127.0.0.1:3345
      Sign in...

      Waiting for you to sign in to Spotify
      Apps connect at 127.0.0.1:3345
      Use my browser instead
      Cancel sign-in

      Sign in again: the login has ended
      Apps connect at 127.0.0.1:3345
      Sign in...

      Tonearm cannot save: open Settings
      Apps connect at 127.0.0.1:3345

      Claude Desktop waits for your answer: click here
      Apps connect at 127.0.0.1:3345

      Spotify’s limit is reached: wait until 14:05
      Apps connect at 127.0.0.1:3345

      Spotify’s limit is reached: wait until 2026-11-24 01:05
      Apps connect at 127.0.0.1:3345

      Paused until 14:05 - 1 app connected
      Apps connect at 127.0.0.1:3345

      Paused until you resume - no apps connected
      Apps connect at 127.0.0.1:3345

      Paused while the screen is locked - no apps connected
      Apps connect at 127.0.0.1:3345

      Apps cannot connect: open Settings
      Port 3345 is taken by another program.
      Try to listen again

      Signed in as Wanda - no apps connected
      Apps cannot connect now
      Try to listen again"
    `)
  })

  it('opens the window from the state rows, which no system shows as broken', () => {
    const does = actions()
    const rows = menu(view(), does).entries.slice(0, 2)
    for (const row of rows) row.click()
    expect(does.status).toHaveBeenCalledTimes(2)
    menu(view({ endpoint: { state: 'stopped' } }), does).choose('Try to listen again')
    expect(does.restartEndpoint).toHaveBeenCalledOnce()
  })

  it('keeps what was switched off apart, and offers no player buttons that do nothing', () => {
    const off = ['user-top-read', 'user-modify-playback-state', 'user-library-modify']
    const account = { ...wanda, permittedScopes: usedScopes.filter((scope) => !off.includes(scope)) }
    const devices = [{ id: 'k', name: 'Kitchen', active: true }]
    const built = menu(view({ account }, { playing: { title: 'River', paused: true, liked: false, devices } }))
    expect(built.below('Permissions').labels().slice(-6)).toMatchInlineSnapshot(`
      [
        "Switched off, so apps cannot:",
        "save and remove songs, albums, shows and episodes",
        "see your most played artists and songs",
        "play, pause, skip and choose the device",
        "-",
        "Change permissions...",
      ]
    `)
    expect(printed(built.below('River'))).toMatchInlineSnapshot(`
      "(Previous)
      (Play)
      (Next)
      (Add to Liked Songs)
      Devices
        [x] (Kitchen)"
    `)
  })

  it('counts a permission that no tool uses only for who chose it, whatever Spotify granted', () => {
    const permissions = (permittedScopes: string[]) =>
      menu(view({ account: { ...wanda, grantedScopes: allScopes, permittedScopes } }))
        .labels()
        .find((label) => label.startsWith('Permissions'))
    expect(permissions(usedScopes)).toBe('Permissions (16 of 16)')
    expect(permissions(allScopes)).toBe('Permissions (17 of 17)')
  })

  it('carries out what is chosen', () => {
    const does = actions()
    const devices = [{ id: 'k', name: 'Kitchen', active: true }]
    const built = menu(view({ paused: { by: 'user' } }, { playing: { title: 'River', paused: false, liked: false, devices } }), does)
    built.choose('River', 'Previous')
    built.choose('River', 'Pause')
    built.choose('River', 'Next')
    built.choose('River', 'Add to Liked Songs')
    built.choose('River', 'Devices', 'Kitchen')
    built.choose('Resume access')
    built.choose('Paused until you resume', 'For an hour')
    built.choose('Paused until you resume', 'Until tomorrow')
    built.choose('Paused until you resume', 'Until I resume')
    built.choose('Paused until you resume', 'While the screen is locked')
    built.choose('Read only')
    built.choose('Activity')
    built.choose('Connect an app...')
    built.choose('Settings...')
    built.choose('Check for updates')
    built.choose('Sign out...')
    built.choose('Quit Tonearm')
    expect(Object.entries(does).map(([name, { mock }]) => [name, ...mock.calls.flat()].join(' '))).toMatchInlineSnapshot(`
      [
        "status",
        "like   ",
        "previous   ",
        "playOrPause   ",
        "next   ",
        "history",
        "resumeAccess   ",
        "permissions",
        "activity   ",
        "clients   ",
        "settings   ",
        "help",
        "setup",
        "openLogFolder",
        "checkForUpdates   ",
        "signOut   ",
        "quit   ",
        "playOn k",
        "pauseAccess hour tomorrow open",
        "setPauseWhileLocked true",
        "setReadOnly true",
      ]
    `)
  })

  it('says where a pause while the screen is locked cannot work', () => {
    const built = menu(view({}, { whileLocked: { on: true, available: false } })).below('Pause access')
    expect(printed(built).split('\n').at(-1)).toBe('[ ] (While the screen is locked (not on Linux))')
  })

  it.each([
    ['Updates: by hand', { state: 'unavailable' }],
    ['Check for updates', { state: 'idle' }],
    ['Up to date, looked just now', { state: 'idle', looked: { at: now - 60_000, failed: false } }],
    ['Up to date, looked 2 hours ago', { state: 'idle', looked: { at: now - 2.5 * 3_600_000, failed: false } }],
    ['Up to date, looked 3 days ago', { state: 'idle', looked: { at: now - 80 * 3_600_000, failed: false } }],
    ['Could not look for updates 1 hour ago: try again', { state: 'idle', looked: { at: now - 3_600_000, failed: true } }],
    ['(Looking for updates...)', { state: 'checking' }],
    ['Restart to update to 1.2.0', { state: 'ready', version: '1.2.0' }],
  ] satisfies [string, TrayView['updates']][])('says how it is with updates: %s', (row, updates) => {
    expect(printed(menu(view({}, { updates }))).split('\n')).toContain(row)
  })

  it('leads to the page Help where updates are made by hand', () => {
    const does = actions()
    menu(view({}, { updates: { state: 'unavailable' } }), does).choose('Updates: by hand')
    expect(does.help).toHaveBeenCalledOnce()
  })

  it('cuts long names in the middle', () => {
    const title = `${'A'.repeat(80)}${'Z'.repeat(80)}`
    const label = menu(view({}, { playing: { title, paused: true, devices: [] } })).labels()[3]
    expect(label).toBe(`${'A'.repeat(30)}…${'Z'.repeat(29)}`)
  })

  it('says what was heard today, or how far an import is', () => {
    const today = (plays: number, minutes: number, exact = false) =>
      menu(view({ history: { keeping: 'on', today: { plays, ms: minutes * 60_000, exact } } })).labels()[3]
    expect(today(38, 135)).toBe('Today: at least 2 h, 38 songs')
    expect(today(1, 3)).toBe('Today: at least 3 min, 1 song')
    expect(today(38, 135, true)).toBe('Today: 2 h 15 min, 38 songs')
    expect(today(0, 0, true)).toBe('Today: nothing yet')
    const importing = { rows: 12, plays: 10, part: 0.456, secondsLeft: 3 }
    expect(menu(view({ history: { keeping: 'on', importing } })).labels()).toContain('Importing: 45 %')
  })

  it('imports the listening history of whoever is signed in', () => {
    const does = actions()
    const help = (status: Partial<Status>) => menu(view(status), does).below('Help')
    help({}).choose('Import listening history...')
    expect(does.importHistory.mock.calls).toEqual([[]])
    expect(help({ account: { state: 'signed-out' } }).labels()).toEqual([
      'Documentation and problems',
      'Set up step by step',
      'Open log folder',
    ])
  })
})

describe('the tray icon', () => {
  it.each<[string, Partial<Status>]>([
    ['signed-in', {}],
    ['quota', { quota: { state: 'used-up', until: '2026-11-23T13:05:00Z' } }],
    ['attention', { account: { state: 'signed-out' } }],
    ['attention', { account: { state: 'login-ended' }, quota: { state: 'used-up', until: '2026-11-23T13:05:00Z' } }],
    ['attention', { endpoint: { state: 'failed', reason: '' } }],
    ['attention', { database: { reason: 'The disk is full.', problem: 'disk-full' } }],
    ['attention', { questions: [{ id: 'c0ffee', client: 'Claude', question: 'This removes 30 of 40 songs.' }] }],
    ['signed-in', { database: { reason: 'The old one was put aside.', problem: 'database-damaged' } }],
  ])('is "%s" for %o', (state, status) => expect(iconState(view(status).status)).toBe(state))

  it('is a template image on macOS', () => {
    expect(iconFile('quota', 'darwin')).toBe('quotaTemplate.png')
    expect(iconFile('quota', 'win32')).toBe('quota.png')
  })
})
