import { createNearest } from '../../shared/nearest.ts'
import { searchedWords, wordFilter } from '../../shared/words.ts'
import { topGroups } from '../statistics/groups.ts'
import type { HeardReading } from './find-heard.ts'
import type { HeardKind } from './heard-kind.ts'
import type { Listened } from './listened.ts'

/** Something that was heard and may be what somebody means. */
export type SimilarName = { kind: HeardKind; name: string; by?: string; plays: number }

/** Typing mistakes are looked for only among what was heard most: comparing letters takes long. */
const mostCompared = 500

const shown = 5

/** What may be meant when nothing is called so: names in which all the words are found, else names with a slip of typing. Most played first. */
export function similarNames(listened: Listened, withPrivate: boolean, readings: readonly HeardReading[]): SimilarName[] {
  const [asked] = readings
  if (!asked) return []
  const { heard, nearest } = listened.kept(`heard most ${withPrivate}`, () => {
    const names = (['song', 'album', 'artist', 'show'] as const).flatMap((kind) => heardMost(listened, withPrivate, kind))
    return { heard: names.map((one) => ({ one, words: searchedWords([one.name, one.by ?? '']) })), nearest: createNearest(names) }
  })
  const has = wordFilter(asked.title)
  const withWords = heard.filter(({ words }) => has(words)).map(({ one }) => one)
  const similar = withWords.length > 0 ? withWords : nearest(asked.title, shown)
  return similar.sort((one, other) => other.plays - one.plays).slice(0, shown)
}

const nameOf: Record<HeardKind, string> = {
  song: 'SELECT recs.name, artists.name AS by FROM recs JOIN artists ON artists.id = recs.artist WHERE recs.id = ?',
  album: 'SELECT albums.name, artists.name AS by FROM albums JOIN artists ON artists.id = albums.artist WHERE albums.id = ?',
  artist: 'SELECT name FROM artists WHERE id = ?',
  show: 'SELECT name FROM artists WHERE id = ?',
}

function heardMost(listened: Listened, withPrivate: boolean, kind: HeardKind): SimilarName[] {
  const find = listened.database.prepare(nameOf[kind])
  return topGroups(listened.sums(kind, withPrivate), 'plays', mostCompared).map(({ group, plays: count }) => {
    const { name, by } = find.get(group) ?? {}
    return { kind, name: String(name), ...(by != null && { by: String(by) }), plays: count }
  })
}
