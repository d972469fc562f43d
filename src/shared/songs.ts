import { bareWords } from './words.ts'

/** Enough of a song to tell whether another one is the same. */
export type SongNames = { name: string; artists: readonly { name: string }[] }

/** "(feat. …)", "[with …]": who else is heard does not make it another song. */
const guests = /\s*[([](?:feat|ft|featuring|with)\b\.?\s[^)\]]*[)\]]|\s(?:feat\.?|ft\.|featuring)\s.*$/gi

/** What labels add to the same recording: "- Remastered 2011", "(2011 Remaster)", "- Single Version", "(Deluxe Edition)". */
const editions =
  /\s*(?:[([]|\s-\s)(?:[^()[\]-]*\b(?:remaster(?:ed)?|mono|stereo|(?:single|album|original|explicit|clean) version|deluxe(?: edition)?|bonus track)\b[^()[\]]*)(?:[)\]]|$)/gi

/** More than this tells no titles apart. */
const longestTitle = 300

/** A title, or a line with one, without what labels add to the same recording. */
export function withoutEdition(title: string): string {
  return title.slice(0, longestTitle).replace(editions, '')
}

/** The title without guests and editions, in its own spelling. */
export function plainTitle(title: string): string {
  const whole = title.slice(0, longestTitle)
  const bare = withoutEdition(whole.replace(guests, '')).trim()
  return bare === '' ? whole : bare
}

/** What two releases of one song share: the words of the title without guests and editions. A live version or a remix is another song. */
export function songTitle(title: string): string {
  return bareWords(plainTitle(title))
}

/** An artist's name as it is compared: "The Beatles" is "Beatles". */
export function artistWords(name: string): string {
  return bareWords(name).replace(/^the (?=.)/, '')
}

/** The same for all releases of one song: title and first artist. */
export function songKey({ name, artists }: SongNames): string {
  return `${songTitle(name)}|${artistWords(artists[0]?.name ?? '')}`
}
