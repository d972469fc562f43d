import { images, isrc, playlistImages, spotifyId, upc } from './catalog/ids.ts'
import type {
  Album,
  Artist,
  Audiobook,
  Chapter,
  Device,
  Episode,
  LocalTrack,
  Person,
  Play,
  Playable,
  Playlist,
  Row,
  Show,
  Track,
  World,
} from './types.ts'

/** Everything that a builder leaves open has a sensible default; ids come from the names, so the same call gives the same item. */
type Options<Item, Own> = Own & Partial<Omit<Item, keyof Own | 'type'>>

/** The name of the user of every world, unless a test says otherwise. */
const listener: Person = { id: 'wanda.listens', displayName: 'Wanda' }

/** An artist by name. */
export function artist(from: string | Artist | Options<Artist, { name: string }>): Artist {
  if (typeof from === 'object' && 'type' in from) return from
  const { name, ...rest } = typeof from === 'string' ? { name: from } : from
  const id = spotifyId(`artist:${name}`)
  return { type: 'artist', id, name, genres: [], images: images('artist', id), ...rest }
}

/** An album by name; artists may be given by name. */
export function album(from: string | Album | Options<Album, { name: string; artists?: (string | Artist)[] }>): Album {
  if (typeof from === 'object' && 'type' in from) return from
  const { name, artists: by, ...rest } = typeof from === 'string' ? { name: from } : from
  const artists = (by ?? ['Golden Static']).map(artist)
  const id = spotifyId(`album:${name}|${artists.map((one) => one.name).join('|')}`)
  const copyright = `2024 ${artists[0]?.name ?? name} Recordings`
  const fixed = { kind: 'album' as const, releaseDate: '2024-03-15', totalTracks: 1 }
  return { type: 'album', id, name, artists, ...fixed, images: images('album', id), upc: upc(id), copyright, ...rest }
}

/** A track by name; artists and album may be given by name. Two tracks of one name differ if their artists or albums do. */
export function track(
  from: string | Track | Options<Track, { name: string; artists?: (string | Artist)[]; album?: string | Album }>,
): Track {
  if (typeof from === 'object' && 'type' in from) return from
  const { name, artists: by, album: on, ...rest } = typeof from === 'string' ? { name: from } : from
  const artists = (by ?? (typeof on === 'object' ? on.artists : ['Golden Static'])).map(artist)
  const its = typeof on === 'object' ? on : album({ name: on ?? name, artists: artists.slice(0, 1), kind: on ? 'album' : 'single' })
  const id = spotifyId(`track:${name}|${artists.map((one) => one.name).join('|')}|${its.name}`)
  const fixed = { durationMs: 215_000, explicit: false, discNumber: 1, trackNumber: 1, playable: true }
  return { type: 'track', id, name, artists, album: its, ...fixed, isrc: isrc(id), ...rest }
}

/** A whole album: its tracks in order, with one album object that knows their number. */
export function albumTracks(from: Parameters<typeof album>[0], names: string[]): Track[] {
  const its = { ...album(from), totalTracks: names.length }
  return names.map((name, index) => track({ name, album: its, trackNumber: index + 1 }))
}

/** A local file, as it stands in playlists only. */
export function localTrack(name: string, rest: Partial<Omit<LocalTrack, 'type' | 'name'>> = {}): LocalTrack {
  return { type: 'local', name, artist: 'Home Recording', album: 'Tapes', durationMs: 180_000, ...rest }
}

/** A podcast by name. */
export function show(from: string | Show | Options<Show, { name: string }>): Show {
  if (typeof from === 'object' && 'type' in from) return from
  const { name, ...rest } = typeof from === 'string' ? { name: from } : from
  const id = spotifyId(`show:${name}`)
  const description = `${name}: conversations about the things between the things.`
  return { type: 'show', id, name, description, explicit: false, languages: ['en'], images: images('show', id), ...rest }
}

/** An episode by name; its show may be given by name. */
export function episode(from: string | Episode | Options<Episode, { name: string; show?: string | Show }>): Episode {
  if (typeof from === 'object' && 'type' in from) return from
  const { name, show: of, ...rest } = typeof from === 'string' ? { name: from } : from
  const its = show(of ?? 'Small Hours Radio')
  const id = spotifyId(`episode:${name}|${its.name}`)
  const description = `In this episode: ${name}.`
  const fixed = { durationMs: 2_640_000, releaseDate: '2026-10-02', explicit: false, resumePositionMs: 0, fullyPlayed: false }
  return { type: 'episode', id, name, show: its, description, ...fixed, images: its.images, ...rest }
}

