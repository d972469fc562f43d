import { describe, expect, it } from 'vitest'
import { call, connect } from '../commands/with-spotify.ts'
import { device, playlist, track } from '../fake-spotify/builders.ts'
import { useBuiltApp } from './built-app.ts'
import { soon, startApp } from './desk.ts'

const built = useBuiltApp()

const rows = [track('Midnight River'), track('Paper Ocean')]

describe('what an assistant did', () => {
  it('stands on the page Activity, and can be undone there', async () => {
    const app = await startApp({ built, signedIn: true, world: { playlists: [playlist({ name: 'Evening', rows })], tracks: rows } })
    const client = await connect(await soon(() => app.endpoint() ?? Promise.reject(new Error('not yet'))))
    await call(client, 'create_playlist', { name: 'Morning' })
    app.tray().menu?.choose('Settings...')
    const shown = async () => {
      const answer = await app.call('activity')
      return answer.ok ? answer.value : []
    }
    const [row] = await shown()
    const receipt = row?.change?.receipt
    expect(row).toMatchObject({ client: 'test client', change: { state: 'done' }, words: expect.stringContaining('Morning') })
    expect(await app.call('undoChange', receipt, false)).toMatchObject({ ok: true, message: expect.stringMatching(/^Undone\./) })
    expect((await shown()).find(({ change }) => change?.receipt === receipt)?.change?.state).toBe('undone')
    expect(await app.call('undoChange', 'zzzzzz', false)).toMatchObject({ ok: false, problem: 'unknown-receipt' })
  })
})

describe('a large removal by an app that cannot ask', () => {
  it('is asked about in the window, to which a notification leads, and nothing is removed without a yes', async () => {
    const many = Array.from({ length: 30 }, (_, index) => track(`Song ${index + 1}`))
    const app = await startApp({ built, signedIn: true, world: { playlists: [playlist({ name: 'Evening', rows: many })], tracks: many } })
    const client = await connect(await soon(() => app.endpoint() ?? Promise.reject(new Error('not yet'))))
    const left = () => app.spotify.world.playlists[0]?.rows.length
    const edit = { playlist: 'Evening', remove: { positions: Array.from({ length: 25 }, (_, index) => index + 1) } }
    const refused = call(client, 'edit_playlist', edit, true)
    const shown = await soon(() => {
      const found = app.notifications.find(({ title }) => title === 'test client wants to remove a lot')
      expect(found).toBeDefined()
      return found
    })
    expect(shown?.body).toMatch(/^This removes 25 of 30 songs in "Evening"\. /)
    expect(app.tray().menu?.labels()[0]).toBe('test client waits for your answer: click here')
    shown?.emit('click')
    const page = await app.settings()
    await page.getByRole('button', { name: 'Don’t allow' }).click()
    expect(await refused).toContain('The user said no.')
    expect(left()).toBe(30)

    const allowed = call(client, 'edit_playlist', edit)
    await page.getByRole('button', { name: 'Allow once' }).click()
    expect(await allowed).toContain('Receipt')
    expect(left()).toBe(5)
  })
})

describe('what is playing', () => {
  it('stands in the tray once the person looks there, and can be paused', async () => {
    const laptop = device('Laptop')
    const player = { deviceId: laptop.id, item: rows[0], isPlaying: true, commandDelayMs: 20 }
    const app = await startApp({ built, signedIn: true, world: { devices: [laptop], tracks: rows }, player })
    await soon(() => expect(app.tray().menu?.labels()[0]).toContain('Wanda'))
    expect(app.spotify.requests().filter((line) => line.includes('/me/player'))).toEqual([])
    app.tray().emit('mouse-enter')
    const title = await soon(() => {
      const found = app
        .tray()
        .menu?.labels()
        .find((label) => label.startsWith('Midnight River - '))
      expect(found).toBeDefined()
      return found as string
    })
    app.tray().emit('mouse-enter')
    app.tray().menu?.choose(title, 'Pause')
    await soon(() => expect(app.tray().menu?.below(title).labels()).toEqual(['Previous', 'Play', 'Next', 'Add to Liked Songs', 'Devices']))
    expect(app.spotify.world.player.isPlaying).toBe(false)
    app.tray().menu?.choose(title, 'Add to Liked Songs')
    await soon(() => expect(app.tray().menu?.below(title).labels()).toContain('In your Liked Songs'))
    expect(app.spotify.requests().filter((line) => line.startsWith('PUT /v1/me/library'))).toHaveLength(1)
  })

  it('is kept from apps while access is paused in the tray, which the window hears of', async () => {
    const app = await startApp({ built, signedIn: true })
    app.tray().menu?.choose('Settings...')
    app.tray().menu?.choose('Pause access', 'Until I resume')
    await soon(() => expect(app.tray().menu?.labels()[0]).toBe('Paused until you resume - no apps connected'))
    expect(await app.call('status')).toMatchObject({ paused: { by: 'user' } })
    expect(await app.call('resumeAccess')).toMatchObject({ ok: true })
    await soon(() => expect(app.tray().menu?.labels()).toContain('Pause access'))
    app.tray().menu?.choose('Read only')
    await soon(async () => expect(await app.call('settings')).toMatchObject({ readOnly: true }))
  })
})
