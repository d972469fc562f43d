import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { expect, it } from 'vitest'
import { advancedTexts } from '../../renderer/strings/advanced.ts'
import { clientsTexts } from '../../renderer/strings/clients.ts'
import { setupTexts } from '../../renderer/strings/setup.ts'
import { statusTexts } from '../../renderer/strings/status.ts'
import { windowTexts } from '../../renderer/strings/window.ts'
import { call } from '../commands/with-spotify.ts'
import { useBuiltApp } from '../desktop/built-app.ts'
import { soon, startApp } from '../desktop/desk.ts'
import { createWorld } from '../fake-spotify/world.ts'
import { tenYears } from '../history/ten-years.ts'

// The new user's walk through README.md, on the whole app with the simulated Spotify: set up, sign in, connect an app, ask, undo, pause, uninstall.

const built = useBuiltApp()
const pictures = process.env.TONEARM_WALK_PICTURES ?? join('.cache', 'walk')

/** The settings of the app that is connected, as its user wrote them. */
const settingsBefore = '{\n  // mine\n  "theme": "dark"\n}\n'

it('goes from the first start to the uninstalling', async () => {
  rmSync(pictures, { recursive: true, force: true })
  mkdirSync(pictures, { recursive: true })
  const world = createWorld()
  const app = await startApp({ built, words: ['--vault=file'], clientId: false, historyTold: false, world })
  const home = join(app.dataDirectory, '..')
  const settingsFile = join(home, '.config', 'opencode', 'opencode.jsonc')
  mkdirSync(join(settingsFile, '..'), { recursive: true })
  writeFileSync(settingsFile, settingsBefore)
  const exportOfSpotify = join(home, 'Streaming_History_Audio_2016-2026_0.json')
  writeFileSync(exportOfSpotify, JSON.stringify(tenYears(world)))

  const page = await app.settings()
  // Tall enough for most pages as a whole.
  await page.setViewportSize({ width: 960, height: 1400 })
  let taken = 0
  const picture = async (name: string) => {
    taken += 1
    const path = join(pictures, `${String(taken).padStart(2, '0')}-${name}.png`)
    await page.screenshot({ path, animations: 'disabled' })
  }
  const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click()
  const agree = (name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
  const visit = (name: keyof typeof windowTexts.pages) =>
    page.getByRole('navigation').getByRole('button', { name: windowTexts.pages[name] }).click()

  // Set up
  await page.getByRole('heading', { name: setupTexts.title, level: 1 }).waitFor()
  await picture('first-start')
  await page.getByLabel(setupTexts.app.field).fill(`Client ID ${app.spotify.clientId}`)
  await press(setupTexts.app.save)
  await page.getByText(setupTexts.app.done).waitFor()
  await picture('client-id-saved')

  // Sign in
  const signingIn = app.call('signIn', 'window')
  const login = await (await app.login()).page()
  await login.getByRole('button', { name: 'Agree' }).waitFor()
  await picture('signing-in')
  await login.getByRole('button', { name: 'Agree' }).click()
  expect(await signingIn).toMatchObject({ ok: true })
  await soon(() => expect(app.tray().menu?.labels()[0]).toContain('Wanda'))
  await picture('signed-in')

  // Connect an app, and do what it does: read its settings, connect, ask.
  await visit('clients')
  await press(clientsTexts.connectThis('opencode'))
  await page.getByRole('dialog').waitFor()
  await picture('connect-question')
  await agree(clientsTexts.confirm.connect)
  await soon(() => expect(readFileSync(settingsFile, 'utf8')).toContain('tonearm'))
  await picture('connected')
  const client = await connectAs('opencode', readFileSync(settingsFile, 'utf8'))

  expect(await app.call('importHistory', { files: [exportOfSpotify] })).toMatchObject({ ok: true })
  await visit('history')
  await page.getByText(/plays/).first().waitFor()
  await picture('history')

  const answers = [
    await call(client, 'count_plays', { what: 'The Life of a Showgirl' }),
    await call(client, 'recommend_songs', { mood: 'rediscover', count: 5 }),
    await call(client, 'play', { what: 'Midnight River by Golden Static', device: 'kitchen' }),
  ]
  expect(answers[0]).toContain('The Life of a Showgirl (album by Vera Lane)')
  expect(answers[1]).toContain('Loved once')
  expect(answers[2]).toContain('Playing: ')
  await visit('setup')
  await page.getByRole('heading', { name: setupTexts.titleDone, level: 1 }).waitFor()
  await picture('set-up-done')
  await visit('status')
  await picture('status')

  // A change, and its undo
  const [song] = /\b[0-9A-Za-z]{6,}\b(?= )/.exec(answers[1]?.split('\n')[1] ?? '') ?? []
  await call(client, 'create_playlist', { name: 'Loved and forgotten', items: [song] })
  await page
    .getByRole('navigation')
    .getByRole('button', { name: /Activity/ })
    .click()
  const undo = page.getByRole('button', { name: /^Undo: "Loved and forgotten/ })
  await undo.waitFor()
  await picture('change')
  await undo.click()
  await page.getByText('Undone', { exact: true }).first().waitFor()
  await picture('undone')

  // Pause
  app.tray().menu?.below('Pause access').choose('For an hour')
  await soon(() => expect(app.tray().menu?.labels()[0]).toMatch(/^Paused/))
  expect(await call(client, 'get_user_profile', {}, true)).toMatch(/paused/)
  await visit('status')
  await picture('paused')
  app.tray().menu?.choose('Resume access')
  expect(await call(client, 'get_user_profile')).toContain('Wanda')

  // Uninstall
  await (client.transport as StreamableHTTPClientTransport).terminateSession()
  await client.close()
  await visit('clients')
  await press(clientsTexts.disconnectThis('opencode'))
  await page.getByRole('dialog').waitFor()
  await picture('disconnect-question')
  await agree(clientsTexts.confirm.disconnect)
  await soon(() => expect(readFileSync(settingsFile, 'utf8')).toBe(settingsBefore))
  await visit('status')
  await press(statusTexts.account.forget.button)
  await page.getByRole('dialog').waitFor()
  await picture('forget-question')
  await agree(statusTexts.account.forget.confirm)
  await soon(() => expect(app.tray().menu?.labels()[0]).toBe('Not signed in'))
  await picture('forgotten')
  await visit('advanced')
  await page.getByText(advancedTexts.startAtLogin.title).first().waitFor()
  await picture('advanced')
  app.tray().menu?.choose('Quit Tonearm')
  expect(await app.ended).toBe(0)
  expect(readFileSync(join(app.dataDirectory, 'vault.json'), 'utf8')).not.toContain('refreshToken')
  expect(readdirSync(app.dataDirectory)).not.toContain('endpoint.json')
})

/** Connects as the app would that has these settings: with their address and their headers. */
async function connectAs(name: string, settings: string): Promise<Client> {
  const [, url = ''] = /"url": "([^"]+)"/.exec(settings) ?? []
  const [, key = ''] = /"Authorization": "([^"]+)"/.exec(settings) ?? []
  const client = new Client({ name, version: '1.0.0' })
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { Authorization: key } } }))
  return client
}
