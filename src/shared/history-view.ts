// What a person sees of their listening history, as plain data for the window. Days are as 2026-11-22, in the zone of this computer.

/** What was heard: plays as Spotify counts them, from 30 seconds on, and the time of all that was heard. */
export type Heard = { plays: number; ms: number }

/** The history as a whole. */
export type HistoryView = Heard & {
  /** Of podcasts and audiobooks; `plays` and `ms` are of music. */
  spokenMs: number
  songs: number
  artists: number
  /** How many of the plays only Spotify's list knows, which does not say how long they were heard. */
  estimated: number
  /** The days of the first and the last play; missing while nothing is kept. */
  first?: string
  last?: string
  /** The years with plays, newest first. */
  years: number[]
  /** Of what was imported: the days between which nothing is missing. */
  imported: { first: string; last: string }[]
  /** Between these moments (ISO 8601, UTC) plays may be missing. */
  gaps: { from: string; to: string }[]
  /** When Spotify's list was looked at last, ISO 8601. */
  collectedAt?: string
  /** Whether the person erased something, which imports leave out. */
  hasErased: boolean
}

export const topKinds = ['song', 'artist', 'album'] as const
export const topOrders = ['plays', 'time'] as const

/** A top list. `period`: in words, such as `2019` or `last summer`; `search`: words of the name. */
export type TopWanted = { what: (typeof topKinds)[number]; order: (typeof topOrders)[number]; period: string; search: string }

/** A line of a top list. `by`: the artist of a song or an album. `rank` is that in the whole list, also in a search. */
export type TopRow = Heard & { rank: number; name: string; by?: string }

/** A top list. `period` as it was understood; `all`: how many there are, of which the first are in `rows`. */
export type TopView = { period: string; rows: TopRow[]; all: number }

export const chartKinds = ['plays-by-month', 'hours-by-weekday', 'calendar-year', 'artists-by-year', 'discovery'] as const

/** A picture. `year`: of that year only; left out, of all years. A calendar always needs one. */
export type ChartWanted = { kind: (typeof chartKinds)[number]; theme: 'light' | 'dark'; year?: number }

/** A picture as SVG, and the same numbers as a table. */
export type ChartView = { title: string; svg: string; table: { columns: string[]; rows: string[][] } }

/** A year in review. Private sessions are left out: a person may show it to others. */
export type YearReview = Heard & {
  year: number
  songs: number
  artists: number
  newArtists: number
  /** As in `HistoryView`. */
  estimated: number
  topArtists: TopRow[]
  topSongs: TopRow[]
  /** Milliseconds of each month, January first. */
  months: number[]
  streak?: { days: number; first: string; last: string }
  bestDay?: Heard & { day: string }
  /** The song that filled a week most: its part of the plays of that week, from 0 to 1. */
  obsession?: { name: string; by: string; week: string; plays: number; share: number }
  /** The artist who was new in this year and was heard most. */
  discovery?: Heard & { name: string; since: string }
}

/** What a person erases. */
export type EraseWanted =
  | { what: 'all' }
  | { what: 'private' }
  | { what: 'artist'; name: string }
  | { what: 'days'; first: string; last: string }
