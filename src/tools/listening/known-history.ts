import { z } from 'zod'
import type { Keeping } from '../../history/keeping.ts'
import type { Coverage } from '../../history/questions/coverage.ts'
import { always, type Period } from '../../history/statistics/plays.ts'
import { counted } from '../../shared/counted.ts'
import { clock, day } from '../../shared/moments.ts'
import type { Span } from '../../store/history/spans.ts'

/**
 * How far an answer from the history can be believed.
 *
 * `since`: the first play that is known. `incompleteFrom`: from then on in the period that was asked about, no extended history was imported; plays are
 * known at most from Spotify's list of recent plays, which leaves some out, so numbers are the least that can be true. `gaps`: spans in the period of
 * which that list told nothing.
 */
export const knownHistory = z.object({
  since: z.iso.datetime(),
  keeping: z.enum(['on', 'off', 'paused', 'untold']),
  incompleteFrom: z.iso.datetime().optional(),
  gaps: z.array(z.object({ from: z.iso.datetime(), to: z.iso.datetime() })),
})

export type KnownHistory = z.output<typeof knownHistory>

/** An export ends some hours before somebody asks, and a play is dated by its start. */
const toleratedMs = 24 * 60 * 60_000

/** @param now ms UTC: nothing was heard later */
export function knownIn(
  { first, covered, gaps }: Coverage & { first: number },
  keeping: Keeping,
  now: number,
  { from, to }: Period = always,
): KnownHistory {
  const [begin, end] = [Math.max(from, first), Math.min(to, now)]
  const incompleteFrom = firstUncovered(covered, begin, end)
  const missed = gaps.filter((gap) => gap.first < end && gap.last > begin)
  return {
    since: iso(first),
    keeping,
    ...(incompleteFrom !== undefined && { incompleteFrom: iso(incompleteFrom) }),
    gaps: missed.map((gap) => ({ from: iso(gap.first), to: iso(gap.last) })),
  }
}

/** The first moment between two others that lies in none of the spans, which are in the order of time. */
function firstUncovered(spans: readonly Span[], begin: number, end: number): number | undefined {
  let at = begin
  for (const { first, last } of spans) if (first - toleratedMs <= at) at = Math.max(at, last)
  return end - at > (at === begin ? 0 : toleratedMs) ? at : undefined
}

function iso(moment: number): string {
  return new Date(moment).toISOString()
}

/** What a reader of the answer has to know beside it, one sentence a line: what may be missing, and that nothing new is kept. */
export function historyNotes({ keeping, incompleteFrom, gaps }: KnownHistory, { zone }: { zone: string }): string[] {
  const time = (moment: string) => `${day(moment, zone)} ${clock(moment, zone)}`
  const [gap, ...others] = gaps
  const more = others.length === 0 ? '' : `, and in ${counted(others.length, 'other span')},`
  return [
    ...(incompleteFrom === undefined ? [] : [`From ${day(incompleteFrom, zone)} on, ${onlyListed}`]),
    ...(gap ? [`Plays between ${time(gap.from)} and ${time(gap.to)}${more} are missing. ${importAdds}`] : []),
    ...(keeping === 'on' ? [] : [notKept[keeping]]),
  ]
}

const onlyListed = "only Spotify's list of recent plays is known, which leaves some out: the true numbers may be higher."

const importAdds = 'Importing the "Extended streaming history" from Spotify adds them.'

const notKept: Record<Exclude<Keeping, 'on'>, string> = {
  off: 'New plays are not kept: the user switched the history off, and can switch it on with "keepHistory": true in settings.json.',
  paused:
    'New plays are not kept: the user paused the history, and can go on with "tonearm history resume" or on the page History of Tonearm\'s window.',
  untold: 'New plays are not kept yet: the user has to open Tonearm once, which says that it keeps them.',
}

/** Why there is nothing to answer from, and how to change that. */
export function emptySentence(keeping: Keeping): string {
  const why = keeping === 'on' ? 'New plays are kept from now on.' : notKept[keeping]
  return `The listening history has no plays yet. ${why} For all earlier years, the user can ask for the "Extended streaming history" at spotify.com/account/privacy, and import the file with "tonearm history import" or on the page History of Tonearm's window.`
}
