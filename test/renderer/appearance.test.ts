import type { Page as BrowserPage } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { activityTexts } from '../../renderer/strings/activity.ts'
import { clientsTexts } from '../../renderer/strings/clients.ts'
import { historyTexts } from '../../renderer/strings/history.ts'
import { windowTexts } from '../../renderer/strings/window.ts'
import type { ClientName } from '../../src/shared/clients.ts'
import { type Page, pages } from '../../src/shared/contract.ts'
import type { ProblemCode } from '../../src/shared/problem.ts'
import { barriers } from './barriers.ts'
import { createFakeApi, everySetting, firstRun, type World } from './fake-api.ts'
import { longHistory } from './history-samples.ts'
import {
  activity,
  claudeCode,
  clientChange,
  clientId,
  clients,
  cursor,
  hebrewName,
  longName,
  noneConnected,
  settings,
  signedIn,
  status,
  steps,
} from './samples.ts'
import { overflowing, useWindow } from './use-window.ts'

const open = useWindow()

const running: Partial<World> = { status: status({ clients: [claudeCode, cursor] }), activity, history: longHistory }
const troubled: Partial<World> = {
  status: status({
    account: signedIn({ name: longName, grantedScopes: [], endsAt: '2026-11-29T00:00:00Z', notKept: 'The keychain is locked.' }),
    endpoint: { state: 'failed', reason: `Port 3345 is used by ${longName}. Close it or choose another port.` },
    clients: [
      { ...claudeCode, name: hebrewName },
      { ...cursor, name: longName },
    ],
    blockedClients: [longName, hebrewName],
    history: { keeping: 'paused', importing: { rows: 1_204_000, plays: 1_204_000, part: 0.4, secondsLeft: 100 } },
  }),
  settings: settings({ clientId, fixedAtStart: everySetting, dataDirectory: `/home/${longName}/${longName}` }),
  clients: clients.map((client) => ({ ...client, title: longName, note: client.note && `${longName} ${longName}/${longName}` })),
  history: { ...longHistory, estimated: longHistory.plays },
  activity: activity.map((row) => ({ ...row, words: `"${longName}" sorted`, client: hebrewName })),
}
const worlds = { 'with nothing yet': firstRun(), 'with everything running': running, 'with everything in trouble': troubled }

describe.each(Object.entries(worlds))('%s', (_, world) => {
  it.each(pages)('the page "%s" has no barrier that axe can find, in light and in dark', async (name) => {
    const page = await openPage(world, name)
    expect(await barriers(page)).toEqual([])
  })

  it.each([
    [900, 640],
    [640, 480],
  ])('a window of %i x %i at twice the size has no horizontal scroll bar on any page', async (width, height) => {
    const page = await openPage(world, 'setup', { width, height, zoom: 2 })
    for (const name of pages) {
      await goTo(page, name)
      expect(await overflowing(page), name).toEqual([])
    }
  })
})

