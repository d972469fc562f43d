import { noPlaylist, nothingChanged, playlistHas, playlistIs, playlistWhere } from '../checks.ts'
import { call, type EvalCase } from '../eval-case.ts'
import { idOf } from '../from-answers.ts'
import { workoutTitles } from '../world.ts'

/** Cleaning up in playlists by what the songs are, not by where they stand. */
export const tidying: EvalCase[] = [
  {
    name: 'remove other releases of the same song',
    language: 'English',
    says: "Old Favourites has songs in there that are the same just remastered, keep one of each. don't ask",
    thenSays: 'Yes.',
    script: [
      call('edit_playlist', { playlist: 'Old Favourites', remove: { duplicates: 'recording' }, dry_run: true }),
      call('edit_playlist', { playlist: 'Old Favourites', remove: { duplicates: 'recording' } }),
    ],
    checks: [playlistIs('Old Favourites', ['Night Train', 'Paper Moon', 'Static Heart'])],
    within: { calls: 4, tokens: 500 },
  },
  {
    name: 'remove what somebody else added',
    language: 'Spanish',
    says: 'quita de Party Mix todo lo que añadió Otto',
    thenSays: 'Sí.',
    // Spotify tells apps the user names of those who added something, not what they call themselves.
    script: [
      call('get_playlist_items', { playlist: 'Party Mix', full: true }),
      call('edit_playlist', { playlist: 'Party Mix', remove: { added_by: 'otto' } }),
    ],
    checks: [playlistIs('Party Mix', ['Yellow Umbrella', 'Midnight River'])],
    within: { calls: 4, tokens: 700 },
  },
  {
    name: 'remove explicit songs',
    language: 'English',
    says: 'kids are coming: take the explicit songs out of Party Mix',
    thenSays: 'Yes.',
    script: [call('edit_playlist', { playlist: 'Party Mix', remove: { explicit: true } })],
    checks: [playlistIs('Party Mix', ['Yellow Umbrella', 'Midnight River', 'Rain Check'])],
    within: { calls: 4, tokens: 300 },
  },
  {
    name: 'put a playlist in a random order',
    language: 'German',
    says: 'misch die Reihenfolge von Workout einmal durch, dauerhaft',
    thenSays: 'Ja.',
    script: [call('edit_playlist', { playlist: 'Workout', sort: { by: 'random' } })],
    checks: [
      playlistHas('Workout', workoutTitles),
      playlistWhere('Workout', 'is in another order', ({ rows }) => rows.some(({ item }, index) => item?.name !== workoutTitles[index])),
    ],
    within: { calls: 3, tokens: 500 },
  },
  {
    name: 'sort a playlist by album and then by title',
    language: 'English',
    says: 'sort Old Favourites by album, within the album by title',
    script: [call('edit_playlist', { playlist: 'Old Favourites', sort: { by: ['album', 'title'] } })],
    checks: [playlistIs('Old Favourites', ['Night Train', 'Paper Moon', 'Static Heart', 'Night Train - 2009 Remaster'])],
    within: { calls: 3, tokens: 300 },
  },
  {
    name: 'change a playlist whose name is written wrongly',
    language: 'English',
    says: 'rename mornin cofee to Slow Start',
    thenSays: 'Yes, that one.',
    script: [
      call('edit_playlist', { playlist: 'mornin cofee', rename: 'Slow Start' }),
      call('edit_playlist', { playlist: idOf('Morning Coffee'), rename: 'Slow Start' }),
    ],
    checks: [noPlaylist('Morning Coffee'), playlistWhere('Slow Start', 'has its songs', ({ rows }) => rows.length === 4)],
    within: { calls: 4, tokens: 300 },
  },
  {
    name: 'change no playlist by a part of its name',
    language: 'English',
    says: 'delete all songs in the playlist "hough"',
    script: [call('edit_playlist', { playlist: 'hough', replace: [] })],
    checks: [nothingChanged, playlistIs('Private Thoughts', ['Sudden Whisper', 'Paper Moon'])],
    within: { calls: 3, tokens: 300 },
  },
]
