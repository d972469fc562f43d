import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { useBuiltApp } from './built-app.ts'
import { soon, startApp } from './desk.ts'

const built = useBuiltApp()

const codexSettings = '# mine\nmodel = "gpt"\n'

/** The app in a home with Codex, which is connected. */
async function openWithCodex() {
  const home = mkdtempSync(join(tmpdir(), 'tonearm-home-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  const codex = join(home, '.codex', 'config.toml')
  mkdirSync(dirname(codex))
  writeFileSync(codex, codexSettings)
  const environment = { HOME: home, XDG_CONFIG_HOME: join(home, '.config') }
  const app = await startApp({ built, signedIn: true, words: ['--vault=file'], environment })
  await soon(() => expect(app.endpoint()).toBeDefined())
  app.tray().menu?.choose('Settings...')
  const preview = await app.call('previewClient', 'codex', 'connect')
  expect(await app.call('connectClient', 'codex', preview.ok ? preview.change.id : '')).toMatchObject({ ok: true })
  expect(readFileSync(codex, 'utf8')).toContain('tonearm')
  return { app, codex }
}

it('says after signing out which apps stay connected', async () => {
  const { app } = await openWithCodex()
  expect(await app.call('signOut')).toMatchObject({
    message: expect.stringMatching(/ Codex stays connected, but gets no answers until you sign in again\.$/),
  })
})

it('is removed as a whole: no entry in an app, no login, no data, and it quits', async () => {
  const { app, codex } = await openWithCodex()
  const list = await app.call('removal')
  expect(list.ok && list.value.map(({ part, where }) => `${part}: ${where}`)).toEqual([
    'apps: Codex',
    'login: the file vault.json in the data folder',
    expect.stringContaining(`data: ${app.dataDirectory} (`),
  ])
  await app.call('removeTonearm', ['apps', 'login', 'data']).catch(() => {})
  expect(await app.ended).toBe(0)
  expect(readFileSync(codex, 'utf8')).toBe(codexSettings)
  // What Chromium keeps of the windows, with nothing of the user. In the usual folder it goes too.
  expect(existsSync(app.dataDirectory) ? readdirSync(app.dataDirectory) : []).toEqual(['web'])
  // Where the desk looks for secrets at the end.
  mkdirSync(join(app.dataDirectory, 'logs'), { recursive: true })
  writeFileSync(join(app.dataDirectory, 'logs', 'tonearm.log'), '')
})

it('looks for problems, and copies what it found without a secret or a home folder', async () => {
  const { app } = await openWithCodex()
  const report = await app.call('findProblems')
  expect(report.ok && report.value.findings.map(({ about, state }) => `${state} ${about}`)).toEqual(
    expect.arrayContaining(['ok Tonearm', 'ok Login storage', 'ok Login', 'ok Apps', 'ok Spotify']),
  )
  expect(await app.call('copyReport')).toMatchObject({ ok: true })
  expect(app.clipboard).toMatch(/^Tonearm \S+, Node .+\n\nok {7}Tonearm: Running, process \d+\.\n/)
})
