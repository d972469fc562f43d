import { artistWords, bareWords } from '../../shared/words.ts'
import type { SearchResult } from '../../spotify/catalog.ts'
import type { Album, Artist, Audiobook, Episode, Playlist, Show, Track } from '../../spotify/items.ts'
import { matchConfidence } from '../matching/match-score.ts'
import type { RequestReading } from './read-request.ts'

/** What a search can find. */
export type Found = Track | Album | Artist | Show | Playlist | Episode | Audiobook

/** What fits best, how well from 0 to 1 (as `matchConfidence`), how the words were read for it, and an artist who is called the same. */
export type Match = { item: Found; fit: number; reading: RequestReading; namesake?: Artist | undefined }

/** Of things that fit equally well, people mean the first kind. An artist has stood back already if the songs are others'. */
const order = ['artist', 'track', 'album', 'show', 'playlist', 'episode', 'audiobook'] as const satisfies Found['type'][]

/** A name that only resembles all the words is a worse guess than what another reading of them finds. */
const vagueWhole = 0.8

/** Words alone mean a song; an album or anything else only if it is called nearly so, rather than shares a word with them. */
const alike = 0.75

/** An artist of whom the search for the name finds few songs, or who is called a little differently, is hardly meant: "Toxic" is a song. */
const hardlyMeant = 0.9

/**
 * The best of what searches found, over all ways to read the words. Spotify ranks each kind by itself, so between kinds the name decides, and how many
 * of the songs found are the artist's own.
 */
export function bestMatch(readings: readonly RequestReading[], searches: readonly SearchResult[]): Match | undefined {
  const matches = searches.flatMap((found) => {
    const artists = chiefArtists(found)
    return order.flatMap((kind) =>
      (found[kind]?.rows ?? []).flatMap((item: Found, rank) =>
        item.id === undefined
          ? []
          : readings.map((reading, index) => ({ item, reading, rank, index, fit: fitOf(reading, item, artists, readings.length > 1) })),
      ),
    )
  })
  matches.sort(
    (one, other) =>
      other.fit - one.fit ||
      order.indexOf(one.item.type) - order.indexOf(other.item.type) ||
      one.rank - other.rank ||
      one.index - other.index,
  )
  return matches[0]
}

function fitOf(reading: RequestReading, item: Found, chief: ReadonlySet<string>, otherReadings: boolean): number {
  const { kind, whole } = reading
  if (kind === 'genre' || (kind && kind !== 'radio' && kind !== item.type)) return 0
  const fit = nameFit(reading, item)
  if (kind === undefined && item.type !== 'track' && fit < alike) return 0
  if (whole && otherReadings && fit < 1) return rounded(fit * vagueWhole)
  const isMeant = item.type !== 'artist' || kind === 'artist' || (fit === 1 && chief.has(item.id ?? ''))
  return rounded(isMeant ? fit : fit * hardlyMeant)
}

function nameFit({ title, artist, album, whole }: RequestReading, item: Found): number {
  switch (item.type) {
    case 'artist':
      return artist === undefined && album === undefined ? likeness(artistWords(title ?? ''), artistWords(item.name)) : 0
    case 'track':
    case 'album': {
      const fit = artist === undefined ? likeness(title ?? '', item.name) : matchConfidence([{ title: title ?? item.name, artist }], item)
      if (album !== undefined) return item.type === 'track' ? Math.min(fit, likeness(album, item.album?.name ?? '')) : 0
      return whole ? Math.max(fit, ...together(item).map((names) => likeness(title ?? '', names))) : fit
    }
    case 'audiobook':
      return artist === undefined
        ? likeness(title ?? '', item.name)
        : matchConfidence([{ title: title ?? item.name, artist }], { name: item.name, artists: item.authors.map((name) => ({ name })) })
    case 'episode':
      return likeness(title ?? '', item.name)
    case 'show':
    case 'playlist':
      return artist === undefined && album === undefined ? likeness(title ?? '', item.name) : 0
  }
}

/** "two golden static": title and artist without anything between them, in both orders. */
function together({ name, artists }: Track | Album): string[] {
  const by = artists.map((artist) => artist.name).join(' ')
  return [`${name} ${by}`, `${by} ${name}`, `${name} ${artists[0]?.name}`, `${artists[0]?.name} ${name}`]
}

/** The likeness of two names, by the scoring of songs of one artist. Signs and pictures in a name are nothing that somebody says. */
function likeness(asked: string, name: string): number {
  if (bareWords(asked) === bareWords(name)) return 1
  const artist = 'anybody'
  return matchConfidence([{ title: asked, artist }], { name, artists: [{ name: artist }] })
}

/** Who made most of the songs that were found; everybody when there are none. */
function chiefArtists({ track, artist }: SearchResult): ReadonlySet<string> {
  const songs = track?.rows ?? []
  const share = (id: string) => songs.filter(({ artists }) => artists.some((by) => by.id === id)).length
  return new Set(
    (artist?.rows ?? []).flatMap(({ id }) => (id !== undefined && (songs.length === 0 || 2 * share(id) > songs.length) ? [id] : [])),
  )
}

function rounded(fit: number): number {
  return Math.round(fit * 100) / 100
}
