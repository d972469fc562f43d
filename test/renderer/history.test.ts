import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { historyTexts } from '../../renderer/strings/history.ts'
import type { HistoryState } from '../../src/shared/status.ts'
import { barriers } from './barriers.ts'
import { createFakeApi, firstRun, type World } from './fake-api.ts'
import { chart, longHistory, review, topSongs } from './history-samples.ts'
import { longName, settings, signedIn, status } from './samples.ts'
import { heard, overflowing, useWindow } from './use-window.ts'
import type { WindowOptions } from './window.ts'

const open = useWindow()
const full = { history: longHistory }
const withHistory = (history: HistoryState, more: Partial<World> = {}): Partial<World> => ({ status: status({ history }), ...more })
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

/** Opens everything that is folded. */
const unfoldAll = (page: Page) =>
  page.locator('main details').evaluateAll((all) => {
    for (const one of all) (one as HTMLDetailsElement).open = true
  })

async function chooseFile(page: Page, answer: string): Promise<void> {
  await button(page, 'Choose file …').click()
  await page.locator(answer).waitFor()
}

describe('the history page', () => {
  it('says how much there is, since when, what was imported, and where something is missing', async () => {
    const page = await open(createFakeApi(full), { page: 'history' })
    const totals = region(page, 'In all')
    await totals.waitFor()
    const pairs = await totals.locator('dl > div').evaluateAll((all) => all.map((one) => [...one.children].map((part) => part.textContent)))
    expect(pairs).toEqual([
      ['hours of music', '8,904'],
      ['plays', '148,210'],
      ['songs', '18,406'],
      ['artists', '3,127'],
    ])
    await totals.getByText('2 gaps').click()
    expect(await totals.getByRole('listitem').allTextContents()).toEqual([
      'From 2 May 2013 to 22 November 2026.',
      'And 412 hours of podcasts and audiobooks.',
      'Imported: 2 May 2013 to 30 October 2026.',
      '214 plays come only from Spotify’s list of recent plays. It does not say how long a song was heard, so their hours are estimated. An import makes this exact.',
      'Spotify’s list was read last 12 minutes ago.',
      'Plays may be missing between 3 Nov, 09:10 and 5 Nov, 18:42.',
      'Plays may be missing between 14 Nov, 07:00 and 14 Nov, 12:30.',
      'Import newer data from Spotify to close gaps.',
    ])
  })

  it('tells a little in words that fit little', async () => {
    const page = await open(
      createFakeApi({ history: { ...longHistory, plays: 1, songs: 1, artists: 1, ms: 130 * 60_000, estimated: 1, gaps: [], spokenMs: 0 } }),
      { page: 'history' },
    )
    const totals = region(page, 'In all')
    await totals.getByText('2 h 10 min').waitFor()
    expect(await totals.locator('dt').allTextContents()).toEqual(['of music', 'play', 'song', 'artist'])
    await totals.getByText('All plays come only from Spotify’s list').waitFor()
  })

  it('shows how to begin when there is nothing yet', async () => {
    const page = await open(createFakeApi(), { page: 'history' })
    await page.getByText('No plays yet').waitFor()
    await page.getByText('Every play since your account began. Ready after up to 30 days. This is the one you need.').waitFor()
    for (const name of ['Top lists', 'Charts', 'Year in review', 'Erase']) expect(await region(page, name).count(), name).toBe(0)
    expect(await button(page, 'Save as CSV').count()).toBe(0)
  })

  it('opens Spotify’s page for the data', async () => {
    const api = createFakeApi()
    const page = await open(api, { page: 'history' })
    await button(page, 'Open Spotify’s privacy page').click()
    await expect.poll(() => api.calls).toEqual([['open', 'spotify-privacy']])
  })

  it('asks somebody who is signed out to sign in, or to set Tonearm up, and asks for no history', async () => {
    const api = createFakeApi({ ...full, status: status({ account: { state: 'signed-out' } }) })
    api.answer('history', () => Promise.reject(new Error('Asked for a history of nobody')))
    const page = await open(api, { page: 'history' })
    await page.getByText('Sign in to see your history').waitFor()
    await button(page, 'Sign in to Spotify').waitFor()
    const first = await open(createFakeApi(firstRun()), { page: 'history' })
    await button(first, 'Set up Tonearm').click()
    await first.getByRole('heading', { level: 1, name: 'Welcome to Tonearm' }).waitFor()
  })

  it.each<[string, Partial<World>]>([
    ['The history is off', withHistory({ keeping: 'off' }, { settings: settings({ keepHistory: false }) })],
    ['The history is paused', withHistory({ keeping: 'paused' })],
    ['not allowed to see what you played last', { status: status({ account: signedIn({ permittedScopes: [] }) }) }],
  ])('says why nothing new is kept: %s', async (sentence, world) => {
    const page = await open(createFakeApi(world), { page: 'history' })
    await page.locator('.notice').getByText(sentence).waitFor()
  })

  it('says why the history cannot be read, and tries again', async () => {
    const api = createFakeApi(full)
    const message = 'The listening history was damaged. A new one is begun.'
    api.answer('history', async () => ({ ok: false, message }))
    const page = await open(api, { page: 'history' })
    await page.getByText(message).waitFor()
    api.answer('history', async () => ({ ok: true, value: longHistory }))
    await button(page, 'Try again').first().click()
    await region(page, 'In all').waitFor()
  })
})

