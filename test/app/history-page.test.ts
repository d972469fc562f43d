import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { extendedRow } from '../history/rows.ts'
import { startTonearm } from '../tonearm.ts'

const now = Date.parse('2026-03-29T15:00:00Z')

/** Wanda's Tonearm with an export of three plays on her disk: two of today, one of last year. */
async function wandasTonearm() {
  const product = await startTonearm({ now: () => now, settings: { historyNoticeSeen: true } })
  const file = join(product.downloads, 'endsong_0.json')
  const rows = [
    extendedRow({ ts: '2025-05-05T10:00:00Z', offline_timestamp: 0 }),
    extendedRow({ ts: '2026-03-29T10:00:00Z', offline_timestamp: 0 }),
    extendedRow({
      ts: '2026-03-29T11:00:00Z',
      offline_timestamp: 0,
      ms_played: 3_700_000,
      master_metadata_track_name: 'Paper Ocean',
      spotify_track_uri: 'spotify:track:0000000000000000000002',
    }),
  ]
  writeFileSync(file, JSON.stringify(rows))
  const { history, historyPage } = product.tonearm
  return { ...product, file, history, historyPage, import: () => history.import({ account: history.account(), paths: [file] }) }
}

describe('the history as the window shows it', () => {
  it('is told as a whole, with what was imported', async () => {
    const { historyPage, import: importFile } = await wandasTonearm()
    await importFile()
    expect(await historyPage.overview()).toMatchObject({
      plays: 3,
      songs: 2,
      artists: 1,
      first: '2025-05-05',
      last: '2026-03-29',
      years: [2026, 2025],
      imported: [{ first: '2025-05-05', last: '2026-03-29' }],
      gaps: [],
      hasErased: false,
    })
  })

  it('has top lists of periods in words, and says which words it knows', async () => {
    const { historyPage, import: importFile } = await wandasTonearm()
    await importFile()
    const { period, rows } = await historyPage.top({ what: 'song', order: 'time', period: 'this year', search: '' })
    expect([period, rows.map(({ name }) => name)]).toEqual(['2026', ['Paper Ocean', 'Midnight River']])
    await expect(historyPage.top({ what: 'song', order: 'time', period: 'once', search: '' })).rejects.toThrow(
      'Tonearm does not know the period "once". Try for example: 2024, March 2024, summer 2024 or last 30 days.',
    )
  })

  it('draws charts, with the numbers beside them, and nothing where there is nothing', async () => {
    const { historyPage, import: importFile } = await wandasTonearm()
    const nothing = await historyPage.chart({ kind: 'artists-by-year', theme: 'light' })
    expect([nothing.svg, nothing.table.rows]).toEqual(['', []])
    await importFile()
    const chart = await historyPage.chart({ kind: 'calendar-year', theme: 'dark', year: 2026 })
    expect(chart).toMatchObject({ title: 'Every day of 2026', table: { rows: [['2026-03-29', '65']] } })
    expect(chart.svg).toMatch(/^<svg /)
    for (const kind of ['plays-by-month', 'hours-by-weekday', 'discovery', 'artists-by-year'] as const) {
      expect((await historyPage.chart({ kind, theme: 'light' })).table.rows.length, kind).toBeGreaterThan(0)
    }
    await expect(historyPage.chart({ kind: 'calendar-year', theme: 'light' })).rejects.toThrow('Choose a year')
  })

  it('erases days, and refuses days that are none', async () => {
    const { historyPage, import: importFile } = await wandasTonearm()
    await importFile()
    await expect(historyPage.erase({ what: 'days', first: '2026-03-29', last: '2026-03-28' })).rejects.toThrow('Nothing was erased')
    await expect(historyPage.erase({ what: 'days', first: '2026-02-31', last: '2026-03-28' })).rejects.toThrow('Nothing was erased')
    expect(await historyPage.erase({ what: 'days', first: '2026-03-28', last: '2026-03-29' })).toBe(2)
    expect(await historyPage.overview()).toMatchObject({ plays: 1, hasErased: true })
  })

  it('is written to a new file each time', async () => {
    const { historyPage, downloads, import: importFile } = await wandasTonearm()
    await importFile()
    expect(await historyPage.export('json')).toEqual({ plays: 3, file: join(downloads, 'Listening history 2026-03-29.json') })
    const { file } = await historyPage.export('json')
    expect(file).toBe(join(downloads, 'Listening history 2026-03-29 (2).json'))
    expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveLength(3)
  })
})

describe('the status', () => {
  it('tells the music of today once it was counted', async () => {
    const { tonearm, history, import: importFile } = await wandasTonearm()
    expect(tonearm.status().history).toEqual({ keeping: 'on' })
    await importFile()
    await history.refreshToday()
    expect(tonearm.status().history).toEqual({ keeping: 'on', today: { plays: 2, ms: 3_900_000, exact: true } })
  })

  it('tells how far an import is, which can be stopped, and runs alone', async () => {
    const { tonearm, history, import: importFile } = await wandasTonearm()
    const importing = importFile()
    expect(tonearm.status().history.importing).toEqual({ rows: 0, plays: 0, part: 0, secondsLeft: null })
    await expect(importFile()).rejects.toThrow('Another import is running')
    history.cancelImport()
    expect((await importing).cancelled).toBe(true)
    expect(tonearm.status().history.importing).toBeUndefined()
  })

  it('tells why nothing is kept', async () => {
    const { tonearm, settings, history } = await wandasTonearm()
    history.pause()
    expect(tonearm.status().history.keeping).toBe('paused')
    history.resume()
    settings.change({ historyNoticeSeen: false })
    expect(tonearm.status().history.keeping).toBe('untold')
    settings.change({ keepHistory: false })
    expect(tonearm.status().history.keeping).toBe('off')
  })
})
