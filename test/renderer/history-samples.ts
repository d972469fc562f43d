import type { ChartView, HistoryView, TopView, YearReview } from '../../src/shared/history-view.ts'
import { minutesAgo } from './samples.ts'

const hourMs = 3_600_000

/** Nothing is kept yet. */
export const noHistory: HistoryView = {
  plays: 0,
  ms: 0,
  spokenMs: 0,
  songs: 0,
  artists: 0,
  estimated: 0,
  years: [],
  imported: [],
  gaps: [],
  hasErased: false,
}

/** Thirteen years of Wanda's, imported, with a summer of which nothing is known. */
export const longHistory: HistoryView = {
  plays: 148_210,
  ms: 8_904 * hourMs,
  spokenMs: 412 * hourMs,
  songs: 18_406,
  artists: 3_127,
  estimated: 214,
  first: '2013-05-02',
  last: '2026-11-22',
  years: Array.from({ length: 14 }, (_, index) => 2026 - index),
  imported: [{ first: '2013-05-02', last: '2026-10-30' }],
  gaps: [
    { from: '2026-11-03T08:10:00Z', to: '2026-11-05T17:42:00Z' },
    { from: '2026-11-14T06:00:00Z', to: '2026-11-14T11:30:00Z' },
  ],
  collectedAt: minutesAgo(12),
  hasErased: true,
}

const songs: [string, string, number][] = [
  ['The Fate of Ophelia', 'Taylor Swift', 412],
  ['Opalite', 'Taylor Swift', 389],
  ['Jóga', 'Björk', 301],
  ['Midnight River', 'Ada Marlow', 288],
  ['Кукушка', 'Виктор Цой', 240],
  ['<b>Bold</b> & "Quoted"', 'R&B <script>', 197],
  ['Paper Ocean', 'Ada Marlow', 180],
  ['Eldest Daughter', 'Taylor Swift', 177],
  ['Wood', 'Taylor Swift', 160],
  ['Golden Static', 'Electric Orchard', 151],
  ['Quiet Harbor Letters', 'Crystal Collective', 149],
  ['Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikantentochter', 'Kapelle Sonnenschein', 120],
]

/** Twelve songs of 18,406. */
export const topSongs: TopView = {
  period: 'all that is known',
  rows: songs.map(([name, by, plays], index) => ({ rank: index + 1, name, by, plays, ms: plays * 221_000 })),
  all: 18_406,
}

const artists: [string, number][] = [
  ['Taylor Swift', 212],
  ['Ada Marlow', 96],
  ['Björk', 71],
  ['Виктор Цой', 54],
  ['Electric Orchard', 40],
]

/** Wanda's 2026. */
export const review: YearReview = {
  year: 2026,
  plays: 19_840,
  ms: 1_204 * hourMs,
  songs: 3_110,
  artists: 812,
  newArtists: 141,
  estimated: 214,
  topArtists: artists.map(([name, hours], index) => ({ rank: index + 1, name, plays: hours * 16, ms: hours * hourMs + 11 * 60_000 })),
  topSongs: topSongs.rows.slice(0, 5),
  months: [88, 92, 131, 120, 99, 74, 61, 83, 110, 168, 178, 0].map((hours) => hours * hourMs),
  streak: { days: 143, first: '2026-03-02', last: '2026-07-22' },
  bestDay: { day: '2026-10-03', plays: 171, ms: 10.6 * hourMs },
  obsession: { name: 'The Fate of Ophelia', by: 'Taylor Swift', week: '2026-09-28', plays: 88, share: 0.41 },
  discovery: { name: 'Electric Orchard', plays: 640, ms: 40 * hourMs, since: '2026-02-03' },
}

/** A plain picture in place of a drawn one, with names that would be markup. */
export const chart: ChartView = {
  title: 'Hours each month',
  svg: '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="300" viewBox="0 0 800 300"><script>document.title = "broken"</script><rect width="800" height="300" fill="#b8481a"/></svg>',
  table: {
    columns: ['Month', 'Hours', 'Plays'],
    rows: [
      ['2026-09', '110.0', '1810'],
      ['2026-10', '168.2', '2764'],
      ['2026-11', '178.4', '2930'],
    ],
  },
}
