import { describe, expect, it } from 'vitest'
import { setupTexts } from '../../renderer/strings/setup.ts'
import { windowTexts } from '../../renderer/strings/window.ts'
import { call, connect } from '../commands/with-spotify.ts'
import { soon } from '../desktop/desk.ts'
import { startRealApp } from './real-app.ts'

// The main journeys of ../desktop/journey.test.ts, on the real Electron: `npm run test:electron`. The tray cannot be pressed from outside
// (https://github.com/microsoft/playwright/issues/32941), so what the person does there is done in the settings window here.

describe('the first start', () => {
  it('goes from a client id to an answer for an assistant, and signs out', async () => {
    const app = await startRealApp()
    const page = await app.settings()
    await page.getByLabel(setupTexts.app.field).fill(` ${app.spotify.clientId.toUpperCase()} `)
    await page.getByRole('button', { name: setupTexts.app.save }).click()
    await soon(async () => expect(await app.call('status')).toMatchObject({ account: { state: 'signed-out' } }))

    const signingIn = app.call('signIn', 'window')
    await soon(async () => {
      expect(await app.titles()).toContain(`${new URL(app.spotify.accountsUrl).host} - Sign in to Spotify`)
    })
    const hardened = { sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, webSecurity: true }
    expect(await app.webPreferences()).toEqual([hardened, hardened])
    await app.agree()
    expect(await signingIn).toEqual({ ok: true, message: 'You are signed in.' })
    await soon(async () => expect(await app.titles()).toHaveLength(1))

    const endpoint = await soon(() => {
      const found = app.endpoint()
      if (!found) throw new Error('The endpoint does not listen')
      return found
    })
    const client = await connect(endpoint)
    expect(await call(client, 'search_tracks', { query: 'midnight' })).toContain('Midnight River')
    await soon(async () => {
      expect(await app.call('status')).toMatchObject({
        account: { state: 'signed-in', name: 'Wanda' },
        clients: [{ name: 'test client', calls: 1 }],
        calls: [{ client: 'test client', tool: 'search_tracks', failed: false }],
      })
    })
    await page.getByRole('navigation').getByRole('button', { name: windowTexts.pages.status }).click()
    await page.getByText('test client').first().waitFor()

    expect(await app.call('signOut')).toMatchObject({ ok: true })
    await soon(async () => expect(await app.call('status')).toMatchObject({ account: { state: 'signed-out' } }))
    expect(app.securityWarnings).toEqual([])
  })
})

describe('the app', () => {
  it('stays when its window is closed, and shows it again at a second launch', async () => {
    const app = await startRealApp()
    await app.settings()
    const before = await soon(() => {
      expect(app.endpoint()).toBeDefined()
      return app.endpoint()
    })
    await app.closeWindows()
    await soon(async () => expect(await app.titles()).toEqual([]))
    expect((await app.launchAgain()).code).toBe(0)
    await app.settings()
    expect(app.endpoint()).toEqual(before)
  })

  it('gives its page the contract, and nothing of Node or Electron', async () => {
    const app = await startRealApp()
    const page = await app.settings()
    const found = await page.evaluate(() =>
      ['require', 'process', 'module', 'ipcRenderer', 'electron'].filter((name) => name in globalThis),
    )
    expect(found).toEqual([])
    expect(app.securityWarnings).toEqual([])
  })
})
