import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Charts } from '../charts/charts.ts'
import { readPeriod } from '../history/period.ts'
import type { EraseRequest } from '../history/protocol.ts'
import type { ChartView, ChartWanted, EraseWanted, HistoryView, TopView, TopWanted, YearReview } from '../shared/history-view.ts'
import { day } from '../shared/moments.ts'
import { Problem } from '../shared/problem.ts'
import { drawHistoryChart } from './history-charts.ts'
import type { ImportReport, ListeningHistory } from './listening-history.ts'

/** The listening history of whoever is signed in, as its page in the window shows it. Private sessions are in all of it but the year in review. */
export type HistoryPage = {
  overview(): Promise<HistoryView>
  /** @throws Problem `invalid-arguments` when nobody knows what the period means */
  top(wanted: TopWanted): Promise<TopView>
  chart(wanted: ChartWanted): Promise<ChartView>
  year(year: number): Promise<YearReview>
  /** @param paths absolute @throws Problem as `ListeningHistory.import` */
  import(paths: string[], bringBackErased: boolean): Promise<ImportReport>
  /** @returns how many plays were erased @throws Problem `invalid-arguments` when the days are none */
  erase(wanted: EraseWanted): Promise<number>
  /** Writes everything to a new file in the folder for downloads. @throws Problem `file-unusable`, `disk-full` */
  export(format: 'csv' | 'json'): Promise<{ plays: number; file: string }>
}

const rowsShown = 50

/**
 * @param options.whose the lasting id of who is signed in @throws Problem `signed-out`
 * @param options.zone IANA name
 * @param options.downloads the person's folder
 */
export function createHistoryPage(options: {
  history: Pick<ListeningHistory, 'ask' | 'status' | 'import' | 'erase' | 'export'>
  charts: Charts
  whose: () => Promise<string>
  zone: string
  now: () => number
  downloads: () => string
}): HistoryPage {
  const { history, charts, whose, zone, now, downloads } = options

  function periodOf(text: string) {
    const period = readPeriod(text, now(), zone)
    if (period) return period
    throw new Problem(
      'invalid-arguments',
      `Tonearm does not know the period "${text}". Try for example: 2024, March 2024, summer 2024 or last 30 days.`,
    )
  }

  return {
    async overview() {
      const account = await whose()
      const [kept, status] = await Promise.all([history.ask(account, 'windowOverview', { zone }), history.status(account)])
      return {
        ...kept,
        imported: status.covered.map(({ first, last }) => ({ first: day(first, zone), last: day(last, zone) })),
        gaps: status.gaps.map(({ first, last }) => ({ from: iso(first), to: iso(last) })),
        ...(status.collectedAt !== null && { collectedAt: iso(status.collectedAt) }),
        hasErased: status.erasures > 0,
      }
    },
    async top({ what, order, period, search }) {
      const { from, to, name } = periodOf(period)
      const found = await history.ask(await whose(), 'windowTop', { what, order, period: { from, to }, search, limit: rowsShown })
      return { period: name, ...found }
    },
    chart: async (wanted) => drawHistoryChart(wanted, { ask: history.ask, account: await whose(), charts, zone, now: now() }),
    async year(year) {
      const { from, to } = periodOf(String(year))
      return history.ask(await whose(), 'windowYear', { year, period: { from, to }, zone })
    },
    import: async (paths, bringBackErased) => history.import({ account: await whose(), paths, bringBackErased }),
    erase: async (wanted) => history.erase(await whose(), requestOf(wanted, now(), zone)),
    async export(format) {
      const account = await whose()
      const file = freeFile(downloads(), `Listening history ${day(now(), zone)}`, format)
      return { plays: await history.export({ account, file, format }), file }
    },
  }
}

function iso(moment: number): string {
  return new Date(moment).toISOString()
}

function requestOf(wanted: EraseWanted, now: number, zone: string): EraseRequest {
  if (wanted.what !== 'days') return wanted
  const [first, last] = [wanted.first, wanted.last].map((text) => readPeriod(text, now, zone))
  if (!first || !last || last.to <= first.from) {
    throw new Problem('invalid-arguments', 'The first day must not be after the last day. Nothing was erased.')
  }
  return { what: 'span', first: first.from, last: last.to - 1 }
}

/** Nothing is ever written over another file. */
function freeFile(folder: string, name: string, extension: string): string {
  for (let number = 1; ; number += 1) {
    const file = join(folder, `${name}${number === 1 ? '' : ` (${number})`}.${extension}`)
    if (!existsSync(file)) return file
  }
}
