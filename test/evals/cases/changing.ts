import { row } from '../../fake-spotify/builders.ts'
import { follows, liked, noPlaylist, nothingChanged, playlistHas, playlistIs, playlistWhere, tells } from '../checks.ts'
import { call, type EvalCase } from '../eval-case.ts'
import { idOf, receipt } from '../from-answers.ts'
import { workoutTitles } from '../world.ts'

const roadTrip = ['Night Train', 'Harbor Lights', 'Midnight River', 'Night Train', 'Rising Wolf', 'Loud Mouth', 'Garage Tape', null]

/** Making and changing lists, and taking it back. */
export const changing: EvalCase[] = [
  {
    name: 'make a playlist of some songs',
    language: 'English',
    says: 'Make a playlist called Rainy Sunday with Paper Moon by Velvet Rivers and Blue Juniper by Golden Static',
    script: [
      call('match_tracks', { lines: ['Velvet Rivers - Paper Moon', 'Golden Static - Blue Juniper'] }),
      call('create_playlist', { name: 'Rainy Sunday', items: [idOf('Paper Moon'), idOf('Blue Juniper')] }),
    ],
    checks: [
      playlistIs('Rainy Sunday', ['Paper Moon', 'Blue Juniper']),
      playlistWhere('Rainy Sunday', 'is private', (list) => !list.public),
    ],
    within: { calls: 4, tokens: 350 },
  },
  {
    name: 'make a playlist of a written list',
    language: 'German',
    says: 'Mach eine Playlist "Abend" aus: Kalter Kaffee – Die Nachtvögel / Straße am Meer (Die Nachtvögel) / Static Heart, Velvet Rivers',
    script: [
      call('match_tracks', {
        lines: ['Kalter Kaffee – Die Nachtvögel', 'Straße am Meer (Die Nachtvögel)', 'Static Heart, Velvet Rivers'],
      }),
      call('create_playlist', { name: 'Abend', items: [idOf('Kalter Kaffee'), idOf('Straße am Meer'), idOf('Static Heart')] }),
    ],
    checks: [playlistHas('Abend', ['Kalter Kaffee', 'Straße am Meer', 'Static Heart'])],
    within: { calls: 3, tokens: 400 },
  },
  {
    name: 'add a song to a playlist',
    language: 'English',
    says: 'add paper moon (velvet rivers) to morning coffee',
    script: [
      call('search_tracks', { query: 'Paper Moon Velvet Rivers' }),
      call('edit_playlist', { playlist: 'Morning Coffee', add: [{ items: [idOf('Paper Moon')] }] }),
    ],
    checks: [playlistIs('Morning Coffee', ['Blue Juniper', 'Slow Ferry', 'Kalter Kaffee', 'Noche de Lluvia', 'Paper Moon'])],
    within: { calls: 3, tokens: 250 },
  },
  {
    name: 'remove a song from a playlist',
    language: 'Spanish',
    says: 'quita Slow Ferry de Morning Coffee',
    script: [
      call('get_playlist_items', { playlist: 'Morning Coffee', filter: 'Slow Ferry' }),
      call('edit_playlist', { playlist: 'Morning Coffee', remove: { items: [idOf('Slow Ferry')] } }),
    ],
    checks: [playlistIs('Morning Coffee', ['Blue Juniper', 'Kalter Kaffee', 'Noche de Lluvia'])],
    within: { calls: 4, tokens: 250 },
  },
  {
    name: 'remove what is in a playlist twice',
    language: 'English',
    says: 'get rid of the duplicates in Road Trip, show me first',
    thenSays: 'Yes, go ahead.',
    script: [
      call('edit_playlist', { playlist: 'Road Trip', remove: { duplicates: true }, dry_run: true }),
      call('edit_playlist', { playlist: 'Road Trip', remove: { duplicates: true } }),
    ],
    checks: [
      playlistIs(
        'Road Trip',
        roadTrip.filter((_, index) => index !== 3),
      ),
    ],
    within: { calls: 4, tokens: 500 },
  },
  {
    name: 'remove what no longer plays',
    language: 'German',
    says: 'Lösch aus Morning Coffee die Titel, die es nicht mehr gibt',
    thenSays: 'Ja.',
    prepare: (world) => void world.playlists[0]?.rows.splice(2, 0, row(null)),
    script: [call('edit_playlist', { playlist: 'Morning Coffee', remove: { unavailable: true } })],
    checks: [playlistIs('Morning Coffee', ['Blue Juniper', 'Slow Ferry', 'Kalter Kaffee', 'Noche de Lluvia'])],
    within: { calls: 4, tokens: 400 },
  },
  {
    name: 'preview a change and leave it',
    language: 'English',
    says: 'what would happen if I sorted Morning Coffee by artist? dont change it',
    script: [call('edit_playlist', { playlist: 'Morning Coffee', sort: { by: 'artist' }, dry_run: true })],
    checks: [tells('Kalter Kaffee'), nothingChanged],
    within: { calls: 3, tokens: 250 },
  },
  {
    name: 'move a song to the top',
    language: 'English',
    says: 'put kalter kaffee first in Morning Coffee',
    script: [
      call('get_playlist_items', { playlist: 'Morning Coffee' }),
      call('edit_playlist', { playlist: 'Morning Coffee', move: { from: 3, to: 1 } }),
    ],
    checks: [playlistIs('Morning Coffee', ['Kalter Kaffee', 'Blue Juniper', 'Slow Ferry', 'Noche de Lluvia'])],
    within: { calls: 3, tokens: 300 },
  },
  {
    name: 'sort a playlist',
    language: 'German',
    says: 'sortiere Morning Coffee nach Titel',
    script: [call('edit_playlist', { playlist: 'Morning Coffee', sort: { by: 'title' } })],
    checks: [playlistIs('Morning Coffee', ['Blue Juniper', 'Kalter Kaffee', 'Noche de Lluvia', 'Slow Ferry'])],
    within: { calls: 3, tokens: 250 },
  },
  {
    name: 'rename a playlist and hide it',
    language: 'English',
    says: 'Rename Morning Coffee to Slow Start and make it private',
    script: [call('edit_playlist', { playlist: 'Morning Coffee', rename: 'Slow Start', public: false })],
    checks: [
      noPlaylist('Morning Coffee'),
      playlistWhere('Slow Start', 'is private', (list) => !list.public),
      playlistWhere('Slow Start', 'has its songs', ({ rows }) => rows.length === 4),
    ],
    within: { calls: 3, tokens: 150 },
  },
  {
    name: 'replace the songs of a playlist',
    language: 'English',
    says: 'Empty Private Thoughts and put just Frozen Pier by Golden Static in',
    thenSays: 'Yes.',
    script: [
      call('search_tracks', { query: 'Frozen Pier Golden Static' }),
      call('edit_playlist', { playlist: 'Private Thoughts', replace: [idOf('Frozen Pier')] }),
    ],
    checks: [playlistIs('Private Thoughts', ['Frozen Pier'])],
    within: { calls: 5, tokens: 300 },
  },
  {
    name: 'like the song that plays',
    language: 'Spanish',
    says: 'me encanta esta, guárdala',
    script: [call('get_playback'), call('edit_library', { save: [idOf('Sudden Whisper')] })],
    checks: [liked('Sudden Whisper')],
    within: { calls: 3, tokens: 200 },
  },
  {
    name: 'take a song out of the Liked Songs',
    language: 'English',
    says: 'unlike Loud Mouth',
    script: [call('get_library', { kind: 'tracks', filter: 'Loud Mouth' }), call('edit_library', { remove: [idOf('Loud Mouth')] })],
    checks: [liked('Loud Mouth', false), liked('Paper Moon')],
    within: { calls: 3, tokens: 200 },
  },
  {
    name: 'follow an artist',
    language: 'German',
    says: 'Folge bitte Los Faroles',
    script: [call('search_catalog', { query: 'Los Faroles', types: ['artist'] }), call('edit_library', { save: [idOf('Los Faroles')] })],
    checks: [follows('Los Faroles')],
    within: { calls: 3, tokens: 200 },
  },
  {
    name: 'delete a long playlist after a preview',
    language: 'English',
    says: 'delete my Workout playlist',
    thenSays: 'Yes, delete it.',
    script: [
      call('get_user_playlists', { filter: 'Workout' }),
      call('edit_library', { remove: [idOf('Workout')], dry_run: true }),
      call('edit_library', { remove: [idOf('Workout')] }),
    ],
    checks: [noPlaylist('Workout'), playlistWhere('Morning Coffee', 'is still there', ({ rows }) => rows.length === 4)],
    within: { calls: 4, tokens: 300 },
  },
  {
    name: 'undo the latest change',
    language: 'German',
    says: 'Benenne Workout in Sport um. Ach nein, mach das wieder rückgängig.',
    script: [call('edit_playlist', { playlist: 'Workout', rename: 'Sport' }), call('undo_change', { receipt })],
    checks: [playlistIs('Workout', workoutTitles), noPlaylist('Sport'), tells('Workout', 'undone', 'rückgängig')],
    within: { calls: 4, tokens: 300 },
  },
  {
    name: 'find and undo a change from before',
    language: 'English',
    says: 'I liked Rain Check by mistake? Like it, then look at the list of changes and take that one back.',
    script: [
      call('search_tracks', { query: 'Rain Check' }),
      call('edit_library', { save: [idOf('Rain Check')] }),
      call('undo_change'),
      call('undo_change', { receipt }),
    ],
    checks: [liked('Rain Check', false), tells('Rain Check', 'undone', 'took', 'removed')],
    within: { calls: 5, tokens: 400 },
  },
]
