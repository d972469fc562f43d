import { localTrack, playlist, row, track } from '../builders.ts'
import type { Artist, Episode, Playlist, Row, Track } from '../types.ts'
import { hostileNames, unicodeNames } from './awkward-names.ts'
import { playlistImages, spotifyId } from './ids.ts'
import type { Random } from './random.ts'
import { adjectives, nouns } from './words.ts'

const friend = { id: 'otto_plays', displayName: 'Otto' }
const spotify = { id: 'spotify', displayName: 'Spotify' }

/**
 * The user's list of playlists, in their order, and some that exist without being in it.
 *
 * By name: 'Morning Coffee' (own), 'Everything Ever' (1,000 rows, with duplicates), 'Gaps and Tapes' (unavailable and local rows),
 * 'Many Tongues' (unicode), 'Bobby Tables' (hostile names), 'Road Trip' (collaborative), 'Otto Drives' (foreign), 'Private Thoughts',
 * 'Empty Shelf', 'Talk and Tunes' (episodes among tracks), and 'Daily Drift' of Spotify itself, whose 37i9... id no new app can read.
 */
export function inventPlaylists(random: Random, music: { tracks: Track[]; artists: Artist[] }, episodes: Episode[]) {
  const rows = (items: Row['item'][]): Row[] => items.map((item, index) => ({ ...row(item), addedAt: addedAt(index) }))
  const some = (count: number) => rows(random.sample(music.tracks, count))
  const everything = random.sample(music.tracks, 880)
  const own: Playlist[] = [
    playlist({ name: 'Morning Coffee', description: 'Slow starts only', rows: some(42) }),
    playlist({ name: 'Everything Ever', rows: rows([...everything, ...everything.slice(0, 90), ...everything.slice(0, 30)]) }),
    playlist({
      name: 'Gaps and Tapes',
      rows: rows([
        ...random.sample(music.tracks, 3),
        null,
        localTrack('Rehearsal 12', { artist: 'The Cellar', album: 'Demos 2019' }),
        ...random.sample(music.tracks, 2),
        null,
        null,
        localTrack("Grandma's waltz: take 2", { artist: '', album: '' }),
      ]),
    }),
    playlist({ name: 'Many Tongues 🌍', description: 'ünïcödé', rows: rows(unicodeNames.map((name) => awkward(name))) }),
    playlist({ name: 'Bobby Tables', description: hostileNames[11] ?? '', rows: rows(hostileNames.map((name) => awkward(name))) }),
    playlist({ name: 'Private Thoughts', public: false, rows: some(17) }),
    playlist({ name: 'Empty Shelf' }),
    playlist({ name: 'Talk and Tunes', rows: rows([...episodes.slice(0, 4), ...random.sample(music.tracks, 6)]) }),
    playlist({ name: 'Road Trip', public: false, collaborative: true, rows: some(64) }),
    playlist({ name: 'Flat Party', owner: friend, public: false, collaborative: true, rows: some(33) }),
  ]
  const more = Array.from({ length: 27 }, (_, index) => {
    const name = `${random.pick(adjectives)} ${random.pick(nouns)} ${index + 1}`
    return playlist({ name, public: random.chance(0.7), rows: some(random.between(5, 130)), images: playlistImages(name, index % 3 === 0) })
  })
  const foreign = Array.from({ length: 7 }, (_, index) =>
    playlist({ name: index ? `Otto's ${random.pick(nouns)} ${index}` : 'Otto Drives', owner: friend, rows: some(25), followers: 12 }),
  )
  const editorial = playlist({
    name: 'Daily Drift',
    owner: spotify,
    description: 'The calmest corner of your day.',
    followers: 1_204_331,
    rows: some(50),
    id: `37i9dQZF1${spotifyId('editorial').slice(0, 13)}`,
  })
  const others = Array.from({ length: 12 }, () =>
    playlist({
      name: `${random.pick(adjectives)} ${random.pick(nouns)} Mix`,
      owner: friend,
      rows: some(30),
      followers: random.between(1, 9_000),
    }),
  )
  return { playlists: [...own, ...more, ...foreign, editorial], otherPlaylists: others }
}

function awkward(name: string): Track {
  return track({ name, artists: [name], album: name })
}

function addedAt(index: number): string {
  return new Date(Date.UTC(2024, 0, 7, 18, 30) + index * 3_700_000).toISOString().replace('.000', '')
}