describe('the sentence that plays are kept', () => {
  it('counts as read once it is shown, and stays while the page is open', async () => {
    const api = createFakeApi(withHistory({ keeping: 'untold' }, { settings: settings({ historyNoticeSeen: false }) }))
    const page = await open(api)
    expect(api.calls).toEqual([])
    await page.getByRole('navigation').getByRole('button', { name: 'History' }).click()
    await region(page, 'New: a listening history').getByText('Tonearm keeps what you play on Spotify on this computer').waitFor()
    await expect.poll(() => api.calls).toEqual([['changeSettings', { historyNoticeSeen: true }]])
    await region(page, 'New: a listening history').getByRole('switch', { name: 'Keep a listening history' }).click()
    await expect.poll(() => api.calls.at(-1)).toEqual(['changeSettings', { keepHistory: false }])
    expect(await page.getByRole('switch', { name: 'Keep a listening history' }).count()).toBe(1)
  })

  it('stands where somebody signs in for the first time', async () => {
    const world = {
      status: status({ account: { state: 'signed-out' }, history: { keeping: 'untold' } }),
      settings: settings({ clientId: 'x', historyNoticeSeen: false }),
    }
    const api = createFakeApi(world as Partial<World>)
    const page = await open(api, { page: 'setup' })
    await page.getByRole('switch', { name: 'Keep a listening history' }).waitFor()
    await expect.poll(() => api.calls).toEqual([['changeSettings', { historyNoticeSeen: true }]])
  })
})

