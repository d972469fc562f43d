import { z } from 'zod'
import type { Keeping } from '../../history/keeping.ts'
import type { Coverage } from '../../history/questions/coverage.ts'
import { always, type Period } from '../../history/statistics/plays.ts'
import { clock, day } from '../../shared/moments.ts'

/**
 * How far an answer from the history can be believed.
 *
 * `since`: the first play that is known. `atLeast`: in a part of the period that was asked about, plays are known only from Spotify's list of recent
 * plays, which leaves some out; `exactUntil`: up to when all are known. `gaps`: spans in the period of which that list told nothing.
 */
export const knownHistory = z.object({
  since: z.iso.datetime(),
  keeping: z.enum(['on', 'off', 'paused', 'untold']),
  atLeast: z.boolean(),
  exactUntil: z.iso.datetime().optional(),
  gaps: z.array(z.object({ from: z.iso.datetime(), to: z.iso.datetime() })),
})

export type KnownHistory = z.output<typeof knownHistory>

/** Two files of an export have pauses between them, and an export ends some hours before it is asked for. */
const toleratedMs = 24 * 60 * 60_000

/** @param now ms UTC: nothing was heard later */
export function knownIn(
  { first, covered, gaps }: Coverage & { first: number },
  keeping: Keeping,
  now: number,
  { from, to }: Period = always,
): KnownHistory {
  const [begin, end] = [Math.max(from, first), Math.min(to, now)]
  const exactUntil = covered.at(-1)?.last
  const isCovered = begin >= end || covered.some((span) => span.first - toleratedMs <= begin && span.last + toleratedMs >= end)
  const missed = gaps.filter((gap) => gap.first < end && gap.last > begin)
  return {
    since: iso(first),
    keeping,
    atLeast: !isCovered,
    ...(exactUntil !== undefined && { exactUntil: iso(exactUntil) }),
    gaps: missed.map((gap) => ({ from: iso(gap.first), to: iso(gap.last) })),
  }
}

function iso(moment: number): string {
  return new Date(moment).toISOString()
}

/** What a reader of the answer has to know beside it, one sentence a line: what may be missing, and that nothing new is kept. */
export function historyNotes({ since, keeping, atLeast, exactUntil, gaps }: KnownHistory, { zone }: { zone: string }): string[] {
  const time = (moment: string) => `${day(moment, zone)} ${clock(moment, zone)}`
  const [gap, ...others] = gaps
  return [
    ...(atLeast
      ? [
          exactUntil === undefined
            ? `All plays since ${day(since, zone)} are ${onlyListed}`
            : `Plays after ${day(exactUntil, zone)} are ${onlyListed}`,
        ]
      : []),
    ...(gap
      ? [
          `Plays between ${time(gap.from)} and ${time(gap.to)}${others.length > 0 ? ` (and in ${others.length} other spans)` : ''} are missing. ${importAdds}`,
        ]
      : []),
    ...(keeping === 'on' ? [] : [notKept[keeping]]),
  ]
}

const onlyListed = "from Spotify's list of recent plays, which leaves some out: the true numbers may be higher."

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
