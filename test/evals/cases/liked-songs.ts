import { doesNotTell, nothingChanged, player, playlistHas, tells } from '../checks.ts'
import { call, type EvalCase } from '../eval-case.ts'

const likedSongPlays = player(
  'a Liked Song plays',
  ({ item, isPlaying }, { savedTracks }) => isPlaying && savedTracks.some((saved) => saved.item.id === item?.id),
)

/** The Liked Songs, which people treat as one more playlist. */
export const likedSongs: EvalCase[] = [
  {
    name: 'play the Liked Songs shuffled',
    language: 'English',
    says: 'shuffle my liked songs',
    script: [call('play', { what: 'Liked Songs', shuffle: true })],
    checks: [likedSongPlays, player('shuffle is on', ({ shuffle }) => shuffle)],
    within: { calls: 2, tokens: 200 },
  },
  {
    name: 'play the Liked Songs by their German name',
    language: 'German',
    says: 'Spiel meine Lieblingssongs',
    script: [call('play', { what: 'Lieblingssongs' })],
    checks: [likedSongPlays],
    within: { calls: 2, tokens: 200 },
  },
  {
    name: 'make a playlist of the Liked Songs',
    language: 'Spanish',
    says: 'crea una lista "Favoritas" con todas mis canciones que me gustan',
    script: [call('create_playlist', { name: 'Favoritas', items: ['Liked Songs'] })],
    checks: [
      playlistHas('Favoritas', [
        'Harbor Lights',
        'Über den Dächern',
        'Noche de Lluvia',
        'Midnight River',
        'Loud Mouth',
        'Paper Moon',
        'Crimson Chorus',
        'Kalter Kaffee',
      ]),
    ],
    within: { calls: 3, tokens: 200 },
  },
  {
    name: 'compare a playlist with the Liked Songs',
    language: 'English',
    says: 'which songs in Morning Coffee havent I liked yet?',
    script: [call('compare_playlists', { a: 'Morning Coffee', b: 'Liked Songs', want: 'only_a' })],
    checks: [tells('Blue Juniper'), tells('Slow Ferry'), doesNotTell('Noche de Lluvia'), nothingChanged],
    within: { calls: 2, tokens: 250 },
  },
]
