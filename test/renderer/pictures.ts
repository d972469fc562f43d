import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page as BrowserPage } from 'playwright-core'
import { pages } from '../../src/shared/contract.ts'
import type { ProblemCode } from '../../src/shared/problem.ts'
import { drawnChart } from './drawn-chart.ts'
import { createFakeApi, everySetting, type FakeApi, firstRun, type World } from './fake-api.ts'
import { firstPagePictures, takeFirstPagePicture } from './first-page-pictures.ts'
import { longHistory } from './history-samples.ts'
import {
  activity,
  changed,
  claudeCode,
  clientChange,
  clientId,
  clients,
  clientView,
  cursor,
  did,
  hebrewName,
  longName,
  minutesAgo,
  noneConnected,
  settings,
  signedIn,
  status,
  steps,
} from './samples.ts'
import { smallPng } from './small-png.ts'
import { startDesk, type WindowOptions } from './window.ts'

// Makes a picture of every page and state of the settings window, for people to look at, and those of README.md: test/pictures/*.png.

type Picture = WindowOptions & { world: Partial<World>; before?: (page: BrowserPage, api: FakeApi) => Promise<unknown>; whole?: boolean }

const running = { status: status({ clients: [claudeCode, cursor] }), settings: settings({ clientId }), activity }
const withClientId = { settings: settings({ clientId }) }
const withHistory = { ...withClientId, history: longHistory }
const toConnect = { ...withClientId, status: status(), clients: noneConnected }
const signedOut = { ...toConnect, status: status({ account: { state: 'signed-out' } }) }
const portTaken = {
  state: 'failed',
  reason: 'Port 3345 is used by another program. Close that program, or choose another port, then start again.',
  problem: 'port-taken',
} as const
const refused = "The sign-in was cancelled on Spotify's page. Nothing was changed; you can sign in again at any time."
const unknownApp =
  'Spotify does not know this client ID. Compare it with your app on https://developer.spotify.com/dashboard and set it again.'
const noKeychain =
  'No keyring is available. Install GNOME Keyring or KWallet and unlock it in your desktop session. Until then, Tonearm forgets the login when you quit it.'
const button = (page: BrowserPage, name: string | RegExp) => page.getByRole('button', { name })

