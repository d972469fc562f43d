import { searchedWords, wordFilter, wordPatterns } from '../../shared/words.ts'
import type { Tables } from '../../store/transaction.ts'
import { countedMs, type Period, type Plays, playBits } from '../statistics/plays.ts'
import type { Asking, Listened } from './listened.ts'

export type FindWanted = Asking & {
  period: Period
  /** Words of titles and artists: what is found is then songs and episodes. Without it, single plays. */
  text?: string
  limit: number
  /** Single plays begin with the newest. */
  newestFirst?: boolean
  /** No episodes and chapters among single plays. */
  songsOnly?: boolean
}

/** `by`: the first artist, the show or the audiobook. */
type Named = { name: string; by: string; uri?: string }

/** A play. `at` in ms UTC; `ms`: how long it was heard, missing where that is not known. */
export type FoundPlay = Named & { at: number; ms?: number; skipped?: true }

/** A song or episode with its plays in the period. */
export type FoundSong = Named & { plays: number; first: number; last: number }

/**
 * `total`: how many there are; `short`: plays that are left out because they were too short to count. `next`: where the plays go on that are not shown: the
 * beginning of their period, or its end where the newest come first.
 */
export type FoundPlays = { total: number; short: number; next?: number; plays: FoundPlay[]; songs: FoundSong[] }

/** What was played in a period, or all in it with some words in title or artist. */
export function findPlays(listened: Listened, wanted: FindWanted): FoundPlays {
  const plays = listened.plays(wanted.withPrivate)
  return wanted.text === undefined ? singlePlays(listened, plays, wanted) : songsWith(listened, plays, wanted.text, wanted)
}

function singlePlays({ database, belongings }: Listened, plays: Plays, { period, limit, newestFirst, songsOnly }: FindWanted): FoundPlays {
  const { heardAt, ms, item, bits, recording } = plays
  const { isSong } = belongings()
  const found: number[] = []
  let short = 0
  for (let play = 0; play < plays.count; play++) {
    const at = heardAt[play] ?? 0
    if (at < period.from || at >= period.to || (songsOnly && !isSong[recording[play] ?? 0])) continue
    if ((ms[play] ?? 0) >= countedMs) found.push(play)
    else short++
  }
  const order = newestFirst ? -1 : 1
  found.sort((one, other) => order * ((heardAt[one] ?? 0) - (heardAt[other] ?? 0)))
  const nameOf = createNaming(database)
  const named = found.slice(0, limit).map((play): FoundPlay => {
    const flags = bits[play] ?? 0
    return {
      ...nameOf(item[play] ?? 0),
      at: heardAt[play] ?? 0,
      ...(!(flags & playBits.live) && { ms: ms[play] ?? 0 }),
      ...(flags & playBits.skipped && { skipped: true }),
    }
  })
  const following = found[limit]
  const next = following === undefined ? undefined : (heardAt[following] ?? 0) + (newestFirst ? 1_000 : 0)
  return { total: found.length, short, ...(next !== undefined && { next }), plays: named, songs: [] }
}

function songsWith(
  { database, editions, belongings, kept }: Listened,
  plays: Plays,
  text: string,
  { period, limit }: FindWanted,
): FoundPlays {
  const { songOf } = editions()
  const inTitle = kept(
    JSON.stringify(['titles', text]),
    () => new Map(recordingsWith(database, text).map(({ id, inTitle }) => [songOf(id), inTitle])),
  )
  const isMeant = new Uint8Array(belongings().isSong.length)
  for (const recording of inTitle.keys()) isMeant[recording] = 1
  const found = new Map<number, { plays: number; first: number; last: number; item: number }>()
  let short = 0
  for (let play = 0; play < plays.count; play++) {
    const at = plays.heardAt[play] ?? 0
    const recording = plays.recording[play] ?? 0
    if (at < period.from || at >= period.to || !isMeant[recording]) continue
    if ((plays.ms[play] ?? 0) < countedMs) {
      short++
      continue
    }
    const song = found.get(recording) ?? { plays: 0, first: at, last: at, item: 0 }
    found.set(recording, song)
    song.plays++
    song.first = Math.min(song.first, at)
    if (at >= song.last) Object.assign(song, { last: at, item: plays.item[play] })
  }
  const nameOf = createNaming(database)
  const sorted = [...found].sort(
    ([one, { plays }], [other, { plays: others }]) => Number(inTitle.get(other)) - Number(inTitle.get(one)) || others - plays,
  )
  const songs = sorted.slice(0, limit).map(([, { item, ...song }]) => ({ ...nameOf(item), ...song }))
  return { total: found.size, short, plays: [], songs }
}

/** Recordings in whose title and artist all words are found. SQL looks for the letters, which is fast; where words begin is judged for what is left. */
function recordingsWith(database: Tables, text: string): { id: number; inTitle: boolean }[] {
  const patterns = wordPatterns(text).map((pattern) => pattern.trim())
  const has = wordFilter(text)
  const searched = "replace(replace(recs.folded || ' ' || artists.folded, '''', ''), '&', 'and')"
  const contains = patterns.map(() => `instr(${searched}, ?) > 0`).join(' AND ')
  return database
    .prepare(
      `SELECT recs.id, recs.name, artists.name AS by FROM recs JOIN artists ON artists.id = recs.artist WHERE ${contains || 'false'}`,
    )
    .all(...patterns.map(longestWord))
    .filter(({ name, by }) => has(searchedWords([String(name), String(by)])))
    .map(({ id, name }) => ({ id: Number(id), inTitle: has(searchedWords([String(name)])) }))
}

/** Of a phrase: between its words, a name can have other signs. */
function longestWord(pattern: string): string {
  return pattern.split(' ').reduce((longest, word) => (word.length > longest.length ? word : longest), '')
}

function createNaming(database: Tables): (item: number) => Named {
  const find = database.prepare(
    'SELECT items.last_name AS name, artists.name AS by, items.uri FROM items JOIN recs ON recs.id = items.rec JOIN artists ON artists.id = recs.artist WHERE items.id = ?',
  )
  return (item) => {
    const { name, by, uri } = find.get(item) ?? {}
    return { name: String(name), by: String(by), ...(uri != null && { uri: String(uri) }) }
  }
}
