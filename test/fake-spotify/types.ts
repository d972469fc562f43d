/** What Spotify stores, in our own words: the world of the fake. Rendering to Spotify's JSON happens in `api/json-*.ts`. */
export type Image = { url: string; width: number | null; height: number | null }

export type Artist = { type: 'artist'; id: string; name: string; genres: string[]; images: Image[] }

/** `releaseDate` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; Spotify's `release_date_precision` follows from its length. */
export type Album = {
  type: 'album'
  id: string
  name: string
  artists: Artist[]
  kind: 'album' | 'single' | 'compilation'
  releaseDate: string
  totalTracks: number
  images: Image[]
  upc: string
  copyright: string
}

export type Track = {
  type: 'track'
  id: string
  name: string
  artists: Artist[]
  album: Album
  durationMs: number
  explicit: boolean
  discNumber: number
  trackNumber: number
  isrc: string
  playable: boolean
}

/** A file of the user's own in a playlist: Spotify gives it no id, and `spotify:local:...` as its uri. */
export type LocalTrack = { type: 'local'; name: string; artist: string; album: string; durationMs: number }

export type Show = {
  type: 'show'
  id: string
  name: string
  description: string
  explicit: boolean
  languages: string[]
  images: Image[]
}

export type Episode = {
  type: 'episode'
  id: string
  name: string
  show: Show
  description: string
  durationMs: number
  releaseDate: string
  explicit: boolean
  images: Image[]
  resumePositionMs: number
  fullyPlayed: boolean
}

export type Audiobook = {
  type: 'audiobook'
  id: string
  name: string
  authors: string[]
  narrators: string[]
  description: string
  edition: string
  explicit: boolean
  languages: string[]
  images: Image[]
}

export type Chapter = {
  type: 'chapter'
  id: string
  name: string
  audiobook: Audiobook
  number: number
  description: string
  durationMs: number
  releaseDate: string
  resumePositionMs: number
  fullyPlayed: boolean
}

export type Person = { id: string; displayName: string | null }

/** The one user who can sign in. `premium: false` makes every player command answer PREMIUM_REQUIRED. */
export type User = Person & { accountId: string; images: Image[]; premium: boolean }

export type Playable = Track | Episode

/** One row of a playlist. `item: null` is a row whose item is no longer available. */
export type Row = { item: Playable | LocalTrack | null; addedAt: string | null; addedBy: Person | null }

/** `version` stands for the snapshot: raise it to play an edit made on another device (see `snapshotId` in playlist-edit.ts). */
export type Playlist = {
  type: 'playlist'
  id: string
  name: string
  description: string | null
  owner: Person
  public: boolean
  collaborative: boolean
  followers: number
  images: Image[]
  rows: Row[]
  version: number
}

export type Saved<Item> = { addedAt: string; item: Item }

/** `playedAt` is UTC in ISO 8601 with milliseconds, as Spotify sends it. */
export type Play = { track: Track; playedAt: string; contextUri: string | null }

export type Device = {
  id: string
  name: string
  kind: 'Computer' | 'Smartphone' | 'Speaker'
  restricted: boolean
  privateSession: boolean
  supportsVolume: boolean
  volumePercent: number
}

/**
 * What is playing, and how the fake's player behaves.
 *
 * `progressMs` was true at `since` (ms since the epoch; 0: when the fake started); while playing it grows with the clock.
 * `commandDelayMs`: commands are answered at once and take effect this much later (real milliseconds).
 * `commandAnswer`: 'text' is Spotify's real behaviour (200 and a short text that is not JSON), 'empty' is the documented 204.
 */
export type Player = {
  deviceId: string | null
  item: Playable | null
  context: { uri: string; items: Playable[] } | null
  isPlaying: boolean
  progressMs: number
  since: number
  shuffle: boolean
  repeat: 'off' | 'context' | 'track'
  queue: Playable[]
  upcoming: Playable[]
  past: Playable[]
  commandDelayMs: number
  commandAnswer: 'text' | 'empty'
}

export type TimeRange = 'short_term' | 'medium_term' | 'long_term'

/** Plain mutable data. `playlists` is the user's own list in its order (null: an entry Spotify cannot load); lists newest first. */
export type World = {
  user: User
  artists: Artist[]
  albums: Album[]
  tracks: Track[]
  shows: Show[]
  episodes: Episode[]
  audiobooks: Audiobook[]
  chapters: Chapter[]
  playlists: (Playlist | null)[]
  otherPlaylists: Playlist[]
  savedTracks: Saved<Track>[]
  savedAlbums: Saved<Album>[]
  savedShows: Saved<Show>[]
  savedEpisodes: Saved<Episode>[]
  savedAudiobooks: Saved<Audiobook>[]
  followedArtists: Artist[]
  followedUsers: string[]
  topTracks: Record<TimeRange, Track[]>
  topArtists: Record<TimeRange, Artist[]>
  recentPlays: Play[]
  devices: Device[]
  player: Player
}
