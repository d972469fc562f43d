/** Hours heard in one month. `month` is `2024-03`, in the person's time zone. */
export type MonthOfPlays = { month: string; hours: number; plays: number }

/** Hours heard in one hour of one weekday. `weekday` runs from 1 (Monday) to 7, `hour` from 0 to 23, in the person's time zone. */
export type HourOfWeekday = { weekday: number; hour: number; hours: number }

/** Minutes heard on one day, `2024-03-09`, in the person's time zone. */
export type DayOfPlays = { day: string; minutes: number }

/** Hours with one artist in one year. */
export type YearOfArtist = { artist: string; year: number; hours: number }

/** Plays in one month of artists who were heard for the first time in it, and of all others. */
export type MonthOfDiscovery = { month: string; discovered: number; repeated: number }

/**
 * What a picture shows: plain numbers, so that the same value becomes a picture, a table (chart-table.ts) and the text beside it.
 *
 * Everything that is a date is already in the person's time zone. Months and years without plays may be missing; the picture shows them as empty.
 */
export type Chart =
  | { kind: 'plays-by-month'; title: string; months: MonthOfPlays[] }
  | { kind: 'hours-by-weekday'; title: string; cells: HourOfWeekday[] }
  | { kind: 'calendar-year'; title: string; year: number; days: DayOfPlays[] }
  | { kind: 'artists-by-year'; title: string; artists: YearOfArtist[] }
  | { kind: 'discovery'; title: string; months: MonthOfDiscovery[] }

/** The colours that a picture is drawn in: those of the window. */
export type ChartTheme = 'light' | 'dark'

/** A drawn picture: SVG as text, PNG as bytes. Both are 800 pixels wide. */
export type Picture = { format: 'svg'; svg: string } | { format: 'png'; png: Uint8Array }
