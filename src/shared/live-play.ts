/** A play as Spotify's list of recent plays has it. `playedAt` is about its end, in milliseconds since the epoch. How long it was heard is not told. */
export type LivePlay = {
  uri: string
  playedAt: number
  name: string
  artists: string[]
  album: string | null
  albumArtist: string | null
  /** Of the recording (https://isrc.ifpi.org). */
  isrc: string | null
  /** The URI of the playlist, album or artist from which it was played. */
  context: string | null
}
