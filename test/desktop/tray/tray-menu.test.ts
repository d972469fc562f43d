import { describe, expect, it, type Mock, vi } from 'vitest'
import { allScopes, scopePurposes } from '../../../src/config/scopes.ts'
import { iconFile, iconState } from '../../../src/desktop/tray/icons.ts'
import { type TrayActions, type TrayView, trayMenu } from '../../../src/desktop/tray/tray-menu.ts'
import type { Account, Status } from '../../../src/shared/status.ts'
import { Menu } from '../../stand-in/menu.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const wanda: Account = { state: 'signed-in', name: 'Wanda', grantedScopes: [...allScopes] }

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
    clients: [],
    startAtLogin: { on: false, available: true },
    updates: { state: 'idle' },
    ...more,
  }
}

const names = [
  'signIn',
  'continueInBrowser',
  'cancelSignIn',
  'signOut',
  'copy',
  'copyClientText',
  'restartEndpoint',
  'playOrPause',
  'next',
  'importHistory',
  'settings',
  'permissions',
  'clients',
  'setStartAtLogin',
  'openLogFolder',
  'checkForUpdates',
  'installUpdate',
  'quit',
] as const satisfies (keyof TrayActions)[]

const actions = () =>
  Object.fromEntries(names.map((name) => [name, vi.fn()])) as unknown as Record<keyof TrayActions, Mock<(value?: unknown) => void>>
const menu = (of: TrayView, does: TrayActions = actions()) => Menu.buildFromTemplate(trayMenu(of, does))
const client = { name: 'Claude', version: '1', connectedAt: '2026-11-23T11:30:00Z', calls: 0 }

describe('the tray menu', () => {
  it('says who is signed in, and offers everything', () => {
    expect(menu(view({ clients: [client, client] })).labels()).toEqual([
      'Signed in as Wanda - 2 apps connected',
      '-',
      'Sign out',
      'Change account...',
      `Permissions (${allScopes.length} of ${allScopes.length})`,
      'Connected apps (2)',
      'Connect an app...',
      'Connection for apps',
      '-',
      'Import listening history...',
      '-',
      'Settings...',
      'Start at login',
      'Open log folder',
      'Check for updates',
      '-',
      'Quit Tonearm',
    ])
  })

  it.each<[string, Partial<Status>]>([
    ['Signed in as Wanda - no apps connected', {}],
    ['Signed in as Wanda - 1 app connected', { clients: [client] }],
    ['Signed in - no apps connected', { account: { ...wanda, name: undefined } }],
    ['Signed in as Tom && Jerry - no apps connected', { account: { ...wanda, name: 'Tom & Jerry' } }],
    ['Not set up yet: open Settings', { account: { state: 'client-id-missing' } }],
    ['Not signed in', { account: { state: 'signed-out' } }],
    ['Waiting for you to sign in to Spotify', { account: { state: 'signing-in' } }],
    ['Sign in again: the login has ended', { account: { state: 'login-ended' } }],
    ['Tonearm cannot save: open Settings', { database: { reason: 'The disk is full.', problem: 'disk-full' } }],
    ['Spotify quota used up until 14:05', { quota: { state: 'used-up', until: '2026-11-23T13:05:00Z' } }],
    ['Spotify quota used up until 2026-11-24 01:05', { quota: { state: 'used-up', until: '2026-11-24T00:05:00Z' } }],
    ['Apps cannot connect: open Settings', { endpoint: { state: 'failed', reason: 'Port 3345 is taken.' } }],
  ])('begins with the state in words: %s', (line, status) => {
    const first = menu(view(status)).entries[0]
    expect(first).toMatchObject({ label: line, enabled: false })
  })

  it('ticks what was granted, and says what the rest would allow', () => {
    const granted = allScopes.filter((scope) => scope !== 'user-top-read')
    const scopes = menu(view({ account: { ...wanda, grantedScopes: granted } })).below('Permissions')
    expect(scopes.entries.filter(({ checked }) => checked).map(({ label }) => label)).toEqual(granted.map((scope) => scopePurposes[scope]))
    expect(scopes.labels().slice(granted.length)).toEqual([
      '-',
      'Not granted:',
      'see your most played artists and songs',
      '-',
      'Change permissions...',
    ])
  })

  it('shows what the user switched off as off, and offers no player buttons that do nothing', () => {
    const off = ['user-top-read', 'user-modify-playback-state']
    const account = { ...wanda, permittedScopes: allScopes.filter((scope) => !off.includes(scope)) }
    const built = menu({ ...view({ account }), playing: { title: 'River', paused: false } })
    const scopes = built.below('Permissions')
    expect(scopes.labels().slice(-6)).toEqual([
      '-',
      'Switched off:',
      'see your most played artists and songs',
      'play, pause, skip and choose the device',
      '-',
      'Change permissions...',
    ])
    expect(built.item('Pause').enabled).toBe(false)
  })

  it('offers the way in, or out of a sign-in', () => {
    const does = actions()
    menu(view({ account: { state: 'signed-out' } }), does).choose('Sign in...')
    expect(does.signIn).toHaveBeenCalled()
    const waiting = menu(view({ account: { state: 'signing-in' } }), does)
    waiting.choose('Use my browser instead')
    waiting.choose('Cancel sign-in')
    expect(does.continueInBrowser).toHaveBeenCalled()
    expect(does.cancelSignIn).toHaveBeenCalled()
    expect(waiting.item('Permissions').enabled).toBe(false)
  })

  it('says who is connected and what they asked, and leads to where a client is blocked', () => {
    const does = actions()
    const one = { ...client, name: 'Rock & Roll', version: '', calls: 1 }
    const connected = menu(view({ clients: [{ ...client, version: '2.3.1', calls: 12 }, one] }), does).below('Connected apps')
    expect(connected.labels()).toEqual(['Claude 2.3.1 - 12 calls', 'Rock && Roll - 1 call'])
    connected.choose('Claude 2.3.1 - 12 calls', 'Block...')
    expect(does.clients).toHaveBeenCalledTimes(1)
  })

  it('leads to where a client is connected, also while there is none', () => {
    const does = actions()
    const nobody = menu(view(), does)
    expect(nobody.labels()).not.toContain('Connected apps (0)')
    nobody.choose('Connect an app...')
    expect(does.clients).toHaveBeenCalled()
  })

  it('copies address and configuration of the endpoint, and restarts it', () => {
    const does = actions()
    const clients = [
      { name: 'claude-code', title: 'Claude Code' },
      { name: 'zed', title: 'Zed' },
      { name: 'other', title: 'Another client' },
    ] as const
    const endpoint = menu(view({}, { clients: [...clients] }), does).below('Connection for apps')
    expect(endpoint.labels()).toEqual(['http://127.0.0.1:3345/mcp', 'Copy address', 'Copy settings for', '-', 'Restart'])
    expect(endpoint.below('Copy settings for').labels()).toEqual(['Claude Code', 'Zed', 'Any other app'])
    endpoint.choose('Copy address')
    endpoint.choose('Copy settings for', 'Zed')
    endpoint.choose('Copy settings for', 'Any other app')
    endpoint.choose('Restart')
    expect(does.copy.mock.calls.flat()).toEqual(['endpoint-address'])
    expect(does.copyClientText.mock.calls.flat()).toEqual(['zed', 'other'])
    expect(does.restartEndpoint).toHaveBeenCalled()
  })

  it('says why nothing listens', () => {
    const failed = menu(view({ endpoint: { state: 'failed', reason: 'Port 3345 is taken by another program.' } }))
    expect(failed.below('Connection for apps (not running)').labels()).toEqual(['Port 3345 is taken by another program.', '-', 'Start'])
  })

  it('shows what plays, with play or pause and next', () => {
    const does = actions()
    const playing = menu(view({}, { playing: { title: 'Opalite - Taylor Swift', paused: false } }), does)
    expect(playing.labels().slice(7, 11)).toEqual(['-', 'Opalite - Taylor Swift', 'Pause', 'Next'])
    playing.choose('Pause')
    playing.choose('Next')
    expect(does.playOrPause).toHaveBeenCalled()
    expect(does.next).toHaveBeenCalled()
    expect(
      menu(view({}, { playing: { title: 'x'.repeat(80), paused: true } }))
        .labels()
        .slice(8, 10),
    ).toEqual([`${'x'.repeat(59)}…`, 'Play'])
  })

  it('ticks the start at login, which only an installed app has', () => {
    const does = actions()
    expect(menu(view({}, { startAtLogin: { on: true, available: true } }), does).item('Start at login')).toMatchObject({
      checked: true,
      enabled: true,
    })
    menu(view({}, { startAtLogin: { on: true, available: true } }), does).choose('Start at login')
    expect(does.setStartAtLogin).toHaveBeenCalledWith(false)
    expect(menu(view({}, { startAtLogin: { on: false, available: false } })).item('Start at login').enabled).toBe(false)
  })

  it('offers the update that is there', () => {
    expect(menu(view({}, { updates: { state: 'unavailable' } })).item('Check for updates').enabled).toBe(false)
    const does = actions()
    menu(view({}, { updates: { state: 'ready', version: '1.2.0' } }), does).choose('Restart to update to 1.2.0')
    expect(does.installUpdate).toHaveBeenCalled()
  })
})