describe('an import', () => {
  it('asks for the file, and shows what it brought', async () => {
    const api = createFakeApi()
    const page = await open(api, { page: 'history' })
    await button(page, 'Choose file …').click()
    await page.locator('.notice.good').getByText('148,210 of 148,210 plays are new.').waitFor()
    expect(api.calls).toEqual([['importHistory', { bringBackErased: false }]])
    await expect.poll(() => heard(page)).toBe('148,210 of 148,210 plays are new.')
  })

  it('takes files that are dropped on the window, also to bring back what was erased', async () => {
    const api = createFakeApi(full)
    const page = await open(api, { page: 'history' })
    await page.getByLabel('Also bring back what I erased').check()
    await page.evaluate(() => {
      const data = new DataTransfer()
      data.items.add(new File(['{}'], 'my_spotify_data.zip'))
      window.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, cancelable: true }))
    })
    await page.getByText('Let go to import.').waitFor()
    await page.evaluate(() => {
      const data = new DataTransfer()
      data.items.add(new File(['{}'], 'my_spotify_data.zip'))
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }))
    })
    await page.locator('.notice.good').waitFor()
    expect(api.calls).toEqual([['importHistory', { files: ['/home/wanda/Downloads/my_spotify_data.zip'], bringBackErased: true }]])
    await page.getByText('Drop the file or the folder anywhere').waitFor()
  })

  it('takes files that are dragged to another page of the window', async () => {
    const api = createFakeApi(full)
    const page = await open(api, { page: 'permissions' })
    await page.evaluate(() => {
      const data = new DataTransfer()
      data.items.add(new File(['{}'], 'my_spotify_data.zip'))
      for (const type of ['dragenter', 'dragover']) window.dispatchEvent(new DragEvent(type, { dataTransfer: data, cancelable: true }))
    })
    await page.getByRole('heading', { level: 1, name: 'History' }).waitFor()
    await page.evaluate(() => {
      const data = new DataTransfer()
      data.items.add(new File(['{}'], 'my_spotify_data.zip'))
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }))
    })
    await expect
      .poll(() => api.calls)
      .toEqual([['importHistory', { files: [expect.stringContaining('my_spotify_data.zip')], bringBackErased: false }]])
  })

  it('shows how far it is, whoever began it, and can be cancelled', async () => {
    const api = createFakeApi(withHistory({ keeping: 'on', importing: { rows: 0, plays: 0, part: 0, secondsLeft: null } }))
    const page = await open(api, { page: 'history' })
    await page.getByText('Looking at the files …').waitFor()
    api.publish(
      'statusChanged',
      status({ history: { keeping: 'on', importing: { rows: 41_418, plays: 41_310, part: 0.62, secondsLeft: 95 } } }),
    )
    await page.getByText('41,310 plays so far, about 2 min left').waitFor()
    expect(await page.getByRole('progressbar', { name: 'How far the import is' }).getAttribute('value')).toBe('0.62')
    await button(page, 'Cancel import').click()
    await expect.poll(() => api.calls).toEqual([['cancelImport']])
    api.world.history = longHistory
    api.publish('statusChanged', status())
    await region(page, 'In all').waitFor()
  })

  it('says what a wrong package is, and what to do', async () => {
    const api = createFakeApi()
    const message = 'This is Spotify\'s "Technical log information", which holds no listening history.'
    api.answer('importHistory', async () => ({ ok: false, message, problem: 'not-listening-history' }))
    const page = await open(api, { page: 'history' })
    await button(page, 'Choose file …').click()
    await page.locator('.notice.bad').getByText(message).waitFor()
  })
})

describe('top lists', () => {
  it('show ten, then more, with names as they are', async () => {
    const page = await open(createFakeApi(full), { page: 'history' })
    const rows = region(page, 'Top lists').locator('tbody tr')
    await expect.poll(() => rows.count()).toBe(10)
    expect(await rows.nth(5).textContent()).toBe('6<b>Bold</b> & "Quoted"R&B <script>19712 h 6 min')
    await button(page, 'Show more').click()
    await expect.poll(() => rows.count()).toBe(12)
    await region(page, 'Top lists').getByText('12 of 18,406').waitFor()
  })

  it('are of songs, artists and albums, by plays or time, of any period, and can be searched', async () => {
    const api = createFakeApi(full)
    const asked: unknown[] = []
    api.answer('historyTop', async (wanted) => {
      asked.push(wanted)
      if (wanted.period === 'once') return { ok: false, message: 'Tonearm does not know the period "once".', problem: 'invalid-arguments' }
      return { ok: true, value: wanted.search === '' ? topSongs : { ...topSongs, rows: [], all: 0 } }
    })
    const page = await open(api, { page: 'history' })
    await page.getByLabel('Of', { exact: true }).selectOption('Albums')
    await page.getByLabel('By', { exact: true }).selectOption('Time')
    await page.getByLabel('Period', { exact: true }).selectOption('2019')
    await expect.poll(() => asked.at(-1)).toEqual({ what: 'album', order: 'time', period: '2019', search: '' })
    await page.getByLabel('Period', { exact: true }).selectOption('Another period …')
    await page.getByLabel('Which period').fill('once')
    await page.getByText('Tonearm does not know the period "once".').waitFor()
    expect(await page.getByLabel('Which period').getAttribute('aria-invalid')).toBe('true')
    await page.getByLabel('Which period').fill('summer 2024')
    await expect.poll(() => asked.at(-1)).toEqual({ what: 'album', order: 'time', period: 'summer 2024', search: '' })
    await page.getByLabel('Search').fill('nothing')
    await page.getByText('Nothing was found.').waitFor()
    expect(asked.at(-1)).toEqual({ what: 'album', order: 'time', period: 'summer 2024', search: 'nothing' })
  })
})

