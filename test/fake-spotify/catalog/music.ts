import { albumTracks, artist, track } from '../builders.ts'
import type { Album, Artist, Track } from '../types.ts'
import type { Random } from './random.ts'
import { adjectives, genres, groups, middles, nouns } from './words.ts'

const artistCount = 420

/**
 * Some thousand invented tracks: two-word titles, two-word artists, two- to three-word albums.
 *
 * 'Golden Static', its album 'Quiet Harbor Letters' and that album's first track 'Midnight River' always exist, so that
 * tests and demonstrations can name something.
 */
export function inventMusic(random: Random): { artists: Artist[]; albums: Album[]; tracks: Track[] } {
  const artists = inventArtists(random)
  const albums: Album[] = []
  const tracks: Track[] = []
  for (const [index, by] of artists.entries()) {
    const count = index === 0 ? 5 : random.between(1, 4)
    const names = new Set<string>(index === 0 ? ['Quiet Harbor Letters'] : [])
    while (names.size < count) names.add(albumName(random))
    for (const [place, name] of [...names].entries()) {
      const guests = artists.filter((other) => other !== by)
      const made = inventAlbum(random, by, name, guests, index === 0 && place === 0)
      const its = made[0]?.album
      if (its) albums.push(its)
      tracks.push(...made)
    }
  }
  return { artists, albums, tracks }
}

function inventArtists(random: Random): Artist[] {
  const names = new Set(['Golden Static'])
  while (names.size < artistCount) names.add(`${random.pick(adjectives)} ${random.pick(groups)}`)
  // Spotify flags genres as deprecated and leaves many artists without any (facts 1.4).
  return [...names].map((name) => artist({ name, genres: random.chance(0.5) ? random.sample(genres, random.between(1, 3)) : [] }))
}

function albumName(random: Random): string {
  const middle = random.chance(0.4) ? `${random.pick(middles)} ` : ''
  return `${random.pick(adjectives)} ${middle}${random.pick(nouns)}`
}

function inventAlbum(random: Random, by: Artist, name: string, guests: Artist[], wellKnown: boolean): Track[] {
  const kind = wellKnown || random.chance(0.6) ? 'album' : random.chance(0.9) ? 'single' : 'compilation'
  const count = kind === 'single' ? random.between(1, 4) : random.between(8, 14)
  const titles = new Set<string>(wellKnown ? ['Midnight River'] : kind === 'single' ? [name] : [])
  while (titles.size < count) titles.add(`${random.pick(adjectives)} ${random.pick(nouns)}`)
  const year = random.chance(0.05) ? 2026 : random.between(1968, 2026)
  const day = `-${two(random.between(1, year === 2026 ? 11 : 12))}-${two(random.between(1, year === 2026 ? 20 : 28))}`
  const releaseDate = year < 1980 ? String(year) : `${year}${day}`
  const copyright = `${year} ${by.name} Recordings, under exclusive license to ${random.pick(middles)} Street Music`
  const made = albumTracks({ name, artists: [by], kind, releaseDate, copyright }, [...titles])
  return made.map((one) => {
    const artists = random.chance(0.3) ? [by, ...random.sample(guests, random.between(1, 2))] : [by]
    const durationMs = random.between(128_000, 342_000) + random.between(0, 999)
    return track({ ...one, artists, durationMs, explicit: random.chance(0.12), playable: !random.chance(0.01) })
  })
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
