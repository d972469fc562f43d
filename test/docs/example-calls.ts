import { uriOf } from '../../src/spotify/items.ts'
import type { Playlist, World } from '../fake-spotify/types.ts'

/** One sensible call of every tool in a world with music, a library and an active device: parameters by the tool's name. */
export function exampleCalls(world: World): Record<string, Record<string, unknown>> {
  const [track, otherTrack] = world.tracks
  const saved = world.savedTracks[0]?.item
  const playlists = world.playlists.filter((playlist): playlist is Playlist => playlist?.owner.id === world.user.id)
  const [playlist, otherPlaylist] = playlists
  if (!track || !otherTrack || !saved || !playlist || !otherPlaylist) throw new Error('The world has too little in it')
  return {
    search_tracks: { query: track.name, limit: 3 },
    search_catalog: { query: track.artists[0]?.name, types: ['album', 'artist'], limit: 3 },
    get_item: { item: uriOf(track.album) },
    get_user_profile: {},
    get_user_playlists: { limit: 5 },
    get_user_top_artists: { limit: 5 },
    get_user_top_tracks: { limit: 5 },
    get_recently_played: { limit: 5 },
    count_plays: { what: track.name },
    find_plays: { text: track.name },
    get_whats_new: { since: '2026-10-01' },
    get_playlist_items: { playlist: uriOf(playlist), limit: 5 },
    get_library: { kind: 'tracks', limit: 5 },
    find_in_library: { query: saved.name, limit: 3 },
    get_playback: { include: ['devices', 'queue'] },
    play: { what: uriOf(track) },
    control_playback: { action: 'pause' },
    queue_items: { items: [uriOf(track), uriOf(otherTrack)] },
    create_playlist: { name: 'Rainy Sunday', items: [uriOf(track), uriOf(otherTrack)] },
    edit_playlist: { playlist: uriOf(playlist), remove: { positions: [2, 3] }, dry_run: true },
    edit_library: { save: [uriOf(track)], dry_run: true },
    export_list: { list: uriOf(playlist) },
    undo_change: {},
    compare_playlists: { a: uriOf(playlist), b: uriOf(otherPlaylist), want: 'overlap' },
    match_tracks: { lines: [`${track.artists[0]?.name} - ${track.name}`, 'Nobody - Nothing'] },
  }
}
