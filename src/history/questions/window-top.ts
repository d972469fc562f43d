import type { TopRow } from '../../shared/history-view.ts'
import { foldedName } from '../recording.ts'
import { sumGroups, topGroups } from '../statistics/groups.ts'
import type { Period } from '../statistics/plays.ts'
import type { Listened } from './listened.ts'
import { type Named, namesOf, numbersWith } from './window-names.ts'

/**
 * What was heard most in a period, for the person at this computer: private sessions count.
 *
 * @param input.search words of the name or the artist; '' for all. The ranks stay those of the whole list
 * @returns `all`: how many there are, of which the first `limit` are in `rows`
 */
export function windowTop(
  listened: Listened,
  { what, order, period, search, limit }: { what: Named; order: 'plays' | 'time'; period: Period; search: string; limit: number },
): { rows: TopRow[]; all: number } {
  const sums = sumGroups(listened.plays(true), listened.groups(what, true), period)
  const folded = foldedName(search)
  const wanted = folded === '' ? undefined : numbersWith(listened, what, folded)
  const ranked = topGroups(sums, order, Number.POSITIVE_INFINITY).filter(({ group }) => wanted?.has(group) ?? true)
  const nameOf = namesOf(listened, what)
  return {
    rows: ranked.slice(0, limit).map(({ group, rank, plays, ms }) => ({ rank, ...nameOf(group), plays, ms })),
    all: ranked.length,
  }
}
