import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { advancedTexts } from '../../renderer/strings/advanced.ts'
import { clientsTexts as texts } from '../../renderer/strings/clients.ts'
import { statusTexts } from '../../renderer/strings/status.ts'
import { windowTexts } from '../../renderer/strings/window.ts'
import type { ClientChange, ClientName, TextEdit } from '../../src/shared/clients.ts'
import { call, connect } from '../commands/with-spotify.ts'
import { useBuiltApp } from './built-app.ts'
import { type Desk, type DeskOptions, soon, startApp } from './desk.ts'

// The page Apps and the tray on the whole app, with the settings files of clients in a home of its own. That the key never came to the page or into
// the log is looked after at the end of each test: see desk.ts.

const built = useBuiltApp()

/** Zed's settings as people write them: comments, odd indentation, a comma too many. */
const zedSettings = `// Wanda's
{
    "theme": "One Dark",   // by day, too
  "context_servers": { /* none yet */ },
  "vim_mode": true,
}
`

type Home = { path: string; zed: string; codex: string }

/** A home with the folders of Zed and Codex. */
function newHome(): Home {
  const path = mkdtempSync(join(tmpdir(), 'tonearm-home-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  const home = { path, zed: join(path, '.config', 'zed', 'settings.json'), codex: join(path, '.codex', 'config.toml') }
  for (const file of [home.zed, home.codex]) mkdirSync(dirname(file), { recursive: true })
  writeFileSync(home.zed, zedSettings)
  return home
}

/** Starts the app in that home, with the page Apps open. */
async function openClients(home: Home, options: Omit<DeskOptions, 'built'> = {}): Promise<{ app: Desk; page: Page }> {
  const environment = { HOME: home.path, XDG_CONFIG_HOME: join(home.path, '.config'), ...options.environment }
  const app = await startApp({ built, signedIn: true, ...options, environment })
  await soon(() => expect(app.endpoint()).toBeDefined())
  app.tray().menu?.choose('Connect an app...')
  const page = await app.settings()
  await page.getByRole('heading', { name: texts.title, level: 1 }).waitFor()
  await page.getByRole('button', { name: 'Connect Zed' }).waitFor()
  return { app, page }
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const agree = (page: Page, name: string) => page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
const token = (app: Desk) => app.endpoint()?.token ?? ''
const masked = (text: string, app: Desk) => text.replaceAll(token(app), '••••••••')

/** A text from after the change as it was before, if the change is the one that was shown. */
function without(edits: TextEdit[], text: string): string {
  return edits.reduceRight((rest, { line, removed, added }) => {
    const begin = rest.indexOf(added)
    expect(rest.slice(0, begin).split('\n')).toHaveLength(line)
    // An edit that begins with the end of a line is shown from the next line on.
    const from = rest[begin - 1] === '\n' ? begin - 1 : begin
    return rest.slice(0, from) + removed + rest.slice(begin + added.length)
  }, text)
}

function editsOf({ steps: [step] }: ClientChange): TextEdit[] {
  return step?.kind === 'edit-file' || step?.kind === 'create-file' ? step.edits : []
}

async function preview(app: Desk, name: ClientName, action: 'connect' | 'disconnect', way?: string): Promise<ClientChange> {
  const found = await app.call('previewClient', name, action, ...(way ? [way] : []))
  if (!found.ok) throw new Error(found.message)
  return found.change
}

describe('connecting from the window', () => {
  it('puts exactly what was shown into the settings file, and disconnecting gives its old bytes back', async () => {
    const home = newHome()
    const { app, page } = await openClients(home)
    const edits = editsOf(await preview(app, 'zed', 'connect'))
    await press(page, 'Connect Zed')
    const shown = await page.getByRole('dialog').locator('.edit').allTextContents()
    expect(shown).toEqual(edits.map(({ line, added }) => `${texts.steps.line(line)}${texts.steps.added} ${added.replaceAll('\n', '')}`))
    expect(await page.getByRole('dialog').locator('.path').textContent()).toBe(home.zed)
    expect(shown.join()).toContain('Bearer ••••••••')
    expect(readFileSync(home.zed, 'utf8')).toBe(zedSettings)

    await agree(page, texts.confirm.connect)
    const done = page.locator('.client .notice.good')
    await done.waitFor()
    const written = readFileSync(home.zed, 'utf8')
    expect(written).toContain(token(app))
    expect(without(edits, masked(written, app))).toBe(zedSettings)
    const [backup] = readdirSync(dirname(home.zed)).filter((name) => name !== 'settings.json')
    expect(readFileSync(join(dirname(home.zed), backup ?? ''), 'utf8')).toBe(zedSettings)
    expect((await done.textContent())?.split(backup ?? '-')).toHaveLength(2)

    await press(page, 'Disconnect Zed')
    await agree(page, texts.confirm.disconnect)
    await page.getByRole('button', { name: 'Connect Zed' }).waitFor()
    expect(readFileSync(home.zed, 'utf8')).toBe(zedSettings)
  })

  it('makes a file where there was none, and disconnecting takes it away again', async () => {
    const home = newHome()
    const { app, page } = await openClients(home)
    await press(page, 'Connect Codex')
    await page.getByRole('dialog').getByText(texts.steps.create).waitFor({ state: 'attached' })
    const shown = await page.getByRole('dialog').locator('.edit-text').allTextContents()
    await agree(page, texts.confirm.connect)
    await page.getByRole('button', { name: 'Disconnect Codex' }).waitFor()
    expect(masked(readFileSync(home.codex, 'utf8'), app).trimEnd()).toBe(shown.join('\n'))
    await press(page, 'Disconnect Codex')
    await page.getByRole('dialog').getByText(texts.steps.remove).waitFor({ state: 'attached' })
    await agree(page, texts.confirm.disconnect)
    await page.getByRole('button', { name: 'Connect Codex' }).waitFor()
    expect(existsSync(home.codex)).toBe(false)
  })

  it('asks again when the file was changed after it was looked at, and writes what is shown then', async () => {
    const home = newHome()
    const { page } = await openClients(home)
    await press(page, 'Connect Zed')
    await page.getByRole('dialog').waitFor()
    writeFileSync(home.zed, `// A new first line\n${zedSettings}`)
    await agree(page, texts.confirm.connect)
    await page.getByRole('alert').getByText(texts.stale).waitFor()
    expect(readFileSync(home.zed, 'utf8')).toBe(`// A new first line\n${zedSettings}`)
    await agree(page, texts.confirm.connect)
    await page.locator('.client .notice.good').waitFor()
    expect(readFileSync(home.zed, 'utf8')).toMatch(/^\/\/ A new first line\n/)
  })

  it('leaves a file alone that it does not understand, says so, and opens it on request', async () => {
    const home = newHome()
    writeFileSync(home.codex, 'this is [not TOML')
    const { app, page } = await openClients(home)
    const item = page.locator('.client').filter({ has: page.getByRole('heading', { name: 'Codex', exact: true }) })
    await item.getByText(texts.state.unreadable).waitFor()
    expect(await item.getByRole('button').allTextContents()).toEqual(['Copy', texts.openFile])
    expect(await app.call('previewClient', 'codex', 'connect')).toMatchObject({ ok: false, problem: 'client-settings' })
    await press(page, 'Open file: Codex')
    await soon(() => expect(app.openedPaths).toEqual([home.codex]))
    await press(page, 'Copy: Codex')
    await soon(() => expect(app.clipboard).toContain(token(app)))
    expect(readFileSync(home.codex, 'utf8')).toBe('this is [not TOML')
  })

  it('replaces another entry of its name when the person asks for it, and says where the copy is', async () => {
    const home = newHome()
    const before = '[mcp_servers.tonearm]\ncommand = "arm"\n'
    writeFileSync(home.codex, before)
    const { page } = await openClients(home)
    await page.getByText(`is in ${home.codex}.`).waitFor()
    await press(page, 'Replace it: Codex')
    await agree(page, texts.confirm.connect)
    const said = await page.locator('.client .notice.good').textContent()
    const [copy = ''] = readdirSync(dirname(home.codex)).filter((name) => name !== 'config.toml')
    expect(said).toContain(`Its settings from before are in ${join(dirname(home.codex), copy)}.`)
    expect(readFileSync(join(dirname(home.codex), copy), 'utf8')).toBe(before)
    await page.getByRole('button', { name: 'Disconnect Codex' }).waitFor()
  })

  it('hands a client its link, and the key in it to nobody else', async () => {
    const home = newHome()
    mkdirSync(join(home.path, '.cursor'))
    const { app, page } = await openClients(home)
    await press(page, 'Connect Cursor')
    expect(await page.getByRole('dialog').locator('pre').textContent()).toContain('"Authorization": "Bearer ••••••••"')
    await agree(page, texts.confirm.connect)
    await soon(() => expect(app.openedExternally).toHaveLength(1))
    const link = new URL(app.openedExternally[0] ?? '')
    expect(`${link.protocol}//${link.host}${link.pathname}`).toBe('cursor://anysphere.cursor-deeplink/mcp/install')
    const entry = JSON.parse(Buffer.from(link.searchParams.get('config') ?? '', 'base64').toString())
    expect(entry).toEqual({ url: app.endpoint()?.url, headers: { Authorization: `Bearer ${token(app)}` } })
  })

  it('opens the extension with Claude Desktop where the app was installed', async () => {
    const home = newHome()
    mkdirSync(join(home.path, '.config', 'Claude'))
    const bundle = join(home.path, 'tonearm.mcpb')
    writeFileSync(bundle, '')
    Object.assign(process, { resourcesPath: home.path })
    onTestFinished(() => void Reflect.deleteProperty(process, 'resourcesPath'))
    const { app } = await openClients(home, { packaged: true })
    const change = await preview(app, 'claude-desktop', 'connect', 'bundle')
    expect(change.steps).toEqual([{ kind: 'open-file', file: bundle }])
    expect(await app.call('connectClient', 'claude-desktop', change.id, 'bundle')).toMatchObject({ ok: true })
    expect(app.openedPaths).toEqual([bundle])
  })

  it('takes nothing but clients that it knows and changes that it showed', async () => {
    const home = newHome()
    const { app } = await openClients(home)
    expect(await app.call('previewClient', '../zed', 'connect')).toMatchObject({ ok: false, problem: 'invalid-arguments' })
    expect(await app.call('previewClient', 'zed', 'destroy')).toMatchObject({ ok: false, problem: 'invalid-arguments' })
    expect(await app.call('connectClient', 'zed', 'a b', 'settings')).toMatchObject({ ok: false, problem: 'invalid-arguments' })
    expect(await app.call('connectClient', 'zed', 'abcdef')).toMatchObject({ ok: false, problem: 'changed-since' })
    expect(await app.call('copyClientText', 'constructor')).toMatchObject({ ok: false, problem: 'invalid-arguments' })
    expect(await app.call('openClientFile', '/etc/passwd')).toMatchObject({ ok: false, problem: 'invalid-arguments' })
    expect(await app.call('openClientFile', 'zed')).toMatchObject({ ok: false, problem: 'not-available' })
    expect(app.openedPaths).toEqual([])
    expect(await app.call('blockClient', '', true)).toMatchObject({ ok: false, problem: 'invalid-arguments' })
    expect(readFileSync(home.zed, 'utf8')).toBe(zedSettings)
  })
})

describe('a new key, or a new address', () => {
  it('comes to the clients that have the old one, and the window says which', async () => {
    const home = newHome()
    const { app, page } = await openClients(home)
    const { id } = await preview(app, 'zed', 'connect')
    await app.call('connectClient', 'zed', id)
    const before = token(app)
    await page.getByRole('navigation').getByRole('button', { name: windowTexts.pages.advanced }).click()
    await press(page, advancedTexts.token.button)
    await agree(page, advancedTexts.token.confirm)
    const said = page.getByRole('region', { name: advancedTexts.token.title }).locator('.notice.good')
    await said.waitFor()
    expect(await said.textContent()).toContain('Zed')
    expect(token(app)).not.toBe(before)
    expect(readFileSync(home.zed, 'utf8')).toContain(token(app))
    expect(readFileSync(home.zed, 'utf8')).not.toContain(before)

    const { url } = app.endpoint() ?? {}
    await page.getByRole('navigation').getByRole('button', { name: windowTexts.pages.status }).click()
    await press(page, statusTexts.endpoint.restart)
    // The port of these tests is any free one, so it is another one now.
    await page.locator('.notice.good').getByText('Zed').waitFor()
    expect(app.endpoint()?.url).not.toBe(url)
    expect(readFileSync(home.zed, 'utf8')).toContain(`"${app.endpoint()?.url}"`)
  })
})

describe('a client that is connected', () => {
  it('is counted in the tray, can be blocked in the window, is refused from then on, and let in again', async () => {
    const { app, page } = await openClients(newHome())
    const endpoint = app.endpoint()
    if (!endpoint) throw new Error('The endpoint does not listen')
    const client = await connect(endpoint)
    expect(await call(client, 'search_tracks', { query: 'midnight' })).toContain('Midnight River')
    await soon(() => expect(app.tray().menu?.labels()[0]).toContain('1 app connected'))
    await press(page, 'Block test client')
    await agree(page, texts.block.confirm)
    await page.getByRole('region', { name: texts.blocked.title }).getByText('test client').waitFor()
    await expect(client.callTool({ name: 'search_tracks', arguments: { query: 'midnight' } })).rejects.toThrow()
    await expect(connect(endpoint)).rejects.toThrow()
    await soon(() => expect(app.tray().menu?.labels()[0]).toContain('no apps connected'))

    await press(page, 'Allow again: test client')
    await page.getByRole('region', { name: texts.blocked.title }).waitFor({ state: 'detached' })
    await connect(endpoint)
  })
})