const pictures: Record<string, Picture> = {
  'setup-1-app': { world: firstRun(), whole: true },
  'setup-1-mistake': {
    world: firstRun(),
    whole: true,
    async before(page) {
      await page.getByLabel('Client ID').fill(clientId.slice(2))
      await button(page, 'Save client ID').click()
    },
  },
  'setup-2-sign-in': { world: signedOut, whole: true },
  'setup-2-waiting': { world: { ...signedOut, status: status({ account: { state: 'signing-in' } }) } },
  'setup-2-refused': { world: signedOut, whole: true, before: (page, api) => endSignIn(page, api, 'sign-in-cancelled', refused) },
  'setup-2-unknown-app': { world: signedOut, whole: true, before: (page, api) => endSignIn(page, api, 'client-id-refused', unknownApp) },
  'setup-2-no-keychain': {
    world: signedOut,
    whole: true,
    async before(page, api) {
      api.answer('signIn', async () => ({ ok: false, message: noKeychain, problem: 'vault-unavailable' }))
      await button(page, 'Sign in to Spotify').click()
      await button(page, 'Sign in anyway').waitFor()
    },
  },
  'setup-3-connect': { world: toConnect, page: 'setup', whole: true, before: shown },
  'setup-3-no-claude': {
    world: { ...toConnect, clients: [clientView('cursor', 'Cursor', { state: 'not-connected' })] },
    page: 'setup',
    whole: true,
    before: shown,
  },
  'setup-3-unreachable': { world: { ...toConnect, status: status({ endpoint: portTaken }) }, page: 'setup', whole: true, before: shown },
  'setup-4-finished': { world: running, page: 'setup' },
  'status-running': { world: running, page: 'status', whole: true },
  'status-empty': { world: withClientId, page: 'status', whole: true },
  'status-first-run': { world: firstRun(), page: 'status' },
  'status-login-ended': { world: { ...running, status: status({ account: { state: 'login-ended' } }) }, page: 'status' },
  'status-login-ends-soon': {
    world: { ...running, status: status({ account: signedIn({ endsAt: '2026-11-30T09:00:00Z' }), clients: [claudeCode] }) },
    page: 'status',
  },
  'status-port-taken': {
    world: {
      ...running,
      status: status({ endpoint: portTaken }),
    },
    page: 'status',
  },
  'status-read-only': { world: { ...running, settings: settings({ clientId, readOnly: true }) }, page: 'status' },
  'status-quota': {
    world: { ...running, status: status({ clients: [claudeCode], quota: { state: 'used-up', until: minutesAgo(-65) } }) },
    page: 'status',
  },
  'status-long-names': {
    world: {
      ...running,
      status: status({
        account: signedIn({
          name: longName,
          notKept: 'The login could not be kept: the keychain is locked. It works until Tonearm quits.',
        }),
        clients: [
          { ...claudeCode, name: longName },
          { ...cursor, name: hebrewName },
        ],
      }),
    },
    page: 'status',
    whole: true,
  },
  history: {
    world: { ...withHistory, status: status({ history: { keeping: 'on', today: { plays: 38, ms: 8_000_000, exact: false } } }) },
    page: 'history',
    whole: true,
    before: charted,
  },
  'history-calendar': {
    world: withHistory,
    page: 'history',
    whole: true,
    async before(page, api) {
      await charted(page, api)
      await page.getByLabel('Chart', { exact: true }).selectOption('calendar-year')
      await page.getByAltText(/Every day of/).waitFor()
      await page.getByText('Show the numbers').click()
    },
  },
  'history-empty': { world: withClientId, page: 'history', whole: true },
  'history-off': {
    world: { settings: settings({ clientId, keepHistory: false }), status: status({ history: { keeping: 'off' } }) },
    page: 'history',
    whole: true,
  },
  'history-told': {
    world: { settings: settings({ clientId, historyNoticeSeen: false }), status: status({ history: { keeping: 'untold' } }) },
    page: 'history',
  },
  'history-importing': {
    world: {
      ...withClientId,
      status: status({ history: { keeping: 'on', importing: { rows: 41_418, plays: 41_310, part: 0.62, secondsLeft: 4 } } }),
    },
    page: 'history',
    whole: true,
  },
  'history-wrong-package': {
    world: withClientId,
    page: 'history',
    whole: true,
    async before(page, api) {
      api.answer('importHistory', async () => ({
        ok: false,
        message:
          'This is Spotify\'s "Technical log information", which holds no listening history. Ask Spotify for the "Extended streaming history" at https://www.spotify.com/account/privacy. It comes by e-mail, after up to 30 days. Import it as it is.',
        problem: 'not-listening-history',
      }))
      await button(page, 'Choose file …').click()
      await page.locator('.notice.bad').waitFor()
    },
  },
  'history-signed-out': { world: { ...withHistory, status: status({ account: { state: 'signed-out' } }) }, page: 'history' },
  'history-erase': {
    world: withHistory,
    page: 'history',
    async before(page) {
      await page.getByLabel('Artist', { exact: true }).fill('Taylor Swift')
      await button(page, 'Erase …').click()
    },
  },
  permissions: { world: running, page: 'permissions', whole: true },
  'permissions-three': {
    world: {
      ...running,
      status: status({ account: signedIn({ grantedScopes: ['user-library-read', 'user-read-private', 'user-read-playback-state'] }) }),
    },
    page: 'permissions',
    whole: true,
  },
  'permissions-changed': {
    world: { ...running, status: status({ account: signedIn({ grantedScopes: signedInScopes() }) }) },
    page: 'permissions',
  },
  clients: { world: running, page: 'clients', whole: true, before: shown },
  'clients-unfolded': {
    world: { ...running, status: status({ clients: [claudeCode, cursor], blockedClients: ['Old Agent', longName, hebrewName] }) },
    page: 'clients',
    whole: true,
    async before(page) {
      await button(page, 'Not found on this computer (5)').click()
    },
  },
  'clients-question-file': { world: running, page: 'clients', before: (page) => button(page, 'Connect again: Zed').click() },
  'clients-question-command': {
    world: running,
    page: 'clients',
    async before(page, api) {
      api.answer('previewClient', async () => ({
        ok: true,
        change: clientChange('claude-code', 'connect', { steps: steps['claude-code'] }),
      }))
      await button(page, 'Disconnect Claude Code').click()
    },
  },
  'clients-question-link': { world: running, page: 'clients', before: (page) => button(page, 'Connect Cursor').click() },
  'clients-question-extension': { world: running, page: 'clients', before: (page) => button(page, 'Connect Claude Desktop').click() },
  'clients-question-settings': {
    world: running,
    page: 'clients',
    async before(page) {
      await button(page, 'Connect Claude Desktop').click()
      await button(page, 'Write its settings file instead').click()
      await button(page, 'Install its extension instead').waitFor()
    },
  },
  'clients-question-long': {
    world: running,
    page: 'clients',
    async before(page, api) {
      api.answer('previewClient', async () => ({ ok: true, change: clientChange('zed', 'connect', { steps: steps.long }) }))
      await button(page, 'Connect again: Zed').click()
    },
  },
  'clients-question-replace': {
    world: running,
    page: 'clients',
    async before(page, api) {
      const summary = `The other entry called "tonearm" in the settings of Codex is replaced with Tonearm's. A copy of the file is kept.`
      api.answer('previewClient', async () => ({ ok: true, change: clientChange('codex', 'connect', { steps: steps.zed, summary }) }))
      await button(page, 'Replace it: Codex').click()
    },
  },
  'clients-question-stale': {
    world: running,
    page: 'clients',
    async before(page, api) {
      api.answer('connectClient', async () => ({ ok: false, message: 'The file was changed since.', problem: 'changed-since' }))
      await button(page, 'Connect again: Zed').click()
      await page.getByRole('dialog').getByRole('button', { name: 'Connect', exact: true }).click()
      await page.getByRole('dialog').getByText('Something changed before you agreed').waitFor()
    },
  },
  'clients-question-refused': {
    world: running,
    page: 'clients',
    async before(page, api) {
      api.answer('connectClient', async () => ({
        ok: false,
        message: 'The file cannot be written: /home/wanda/.config/zed/settings.json belongs to another user. Nothing was changed.',
      }))
      await button(page, 'Connect again: Zed').click()
      await page.getByRole('dialog').getByRole('button', { name: 'Connect', exact: true }).click()
      await page.getByRole('dialog').getByText('cannot be written').waitFor()
    },
  },
  'clients-after': {
    world: running,
    page: 'clients',
    whole: true,
    async before(page, api) {
      api.answer('previewClient', async (name) =>
        name === 'claude-desktop'
          ? { ok: false, message: 'For an entry in its settings, Claude Desktop needs Node.js 18 or newer, which was not found.' }
          : { ok: true, change: clientChange('zed', 'connect') },
      )
      await button(page, 'Connect Claude Desktop').click()
      const backup = '/home/wanda/.config/zed/settings.json.tonearm-backup-2026-11-22T15-00-00'
      api.answer('connectClient', async () => {
        api.world.clients = clients.map((client) => (client.name === 'zed' ? clientView('zed', 'Zed', { state: 'connected' }) : client))
        return { ok: true, message: `Zed is connected. Its settings from before are in ${backup}. Zed notices the change by itself.` }
      })
      await button(page, 'Connect again: Zed').click()
      await page.getByRole('dialog').getByRole('button', { name: 'Connect', exact: true }).click()
      await page.locator('.notice.good').waitFor()
    },
  },
  'clients-block': { world: running, page: 'clients', before: (page) => button(page, 'Block Claude Code').click() },
  'clients-nothing-found': {
    world: { ...running, clients: clients.map((client) => clientView(client.name, client.title)), status: status() },
    page: 'clients',
    before: shown,
  },
  'clients-not-listening': { world: { ...running, status: status({ endpoint: { state: 'stopped' } }) }, page: 'clients', before: shown },
  'clients-zoomed': {
    world: { ...running, status: status({ clients: [claudeCode, cursor], blockedClients: ['Old Agent', longName] }) },
    page: 'clients',
    zoom: 2,
    whole: true,
    before: shown,
  },
  'clients-question-zoomed': {
    world: running,
    page: 'clients',
    zoom: 2,
    before: (page) => button(page, 'Connect again: Zed').click(),
  },
  'clients-question-forced-colours': {
    world: running,
    page: 'clients',
    forcedColors: 'active',
    before: (page) => button(page, 'Connect again: Zed').click(),
  },
  'clients-narrow': { world: running, page: 'clients', width: 640, whole: true, before: shown },
  activity: { world: running, page: 'activity', whole: true },
  'activity-details': { world: running, page: 'activity', whole: true, before: (page) => button(page, 'Show details').click() },
  'activity-empty': { world: withClientId, page: 'activity' },
  'activity-signed-out': { world: { ...running, status: status({ account: { state: 'signed-out' } }) }, page: 'activity' },
  'activity-long-names': {
    world: {
      ...running,
      activity: [
        did(`Searched Spotify for "${hebrewName}": 341 found`, { client: hebrewName }),
        changed(`"${longName}" sorted`, { client: longName }),
      ],
    },
    page: 'activity',
  },
  'activity-narrow': { world: running, page: 'activity', width: 320, whole: true },
  'activity-refused': {
    world: running,
    page: 'activity',
    async before(page, api) {
      api.answer('undoChange', async () => ({
        ok: false,
        message:
          '"Sunday Morning" was changed since. Compared with what the change left: 2 songs more: Opalite (4), Wood (7). Undoing would lose that, so it was not done. With force it is undone anyway.',
        problem: 'changed-since',
      }))
      await button(page, /^Undo: 3 songs/).click()
      await button(page, /^Undo anyway/).waitFor()
    },
  },
  about: { world: running, page: 'about', whole: true },
  'about-update': { world: { ...running, update: { state: 'ready', version: '0.2.0' } }, page: 'about' },
  advanced: { world: running, page: 'advanced', whole: true },
  'advanced-decided-elsewhere': {
    world: { ...running, settings: settings({ clientId, fixedAtStart: everySetting }) },
    page: 'advanced',
    whole: true,
  },
  'advanced-reset': {
    world: running,
    page: 'advanced',
    async before(page) {
      await button(page, 'Reset Tonearm …').click()
      await page.getByRole('dialog').getByRole('button', { name: 'Reset Tonearm' }).click()
    },
  },
  'advanced-remove': {
    world: running,
    page: 'advanced',
    before: (page) => button(page, 'Remove Tonearm …').click(),
  },
  'help-problems': {
    world: running,
    page: 'about',
    whole: true,
    async before(page) {
      await button(page, 'Check for problems').click()
      await page.locator('.findings').waitFor()
    },
  },
  'status-paused': {
    world: { ...running, status: status({ clients: [claudeCode], paused: { by: 'user', until: minutesAgo(-65) } }) },
    page: 'status',
    whole: true,
  },
  'status-question': {
    world: {
      ...running,
      status: status({
        clients: [{ ...claudeCode, name: 'Claude Desktop' }],
        questions: [
          { id: 'c0ffee', client: 'Claude Desktop', question: 'This removes 30 of 40 songs in "Mix". Do you want this? You can undo it.' },
        ],
      }),
    },
  },
  'no-answer': {
    world: running,
  },
}

