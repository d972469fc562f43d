import { countPlays } from './count-plays.ts'
import { coverage } from './coverage.ts'
import { findPlays } from './find-plays.ts'
import type { Listened } from './listened.ts'
import { listeningStats } from './listening-stats.ts'
import { heard, recommendable } from './recommendable.ts'
import { taste } from './taste.ts'
import { windowArtistYears, windowDays, windowDiscovery, windowMonths, windowWeek } from './window-charts.ts'
import { windowOverview, windowPeriod } from './window-overview.ts'
import { windowTop } from './window-top.ts'
import { windowYear } from './window-year.ts'

/** All that can be asked about a history, by name. Each runs in the worker: what goes in and out is plain data. */
export const questions = {
  countPlays,
  coverage,
  findPlays,
  heard,
  listeningStats,
  recommendable,
  taste,
  windowArtistYears,
  windowDays,
  windowDiscovery,
  windowMonths,
  windowOverview,
  windowPeriod,
  windowTop,
  windowWeek,
  windowYear,
} satisfies Record<string, (listened: Listened, input: never) => unknown>

export type QuestionName = keyof typeof questions
export type QuestionInput<Name extends QuestionName> = Parameters<(typeof questions)[Name]>[1]
export type QuestionResult<Name extends QuestionName> = ReturnType<(typeof questions)[Name]>
