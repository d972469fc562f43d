import { silentLog } from '../../src/config/logging.ts'
import { createHistory } from '../../src/history/history.ts'
import { track } from '../fake-spotify/builders.ts'
import type { World } from '../fake-spotify/types.ts'
import type { Product } from '../product.ts'
import { extendedRow, noTrack } from './rows.ts'

/** What may differ from a play of three minutes and twenty seconds to its end. `minutes`: how long it was heard. */
type More = { minutes?: number; skipped?: boolean; private?: boolean }

/**
 * A row of Wanda's extended streaming history: a song of the fake Spotify, under the id that it has there.
 *
 * @param startedAt ISO 8601: when it began
 */
export function heard(song: Parameters<typeof track>[0], startedAt: string, more: More = {}): Record<string, unknown> {
  const { id, name, artists, album } = track(song)
  return extendedRow({
    ...times(startedAt, more),
    master_metadata_track_name: name,
    master_metadata_album_artist_name: artists[0]?.name,
    master_metadata_album_album_name: album.name,
    spotify_track_uri: `spotify:track:${id}`,
  })
}

/** Every song of a world, heard in the morning of one day after the other; the last on 20 November 2026. */
export function heardIn({ tracks }: Pick<World, 'tracks'>): Record<string, unknown>[] {
  const lastDay = Date.UTC(2026, 10, 20, 8)
  return tracks.map((song, index) => heard(song, new Date(lastDay - (tracks.length - 1 - index) * 86_400_000).toISOString()))
}

/** The same of an episode. Its URI follows from its name. */
export function heardEpisode(name: string, show: string, startedAt: string, more: More = {}): Record<string, unknown> {
  const id = Buffer.from(name.padEnd(22, '0')).toString('hex').slice(0, 22)
  return extendedRow({
    ...noTrack,
    ...times(startedAt, more),
    episode_name: name,
    episode_show_name: show,
    spotify_episode_uri: `spotify:episode:${id}`,
  })
}

function times(startedAt: string, { minutes = 10 / 3, skipped = false, private: inPrivate = false }: More) {
  const start = Date.parse(startedAt)
  const ms = Math.round(minutes * 60_000)
  return {
    ts: `${new Date(start + ms).toISOString().slice(0, 19)}Z`,
    ms_played: ms,
    offline_timestamp: start / 1_000,
    reason_end: skipped ? 'fwdbtn' : 'trackdone',
    skipped,
    incognito_mode: inPrivate,
  }
}

/** What Spotify's list of recent plays told Tonearm of some time ago. @param playedAt ISO 8601 */
export async function heardFromList(
  { paths, spotify }: Pick<Product, 'paths' | 'spotify'>,
  songs: { song: Parameters<typeof track>[0]; playedAt: string }[],
): Promise<void> {
  const history = createHistory({ file: paths.history, log: silentLog })
  const plays = songs.map(({ song, playedAt }) => {
    const { id, name, artists, album, isrc } = track(song)
    const names = artists.map((artist) => artist.name)
    const known = { name, artists: names, album: album.name, albumArtist: album.artists[0]?.name ?? null, isrc: isrc ?? null }
    return { uri: `spotify:track:${id}`, playedAt: Date.parse(playedAt), ...known, context: null }
  })
  const at = Math.max(...plays.map(({ playedAt }) => playedAt))
  await history.collect({ account: spotify.world.user.accountId, plays, pauses: [], at })
  await history.close()
}
