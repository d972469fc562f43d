import { plainTitle } from './editions.ts'
import { artistWords, bareWords } from './songs.ts'

/** Title and artists, the first of which is the main one. Songs and albums have both. */
export type TitleAndArtists = { name: string; artists: readonly { name: string }[] }

/**
 * What tells a recording from others. One recording is sold under many ids: as a single, on the album, on its remaster and on a compilation.
 *
 * `isrc`: the recording's own number (https://isrc.ifpi.org), where Spotify says it.
 */
export type Recorded = TitleAndArtists & { durationMs: number; isrc?: string | undefined }

/** Releases of one recording differ by some silence at the end; a cut or another take mostly by more. */
const sameLengthMs = 3_000

/** What all releases of a song share in their titles: its words without guests and editions. A live version or a remix is another song. */
export function songTitle(title: string): string {
  return bareWords(plainTitle(title))
}

/**
 * The same for all releases of a recording, where nothing but names is known, as in a listening history: title and first artist. Two recordings can
 * share it (a radio edit and the long version); `sameRecording` looks at the length, too.
 *
 * @returns undefined for what has no title or no artist, which could be anything
 */
export function recordingKey({ name, artists }: TitleAndArtists): string | undefined {
  const [start, artist] = [recordingKeyStart(name), artistWords(artists[0]?.name ?? '')]
  return start === '|' || artist === '' ? undefined : start + artist
}

/** What the keys of all recordings of this title begin with, whoever made them. */
export function recordingKeyStart(title: string): string {
  return `${songTitle(title)}|`
}

/**
 * Titles that one artist gives to many tracks, as the beginning of a key. They prove nothing: only the ISRC does.
 */
const sharedTitle =
  /^(?:intro|outro|interlude|interludio|skit|prelude|opening|ending|untitled|ohne titel|sin titulo|sans titre|theme|main (?:theme|title)|end (?:titles|credits)|(?:chapter|kapitel|capitulo|chapitre|part|teil|parte|partie|pt|track|titel|folge|act|scene) [\divx]+)\|/

/**
 * Whether two tracks are the same recording: the same ISRC, or title, artists and length.
 *
 * Another ISRC is no proof of the contrary: a remaster gets its own, and so does many a reissue by another label.
 */
export function sameRecording(one: Recorded, other: Recorded): boolean {
  if (one.isrc !== undefined && one.isrc === other.isrc) return true
  const key = keyThatTells(one)
  return key !== undefined && key === recordingKey(other) && isLike(one, other)
}

function keyThatTells(recorded: Recorded): string | undefined {
  const key = recordingKey(recorded)
  return key === undefined || sharedTitle.test(key) ? undefined : key
}

/** Of two of the same key. */
function isLike(one: Recorded, other: Recorded): boolean {
  return isSameLength(one, other) && haveSameArtists(one, other)
}

/** Guests may be missing from one of them. Two with other guests, or one work by other orchestras, are other recordings. */
function haveSameArtists(one: Recorded, other: Recorded): boolean {
  const [names, others] = [artistsOf(one), artistsOf(other)]
  return names.every((name) => others.includes(name)) || others.every((name) => names.includes(name))
}

function artistsOf({ artists }: Recorded): string[] {
  return artists.map(({ name }) => artistWords(name))
}

/** A length of 0 is one that Spotify does not say. */
function isSameLength(one: Recorded, other: Recorded): boolean {
  return one.durationMs > 0 && other.durationMs > 0 && Math.abs(one.durationMs - other.durationMs) <= sameLengthMs
}

/** Recordings among which others are looked for, however many there are. */
export type Recordings<Item extends Recorded> = {
  add(item: Item): void
  /** The first that is the same recording. */
  find(wanted: Recorded): Item | undefined
}

/** Collects recordings. */
export function recordingsOf<Item extends Recorded>(items: Iterable<Item> = []): Recordings<Item> {
  const byIsrc = new Map<string, Item>()
  const byKey = new Map<string, Item[]>()

  function add(item: Item): void {
    if (item.isrc !== undefined && !byIsrc.has(item.isrc)) byIsrc.set(item.isrc, item)
    const key = keyThatTells(item)
    if (key === undefined) return
    const others = byKey.get(key)
    if (others) others.push(item)
    else byKey.set(key, [item])
  }

  for (const item of items) add(item)
  return {
    add,
    find(wanted) {
      const sameNumber = wanted.isrc === undefined ? undefined : byIsrc.get(wanted.isrc)
      if (sameNumber) return sameNumber
      const key = keyThatTells(wanted)
      return key === undefined ? undefined : byKey.get(key)?.find((item) => isLike(item, wanted))
    },
  }
}