describe('charts', () => {
  it('are images that cannot run anything, in the colours of the window, with their numbers as a table', async () => {
    const api = createFakeApi(full)
    const asked: unknown[] = []
    api.answer('historyChart', async (wanted) => {
      asked.push(wanted)
      return { ok: true, value: chart }
    })
    const page = await open(api, { page: 'history' })
    const picture = page.getByRole('img', { name: 'Chart: Hours each month. The same numbers are in the table below.' })
    await picture.waitFor()
    await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(800)
    expect(await page.title()).toBe('History · Tonearm')
    await page.getByText('Show the numbers').click()
    expect(await page.getByRole('table', { name: 'Hours each month' }).getByRole('row').allTextContents()).toEqual([
      'MonthHoursPlays',
      '2026-09110.01810',
      '2026-10168.22764',
      '2026-11178.42930',
    ])
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect
      .poll(() => asked)
      .toEqual([
        { kind: 'plays-by-month', theme: 'light' },
        { kind: 'plays-by-month', theme: 'dark' },
      ])
    await page.emulateMedia({ colorScheme: 'light' })
  })

  it('of a calendar are of one year, and those of artists of all', async () => {
    const api = createFakeApi(full)
    const asked: unknown[] = []
    api.answer('historyChart', async (wanted) => {
      asked.push(wanted)
      return { ok: true, value: { ...chart, svg: '' } }
    })
    const page = await open(api, { page: 'history' })
    await page.getByText('not enough in the history').waitFor()
    await page.getByLabel('Chart', { exact: true }).selectOption('Every day of a year')
    await expect.poll(() => asked.at(-1)).toEqual({ kind: 'calendar-year', theme: 'light', year: 2026 })
    await region(page, 'Charts').getByLabel('Year').selectOption('2014')
    await expect.poll(() => asked.at(-1)).toEqual({ kind: 'calendar-year', theme: 'light', year: 2014 })
    await page.getByLabel('Chart', { exact: true }).selectOption('Artists through the years')
    await expect.poll(() => asked.at(-1)).toEqual({ kind: 'artists-by-year', theme: 'light' })
    expect(await region(page, 'Charts').getByLabel('Year').count()).toBe(0)
  })
})