describe('the tray icon', () => {
  it.each<[string, Partial<Status>]>([
    ['signed-in', {}],
    ['quota', { quota: { state: 'used-up', until: '2026-11-23T13:05:00Z' } }],
    ['attention', { account: { state: 'signed-out' } }],
    ['attention', { account: { state: 'login-ended' }, quota: { state: 'used-up', until: '2026-11-23T13:05:00Z' } }],
    ['attention', { endpoint: { state: 'failed', reason: '' } }],
  ])('is "%s" for %o', (state, status) => expect(iconState(view(status).status)).toBe(state))

  it('is a template image on macOS', () => {
    expect(iconFile('quota', 'darwin')).toBe('quotaTemplate.png')
    expect(iconFile('quota', 'win32')).toBe('quota.png')
  })
})

describe('the listening history in the tray menu', () => {
  const today = (plays: number, minutes: number, exact = false) => {
    return menu(view({ history: { keeping: 'on', today: { plays, ms: minutes * 60_000, exact } } }))
      .labels()
      .find((label) => label.startsWith('Today'))
  }

  it('says what was heard today: at least, where Spotify did not say how long', () => {
    expect(today(38, 135)).toBe('Today: at least 2 h, 38 songs')
    expect(today(9, 33)).toBe('Today: at least 30 min, 9 songs')
    expect(today(1, 3)).toBe('Today: at least 3 min, 1 song')
    expect(today(38, 135, true)).toBe('Today: 2 h 15 min, 38 songs')
    expect(today(2, 120, true)).toBe('Today: 2 h, 2 songs')
    expect(today(0, 0, true)).toBe('Today: nothing yet')
  })

  it('imports an export, unless an import runs or nobody is signed in', () => {
    const does = actions()
    menu(view(), does).choose('Import listening history...')
    expect(does.importHistory).toHaveBeenCalledOnce()
    const importing = { plays: 10, part: 0.456, secondsLeft: 3 }
    expect(menu(view({ history: { keeping: 'on', importing } })).labels()).toContain('Importing: 45 %')
    expect(
      menu(view({ account: { state: 'signed-out' } }))
        .labels()
        .join(),
    ).not.toContain('istory')
  })
})
