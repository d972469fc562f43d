import { songTitle, type TitleAndArtists } from '../../shared/recording.ts'
import { artistWords, bareWords } from '../../shared/words.ts'
import type { Reading } from './song-lines.ts'

/** From here on a match is taken as sure: title and artist agree but for spelling. */
export const sureFrom = 0.85

/** Below this it is no match at all. */
export const doubtfulFrom = 0.5

/** A bare title may be anybody's. */
export const mostWithoutArtist = 0.7

/** Words that make another recording of a song. A match must have them exactly when the line has them. */
const versions =
  /\b(?:live|remix|mix|acoustic|instrumental|karaoke|demo|cover|tribute|sped|slowed|nightcore|edit|unplugged|orchestral|originally performed)\b/g

/**
 * How sure it is that a track is what a line means, from 0 to 1: the better of its readings, title and artist together. An album has a title and
 * artists as well.
 */
export function matchConfidence(readings: readonly Reading[], track: TitleAndArtists): number {
  return Math.max(...readings.map((reading) => confidence(reading, track)))
}

function confidence({ title, artist }: Reading, track: TitleAndArtists): number {
  const titles = titleLikeness(title, track.name)
  const penalty = sameVersion(`${title} ${artist ?? ''}`, track) ? 0 : 0.25
  if (artist === undefined) return Math.max(0, Math.min(mostWithoutArtist, 1.6 * titles - 0.5) - penalty)
  const artists = artistLikeness(artist, track)
  // Both must agree: a perfect title by somebody else is a cover, and the right artist with another title is another song.
  return Math.max(0, Math.min((titles + artists) / 2, 1.6 * titles - 0.5, 0.45 + 0.55 * artists) - penalty)
}

function titleLikeness(asked: string, found: string): number {
  const whole = likeness(songTitle(asked), songTitle(found))
  // "Song (From the Film)" for "Song", and the other way round.
  return Math.max(whole, 0.95 * likeness(songTitle(core(asked)), songTitle(core(found))))
}

/** The title before brackets and dashes. */
function core(title: string): string {
  return title.replace(/\s*[([].*$|\s-\s.*$/, '') || title
}

function artistLikeness(asked: string, { artists }: TitleAndArtists): number {
  const names = artists.map(({ name }) => artistWords(name))
  const parts = [asked, ...asked.split(/\s*(?:,|&|;|\/|\bfeat\.?\s|\bft\.?\s|\bfeaturing\s|\band\s|\bx\s)\s*/i)]
    .map(artistWords)
    .filter((part) => part !== '')
  const whole = likeness(artistWords(asked), names.join(' '))
  const byPosition = names.map((name, index) => Math.max(0, ...parts.map((part) => likeness(part, name))) * (index === 0 ? 1 : 0.95))
  return Math.max(whole, 0, ...byPosition)
}

function sameVersion(asked: string, track: TitleAndArtists): boolean {
  const marks = (text: string) => [...new Set(bareWords(text).match(versions) ?? [])].sort().join(' ')
  const around = track.artists.map(({ name }) => name).join(' ')
  const karaoke = /\b(?:karaoke|tribute|cover)\b/i
  return marks(asked) === marks(track.name) && (karaoke.test(asked) || !karaoke.test(around))
}

/** Dice's coefficient over pairs of letters, from 0 to 1: small slips cost little, other words nearly all. */
function likeness(one: string, other: string): number {
  if (one === other) return 1
  const [pairs, others] = [pairsOf(one), pairsOf(other)]
  const all = pairs.length + others.length
  if (all === 0) return 0
  let shared = 0
  for (const pair of pairs) {
    const index = others.indexOf(pair)
    if (index < 0) continue
    others.splice(index, 1)
    shared += 1
  }
  return (2 * shared) / all
}

function pairsOf(text: string): string[] {
  const letters = [...` ${text} `].slice(0, 200)
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`)
}