describe('the year in review', () => {
  it('tells the year on one picture', async () => {
    const page = await open(createFakeApi(full), { page: 'history' })
    const poster = page.getByRole('article')
    await poster.getByRole('heading', { name: '2026 in music' }).waitFor()
    for (const text of [
      '1,204 hours',
      '143 days in a row',
      '41 % of all plays in the week of 28 September',
      '640 plays since 3 February',
    ]) {
      await poster.getByText(text).waitFor()
    }
    expect(await poster.getByRole('list').first().getByRole('listitem').first().textContent()).toBe('1Taylor Swift212 hours')
  })

  it('is of any year, and says less when there was less', async () => {
    const api = createFakeApi(full)
    const little = {
      ...review,
      plays: 1,
      songs: 1,
      artists: 1,
      newArtists: 0,
      estimated: 0,
      ms: 200_000,
      months: Array.from({ length: 12 }, () => 0),
    }
    api.answer('historyYear', async (year) => {
      const { streak, bestDay, obsession, discovery, ...rest } = little
      return { ok: true, value: { ...rest, year, topSongs: [], topArtists: [] } }
    })
    const page = await open(api, { page: 'history' })
    await region(page, 'Year in review').getByLabel('Year').selectOption('2013')
    await page.getByRole('heading', { name: '2013 in music' }).waitFor()
    expect(await page.getByRole('article').locator('header').textContent()).toBe('2013 in music3 min1 play of 1 song by 1 artist')
    expect(await page.getByRole('article').getByText('Longest streak').count()).toBe(0)
  })
})

describe('what is kept', () => {
  it('can be paused and kept again', async () => {
    const api = createFakeApi(full)
    const page = await open(api, { page: 'history' })
    await button(page, 'Pause').click()
    await button(page, 'Keep again').click()
    await button(page, 'Pause').waitFor()
    expect(api.calls).toEqual([
      ['pauseHistory', true],
      ['pauseHistory', false],
    ])
  })

  it('is saved as a file, which is named', async () => {
    const api = createFakeApi(full)
    const page = await open(api, { page: 'history' })
    await button(page, 'Save as JSON').click()
    await page.getByText('/home/wanda/Downloads/Listening history.json').first().waitFor()
    expect(api.calls).toEqual([['exportHistory', 'json']])
  })

  it('shows private sessions to apps only when the person wants it', async () => {
    const api = createFakeApi(full)
    const page = await open(api, { page: 'history' })
    const control = page.getByRole('switch', { name: 'Show private sessions to apps' })
    expect(await control.isChecked()).toBe(false)
    await control.click()
    await expect.poll(() => api.calls).toEqual([['changeSettings', { privateSessionsForApps: true }]])
  })
})

describe('erasing', () => {
  it.each<[string, (page: Page) => Promise<unknown>, string, unknown]>([
    [
      'One artist',
      (page) => page.getByLabel('Artist', { exact: true }).fill(' Ada '),
      'Erase all plays of Ada?',
      { what: 'artist', name: 'Ada' },
    ],
    [
      'Some days',
      async (page) => {
        await page.getByLabel('First day').fill('2024-03-01')
        await page.getByLabel('Last day').fill('2024-03-05')
      },
      'Erase 1 March 2024 to 5 March 2024?',
      { what: 'days', first: '2024-03-01', last: '2024-03-05' },
    ],
    ['Private sessions', async () => {}, 'Erase all private sessions?', { what: 'private' }],
    ['Everything', async () => {}, 'Erase the whole history?', { what: 'all' }],
  ])('asks before: %s', async (kind, fill, question, wanted) => {
    const api = createFakeApi(full)
    const page = await open(api, { page: 'history' })
    await page.getByLabel('What to erase').selectOption(kind)
    await fill(page)
    await button(page, 'Erase …').click()
    const dialog = page.getByRole('dialog', { name: question })
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    expect(api.calls).toEqual([])
    await button(page, 'Erase …').click()
    await dialog.getByRole('button', { name: 'Erase', exact: true }).click()
    await page.getByText('No plays yet').waitFor()
    expect(api.calls).toEqual([['eraseHistory', wanted]])
    await expect.poll(() => heard(page)).toBe('12 plays erased. Later imports leave them out.')
  })

  it('says in its question what is wrong, and stays open', async () => {
    const api = createFakeApi(full)
    api.answer('eraseHistory', async () => ({ ok: false, message: 'Enter the name of an artist.', problem: 'invalid-arguments' }))
    const page = await open(api, { page: 'history' })
    await button(page, 'Erase …').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Erase', exact: true }).click()
    await page.getByRole('dialog').getByText('Enter the name of an artist.').waitFor()
  })
})

