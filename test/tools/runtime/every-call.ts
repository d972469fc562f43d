import { uriOf } from '../../../src/spotify/items.ts'
import { exampleCalls } from '../../docs/example-calls.ts'
import type { Playlist, World } from '../../fake-spotify/types.ts'

/** One call: the tool's name and its parameters. */
export type Call = [tool: string, parameters: Record<string, unknown>]

/** Calls that together make every tool show everything it can. Those that change something come last. */
export function everyCall(world: World): Call[] {
  const [track] = world.tracks
  const [playlist, otherPlaylist, foreign] = world.playlists.filter((one): one is Playlist => one !== null)
  const [show, episode, audiobook, device] = [world.shows[0], world.episodes[0], world.audiobooks[0], world.devices[1]]
  const artist = track?.artists[0]
  if (!track || !artist || !playlist || !otherPlaylist || !foreign || !show || !episode || !audiobook || !device)
    throw new Error('too little')
  const kinds = ['tracks', 'albums', 'artists', 'shows', 'episodes', 'audiobooks']
  const full = { full: true }
  return [
    ...Object.entries(exampleCalls(world)).filter(([tool]) => !changing.includes(tool)),
    ['search_catalog', { query: 'river', types: ['album', 'artist', 'playlist', 'show', 'episode', 'audiobook'] }],
    ['search_tracks', { query: 'zzz' }],
    ...[track.album.name, artist.name, uriOf(track), 'zzz'].map((what): Call => ['count_plays', { what }]),
    ['count_plays', { what: uriOf(track.album), from: '2020' }],
    ['find_plays', { limit: 2 }],
    ['find_plays', { text: 'zzz', from: 'last summer' }],
    ['get_recently_played', { limit: 100 }],
    ...[track, track.album, artist, playlist, foreign, show, episode, audiobook].flatMap((item): Call[] => [
      ['get_item', { item: uriOf(item) }],
      ['get_item', { item: uriOf(item), ...full }],
    ]),
    ['get_user_playlists', { filter: 'river' }],
    ['get_user_playlists', full],
    ['get_recently_played', { after: '2026-11-22', before: '2026-11-23' }],
    ['get_playlist_items', { playlist: uriOf(playlist), ...full }],
    ['get_playlist_items', { playlist: uriOf(playlist), filter: 'river' }],
    ...['artist', 'album', 'decade', 'year'].flatMap((group_by): Call[] => [
      ['get_playlist_items', { playlist: uriOf(playlist), group_by }],
      ['get_library', { kind: 'tracks', group_by }],
    ]),
    ['get_playlist_items', { playlist: uriOf(playlist), since: '2026-01-01', until: '2026-12-31', added_by: 'me', explicit: false }],
    ['get_library', { kind: 'albums', year: '2020s' }],
    ...kinds.flatMap((kind): Call[] => [
      ['get_library', { kind, ...full }],
      ['get_library', { kind, filter: 'river' }],
    ]),
    ['find_in_library', { query: 'river' }],
    ['find_in_library', { items: [uriOf(track), uriOf(foreign)] }],
    ...['overlap', 'only_a', 'only_b', 'similarity'].map(
      (want): Call => ['compare_playlists', { a: uriOf(playlist), b: uriOf(otherPlaylist), want }],
    ),
    ['get_playlist_items', { playlist: 'Liked Songs' }],
    ['compare_playlists', { a: uriOf(playlist), b: 'Liked Songs', want: 'overlap' }],
    ['edit_playlist', { playlist: uriOf(playlist), remove: { unavailable: true, duplicates: true }, dry_run: true }],
    ['edit_playlist', { playlist: uriOf(playlist), add: [{ items: [uriOf(otherPlaylist)] }], dry_run: true }],
    ['edit_playlist', { playlist: 'Liked Songs', add: [{ items: [uriOf(playlist)] }], remove: { positions: [2] }, dry_run: true }],
    ['edit_playlist', { playlist: uriOf(playlist), remove: { filter: 'river', since: '2026-01-01' }, dry_run: true }],
    ['edit_playlist', { playlist: uriOf(playlist), sort: { by: ['artist', 'random'] }, dry_run: true }],
    ['edit_library', { remove: [uriOf(track), uriOf(artist)], dry_run: true }],
    ...Object.entries(exampleCalls(world)).filter(([tool]) => changing.includes(tool)),
    ['play', { what: uriOf(playlist) }],
    ['play', { what: 'river' }],
    ['play', { what: [uriOf(track), uriOf(track.album)] }],
    ['play', { what: 'Liked Songs' }],
    ['get_playback', {}],
    ['queue_items', { items: [uriOf(show), 'Liked Songs'] }],
    ['create_playlist', { name: 'River', items: [uriOf(playlist), uriOf(track.album), 'Liked Songs'], minutes: 20, collaborative: true }],
    ['control_playback', { action: 'next' }],
    ['control_playback', { action: 'volume', value: '30' }],
    ['control_playback', { action: 'transfer', value: device.id }],
    ['edit_playlist', { playlist: uriOf(otherPlaylist), remove: { items: [uriOf(track)] } }],
    ['edit_library', { remove: [uriOf(track)] }],
    ['undo_change', {}],
    ['export_list', { list: uriOf(playlist) }],
    ...[
      'Liked Songs',
      'saved albums',
      'saved shows',
      'saved episodes',
      'saved audiobooks',
      'followed artists',
      'top tracks',
      'top artists',
    ].map((list): Call => ['export_list', { list, format: 'm3u8' }]),
  ]
}

const changing = [
  'play',
  'control_playback',
  'queue_items',
  'create_playlist',
  'edit_playlist',
  'edit_library',
  'undo_change',
  'export_list',
]
