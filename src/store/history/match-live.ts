/** A live play: when Spotify says that it was. */
type Live = { playedAt: number }

/** An imported play. `end` of the short form is cut to the minute. */
type Imported = { end: number; start: number | null; ms: number; cutToMinute: boolean }

/** The time in Spotify's list can lie a little before the start, by the device's clock, and comes up to three minutes after the end. Measured on real histories. */
const beforeStartMs = 5_000
const afterEndMs = 180_000

/** Where the start is not known, pauses may have moved it. */
const aroundMs = 90_000

const minuteMs = 60_000

/**
 * Pairs plays of one recording: those of Spotify's list of recent plays with those of an export that are the same. One to one, the nearest first: a song
 * on repeat is several plays.
 *
 * @returns pairs of places in both lists
 */
export function matchLive(live: readonly Live[], imported: readonly Imported[]): [live: number, imported: number][] {
  const possible = live
    .flatMap(({ playedAt }, liveAt) =>
      imported.flatMap((play, importedAt) => {
        const apart = distance(playedAt, play)
        return apart === undefined ? [] : [{ liveAt, importedAt, apart }]
      }),
    )
    .sort((one, other) => one.apart - other.apart)
  const pairs: [number, number][] = []
  const taken = { live: new Set<number>(), imported: new Set<number>() }
  for (const { liveAt, importedAt } of possible) {
    if (taken.live.has(liveAt) || taken.imported.has(importedAt)) continue
    taken.live.add(liveAt)
    taken.imported.add(importedAt)
    pairs.push([liveAt, importedAt])
  }
  return pairs
}

/** How far apart they are, in milliseconds; undefined when they cannot be the same play. */
function distance(playedAt: number, { end, start, ms, cutToMinute }: Imported): number | undefined {
  const latest = end + afterEndMs + (cutToMinute ? minuteMs : 0)
  const begun = start ?? end - ms
  const possible =
    start === null
      ? Math.abs(playedAt - begun) <= aroundMs || (playedAt >= end - aroundMs && playedAt <= latest)
      : playedAt >= start - beforeStartMs && playedAt <= latest
  return possible ? Math.min(Math.abs(playedAt - end), Math.abs(playedAt - (begun + ms))) : undefined
}