describe('in every state', () => {
  const wrong =
    'This is Spotify\'s "Technical log information". Ask for the "Extended streaming history" at https://www.spotify.com/account/privacy.'
  const states: [what: string, world: Partial<World>, then?: (page: Page) => Promise<unknown>][] = [
    ['empty', {}],
    ['full, with its gaps, numbers and ways to ask unfolded', full, unfoldAll],
    ['importing', withHistory({ keeping: 'on', importing: { rows: 41_418, plays: 41_310, part: 0.62, secondsLeft: 95 } }, full)],
    ['imported', full, (page) => chooseFile(page, '.notice.good')],
    ['with a wrong package', full, (page) => chooseFile(page, '.notice.bad')],
    ['told for the first time', withHistory({ keeping: 'untold' }, { settings: settings({ historyNoticeSeen: false }) })],
    ['off', withHistory({ keeping: 'off' }, { ...full, settings: settings({ keepHistory: false }) })],
    ['paused', withHistory({ keeping: 'paused' }, full)],
    ['signed out', { status: status({ account: { state: 'signed-out' } }) }],
    ['unreadable', full],
    ['with a period that is none', full, (page) => page.getByLabel('Period', { exact: true }).selectOption('Another period …')],
    ['erasing', full, (page) => button(page, 'Erase …').click()],
  ]

  it.each(states)('%s: has no barrier that axe can find, and fits at four times the size', async (what, world, then = async () => {}) => {
    const api = createFakeApi(world)
    if (what === 'with a wrong package')
      api.answer('importHistory', async () => ({ ok: false, message: wrong, problem: 'not-listening-history' }))
    if (what === 'unreadable') api.answer('history', async () => ({ ok: false, message: 'The listening history was damaged.' }))
    // 320 x 256 is what a window of 1280 x 1024 has at 400 %.
    const sizes: WindowOptions[] = [{}, { width: 1280, height: 1024, zoom: 4 }]
    for (const size of sizes) {
      const page = await open(api, { ...size, page: 'history' })
      for (const text of [historyTexts.loading, historyTexts.charts.drawing]) await expect.poll(() => page.getByText(text).count()).toBe(0)
      await then(page)
      expect(await overflowing(page)).toEqual([])
      if (size.zoom) continue
      expect(await barriers(page)).toEqual([])
    }
  })

  it('has no control that is cut off at 400 %', async () => {
    const page = await open(createFakeApi(full), { width: 1280, height: 1024, zoom: 4, page: 'history' })
    await unfoldAll(page)
    const cut = await page
      .locator('main :is(button, select, input, summary)')
      .evaluateAll((all) =>
        all
          .filter((control) => control.scrollWidth > control.clientWidth + 1 && getComputedStyle(control).display !== 'inline')
          .map((control) => control.outerHTML.slice(0, 120)),
      )
    expect(cut).toEqual([])
  })
})

it('has room for names of 100 characters in a window of 320 pixels', async () => {
  const api = createFakeApi(full)
  const row = { rank: 1, name: longName, by: longName, plays: 1_234_567, ms: 1e12 }
  api.answer('historyTop', async () => ({ ok: true, value: { period: longName, rows: [row], all: 1 } }))
  api.answer('historyYear', async () => ({
    ok: true,
    value: { ...review, topSongs: [row], topArtists: [row], obsession: { ...row, by: longName, week: '2026-09-28', share: 1 } },
  }))
  for (const width of [900, 320]) {
    const page = await open(api, { width, page: 'history' })
    await page.getByText(longName).first().waitFor()
    await page.getByRole('article').waitFor()
    expect(await overflowing(page)).toEqual([])
  }
})