/** The sign-in is over, and failed. */
async function endSignIn(page: BrowserPage, api: FakeApi, problem: ProblemCode, message: string): Promise<void> {
  await button(page, 'Sign in to Spotify').click()
  await button(page, 'Cancel sign-in').waitFor()
  api.finishSignIn({ ok: false, message, problem })
  await page.locator('.notice').waitFor()
}

/** The charts are drawn as the product draws them. */
async function charted(page: BrowserPage, api: FakeApi): Promise<void> {
  api.answer('historyChart', async (wanted) => ({ ok: true, value: await drawnChart(wanted) }))
  await page.getByLabel('Chart', { exact: true }).selectOption('hours-by-weekday')
  await page.getByAltText(/When you listen/).waitFor()
}

/** The apps are found. */
function shown(page: BrowserPage): Promise<void> {
  return page.getByText('Looking for your apps').waitFor({ state: 'detached' })
}

function signedInScopes(): string[] {
  const { account } = running.status
  return account.state === 'signed-in' ? account.grantedScopes.slice(0, -3) : []
}

const chosen = process.argv.slice(2)
const folder = join(import.meta.dirname, '..', 'pictures')
mkdirSync(folder, { recursive: true })
const isChosen = (name: string) => chosen.length === 0 || chosen.some((part) => name.includes(part))
for (const name of Object.keys(firstPagePictures)) if (isChosen(name)) await takeFirstPagePicture(name, folder)
const desk = await startDesk()
for (const [name, picture] of Object.entries(pictures)) {
  if (!isChosen(name)) continue
  await take(name, 'light', picture)
  await take(name, 'dark', { ...picture, colorScheme: 'dark' })
}
// 320 pixels: what is left of 1280 at 400 %.
for (const page of pages) {
  if (!isChosen(`narrow-${page}`)) continue
  const world = page === 'setup' ? firstRun() : { ...running, history: longHistory }
  await take(`narrow-${page}`, 'light', { world, page, width: 320, height: 256, whole: true, before: page === 'history' ? charted : shown })
}
for (const page of pages) {
  const world = page === 'setup' ? firstRun() : running
  if (isChosen(`zoomed-${page}`)) await take(`zoomed-${page}`, 'light', { world, page, zoom: 2 })
  if (isChosen(`forced-colours-${page}`))
    await take(`forced-colours-${page}`, 'dark', { world, page, forcedColors: 'active', colorScheme: 'dark' })
}
await desk.close()

async function take(name: string, scheme: string, { world, before, whole, ...options }: Picture): Promise<void> {
  const api = createFakeApi(world)
  if (name === 'no-answer') api.answer('status', () => Promise.reject(new Error('No handler')))
  const page = await desk.open(api, options)
  await before?.(page, api)
  if (whole) await showWhole(page)
  await page.mouse.move(0, 0)
  writeFileSync(join(folder, `${name}-${scheme}.png`), smallPng(await page.screenshot()))
}

/** Makes the window as high as its page. */
async function showWhole(page: BrowserPage): Promise<void> {
  const height = await page.evaluate(() => {
    const main = document.querySelector('main')
    return Math.max(640, main?.scrollHeight ?? 0, document.documentElement.scrollHeight)
  })
  await page.setViewportSize({ width: page.viewportSize()?.width ?? 900, height })
}