describe('a question', () => {
  const questions: [string, (page: BrowserPage) => Promise<unknown>][] = [
    [
      'about the reset',
      async (page) => {
        await goTo(page, 'advanced')
        await page.getByRole('button', { name: 'Reset Tonearm …' }).click()
        await page.getByRole('dialog').getByRole('button', { name: 'Reset Tonearm' }).click()
      },
    ],
    ['about a file', (page) => page.getByRole('button', { name: 'Connect again: Zed' }).click()],
    ['about a command', (page) => page.getByRole('button', { name: 'Disconnect Claude Code' }).click()],
    ['about a link', (page) => page.getByRole('button', { name: 'Connect Cursor' }).click()],
    [
      'about what changed meanwhile',
      async (page) => {
        await page.getByRole('button', { name: 'Connect VS Code' }).click()
        await page.getByRole('dialog').getByRole('button', { name: 'Connect', exact: true }).click()
        await page.getByRole('alert').getByText('Something changed before you agreed').waitFor()
      },
    ],
    [
      'about removing Tonearm',
      async (page) => {
        await goTo(page, 'advanced')
        await page.getByRole('button', { name: 'Remove Tonearm …' }).click()
        await page.getByRole('checkbox', { name: 'Data folder' }).waitFor()
      },
    ],
    [
      'about erasing',
      async (page) => {
        await goTo(page, 'history')
        await page.getByRole('button', { name: 'Erase …' }).click()
      },
    ],
    ['about another entry of its name', (page) => page.getByRole('button', { name: 'Replace it: Codex' }).click()],
    ['about blocking', (page) => page.getByRole('button', { name: 'Block Cursor' }).click()],
  ]

  it.each(questions)('%s has no barrier that axe can find, in light and in dark', async (_, ask) => {
    const page = await openPage(running, 'clients', undefined, 'vs-code')
    await ask(page)
    await page.getByRole('dialog').waitFor()
    expect(await barriers(page)).toEqual([])
  })

  it('with long names fits into a small window at twice the size', async () => {
    const api = createFakeApi()
    api.answer('previewClient', async () => ({ ok: true, change: clientChange('zed', 'connect', { steps: steps.long }) }))
    const page = await open(api, { width: 640, height: 480, zoom: 2 })
    await goTo(page, 'clients')
    await page.getByRole('button', { name: 'Connect again: Zed' }).click()
    await page.getByRole('dialog').getByText('Exactly what changes').click()
    await page.getByText('Line 1204').waitFor()
    expect(await overflowing(page)).toEqual([])
    expect(await page.getByRole('dialog').evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBe(0)
  })
})

describe('a state that a new user can come to', () => {
  const toConnect = { settings: settings({ clientId }), clients: noneConnected }
  const signedOut = { ...toConnect, status: status({ account: { state: 'signed-out' } }) }
  const endpoint = { state: 'failed', reason: 'Port 3345 is taken.', problem: 'port-taken' } as const
  const threeScopes = ['user-library-read', 'user-read-private', 'user-read-playback-state']
  const states: [string, Partial<World>, Page, ProblemCode?][] = [
    ['waiting for Spotify', { ...signedOut, status: status({ account: { state: 'signing-in' } }) }, 'setup'],
    ['no keychain', signedOut, 'setup', 'vault-unavailable'],
    ['an unknown client ID', signedOut, 'setup', 'client-id-refused'],
    ['an ended login', { ...toConnect, status: status({ account: { state: 'login-ended' } }) }, 'setup'],
    ['no Claude', { ...toConnect, clients: [] }, 'setup'],
    ['a port that is taken', { ...toConnect, status: status({ endpoint }) }, 'setup'],
    ['three permissions only', { status: status({ account: signedIn({ grantedScopes: threeScopes }) }) }, 'permissions'],
    ['Read only', { settings: settings({ clientId, readOnly: true }) }, 'status'],
    ['a new version', { update: { state: 'ready', version: '0.2.0' } }, 'about'],
    ['paused access', { status: status({ paused: { by: 'user' } }) }, 'status'],
    ['paused access after the set-up', { status: status({ paused: { by: 'user' } }) }, 'setup'],
    ['a limit that is reached', { status: status({ quota: { state: 'used-up', until: '2026-11-22T15:05:00Z' } }) }, 'status'],
    [
      'a full disk',
      { status: status({ database: { reason: `The disk with /home/${longName} is full.`, problem: 'disk-full' } }) },
      'status',
    ],
    ['activity of somebody who signed out', signedOut, 'activity'],
    ['a history of somebody who signed out', signedOut, 'history'],
    ['apps that were not found', { clients: clients.map((client) => ({ ...client, state: 'not-found' })) }, 'clients'],
  ]

  it.each(states)(
    '(%s) has no barrier that axe can find, and fits into a window at four times the size',
    async (_, world, name, problem) => {
      const api = createFakeApi(world)
      const page = await open(api)
      await goTo(page, name)
      if (problem) {
        api.answer('signIn', async () => ({ ok: false, message: 'It did not work.', problem }))
        await page.getByRole('button', { name: 'Sign in to Spotify' }).click()
        await page.locator('.notice.bad').waitFor()
      }
      expect(await barriers(page)).toEqual([])
      await page.setViewportSize({ width: 320, height: 256 })
      expect(await overflowing(page)).toEqual([])
    },
  )
})

describe('what a press shows', () => {
  const presses: [Page, string][] = [
    ['about', 'Check for problems'],
    ['activity', 'Show details'],
    ['activity', 'Erase activity …'],
    ['advanced', 'Disconnect all apps …'],
    ['advanced', 'Make a new access key …'],
    ['status', 'Forget everything …'],
    ['status', 'Pause access: For an hour'],
    ['clients', 'Not found on this computer (5)'],
  ]

  it.each(presses)(
    'on the page "%s" (%s) has no barrier that axe can find, and fits into a window at four times the size',
    async (name, press) => {
      const page = await openPage(running, name)
      await page.getByRole('button', { name: press }).click()
      expect(await barriers(page)).toEqual([])
      await page.setViewportSize({ width: 320, height: 256 })
      expect(await overflowing(page)).toEqual([])
    },
  )
})

describe('a window of the usual size', () => {
  it('scrolls its page and leaves the navigation where it is', async () => {
    const page = await openPage(running, 'advanced')
    const room = () =>
      page.evaluate(() =>
        [document.documentElement, document.querySelector('main')].map((part) => (part?.scrollHeight ?? 0) - (part?.clientHeight ?? 0)),
      )
    expect(await room()).toEqual([0, expect.any(Number)])
    expect((await room())[1]).toBeGreaterThan(100)
  })
})

describe('what the person set in their system', () => {
  it('decides the colours', async () => {
    const page = await openPage(running, 'status')
    const ground = async (colorScheme: 'light' | 'dark') => {
      await page.emulateMedia({ colorScheme })
      return page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    }
    expect(await ground('dark')).toBe('rgb(23, 21, 18)')
    expect(await ground('light')).toBe('rgb(250, 247, 242)')
  })

  it('stops all movement', async () => {
    const page = await openPage({ status: status({ account: { state: 'signing-in' } }) }, 'setup')
    const animation = async (reducedMotion: 'reduce' | 'no-preference') => {
      await page.emulateMedia({ reducedMotion })
      return page
        .locator('.spinner')
        .first()
        .evaluate((spinner) => getComputedStyle(spinner).animationName)
    }
    expect(await animation('no-preference')).toBe('spin')
    expect(await animation('reduce')).toBe('none')
  })

  it('keeps switches and the bar visible in forced colours', async () => {
    const page = await openPage(running, 'permissions', { forcedColors: 'active' })
    const looks = (name: string) =>
      page.getByRole('switch', { name }).evaluate((control) => {
        const { backgroundColor, borderTopColor } = getComputedStyle(control)
        return [backgroundColor, borderTopColor, getComputedStyle(control, '::before').backgroundColor]
      })
    const [on, off] = [await looks('Ask before large removals'), await looks('Read only')]
    expect(on).not.toEqual(off)
    for (const [track, border, knob] of [on, off]) expect(track === knob || (track === border && border === knob)).toBe(false)
  })
})

/** @param stale the change of this app becomes another one before it is carried out */
async function openPage(world: Partial<World>, name: Page, options?: Parameters<typeof open>[1], stale?: ClientName): Promise<BrowserPage> {
  const api = createFakeApi(world)
  api.answer('connectClient', async (client) =>
    client === stale ? { ok: false, message: 'It changed.', problem: 'changed-since' } : { ok: true, message: '' },
  )
  const page = await open(api, options)
  await goTo(page, name)
  return page
}

async function goTo(page: BrowserPage, name: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: windowTexts.pages[name] }).click()
  for (const text of [activityTexts.loading, clientsTexts.loading, historyTexts.loading, historyTexts.charts.drawing]) {
    await expect.poll(() => page.getByText(text).count()).toBe(0)
  }
}