/** An audiobook by name. */
export function audiobook(from: string | Audiobook | Options<Audiobook, { name: string }>): Audiobook {
  if (typeof from === 'object' && 'type' in from) return from
  const { name, ...rest } = typeof from === 'string' ? { name: from } : from
  const id = spotifyId(`audiobook:${name}`)
  const fixed = { authors: ['Ada Fenwick'], narrators: ['Tom Alder'], edition: 'Unabridged', explicit: false, languages: ['English'] }
  return { type: 'audiobook', id, name, description: `${name}, read aloud.`, ...fixed, images: images('show', id), ...rest }
}

/** A chapter of an audiobook, counted from 0 as Spotify does. */
export function chapter(of: Audiobook, number: number, rest: Partial<Omit<Chapter, 'type'>> = {}): Chapter {
  const name = `Chapter ${number + 1}`
  const fixed = { description: '', durationMs: 1_500_000, releaseDate: '2025-05-06', resumePositionMs: 0, fullyPlayed: false }
  return { type: 'chapter', id: spotifyId(`chapter:${of.id}:${number}`), name, audiobook: of, number, ...fixed, ...rest }
}

/** What `playlist()` takes as a row: a name stands for `track(name)`, null for an item that is no longer available. */
export type RowLike = string | Playable | LocalTrack | null | Row

/** One row of a playlist, added by the user on 1 June 2026. */
export function row(from: RowLike): Row {
  if (from !== null && typeof from === 'object' && 'item' in from) return from
  return { item: typeof from === 'string' ? track(from) : from, addedAt: '2026-06-01T12:00:00Z', addedBy: { ...listener } }
}

/** A playlist of the user's own, public and not collaborative unless told otherwise. */
export function playlist(from: string | Options<Playlist, { name: string; rows?: RowLike[] }>): Playlist {
  const { name, rows = [], ...rest } = typeof from === 'string' ? { name: from } : from
  const owner = rest.owner ?? { ...listener }
  const id = spotifyId(`playlist:${name}|${owner.id}`)
  const fixed = { description: '', public: true, collaborative: false, followers: 0, version: 1 }
  return { type: 'playlist', id, name, ...fixed, owner, images: playlistImages(id), rows: rows.map(row), ...rest }
}

/** One play in the recently played list. @param playedAt ISO 8601, e.g. `2026-03-29T00:59:00Z` */
export function play(what: string | Track, playedAt: string, contextUri: string | null = null): Play {
  return { track: track(what), playedAt: new Date(playedAt).toISOString(), contextUri }
}

/** A Connect device by name. */
export function device(name: string, rest: Partial<Omit<Device, 'name'>> = {}): Device {
  const id = spotifyId(`device:${name}`) + spotifyId(`device2:${name}`).slice(0, 18)
  const fixed = { kind: 'Computer' as const, restricted: false, privateSession: false, supportsVolume: true, volumePercent: 60 }
  return { id, name, ...fixed, ...rest }
}

/** A world with a user and nothing else: no music, no lists, no devices. Tests add what they are about. */
export function emptyWorld(): World {
  const nothing = <Item>() => ({ short_term: [] as Item[], medium_term: [] as Item[], long_term: [] as Item[] })
  return {
    user: { ...listener, accountId: spotifyId('account:wanda'), images: [], premium: true },
    artists: [],
    albums: [],
    tracks: [],
    shows: [],
    episodes: [],
    audiobooks: [],
    chapters: [],
    playlists: [],
    otherPlaylists: [],
    savedTracks: [],
    savedAlbums: [],
    savedShows: [],
    savedEpisodes: [],
    savedAudiobooks: [],
    followedArtists: [],
    followedUsers: [],
    topTracks: nothing<Track>(),
    topArtists: nothing<Artist>(),
    recentPlays: [],
    devices: [],
    player: {
      deviceId: null,
      item: null,
      context: null,
      isPlaying: false,
      progressMs: 0,
      since: 0,
      shuffle: false,
      repeat: 'off',
      queue: [],
      upcoming: [],
      past: [],
      commandDelayMs: 150,
      commandAnswer: 'text',
    },
  }
}
