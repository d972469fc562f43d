import { noErrors, nothingChanged, player, playlistHas, playlistIs, playlistWhere, plays, queued, tells } from '../checks.ts'
import { call, type EvalCase } from '../eval-case.ts'
import { type FromAnswers, idOf } from '../from-answers.ts'

/** Several ids in one text. */
const idsOf =
  (...titles: string[]): FromAnswers =>
  (answers) =>
    titles.map((title) => idOf(title)(answers)).join(',')

const roadTrip = ['Night Train', 'Harbor Lights', 'Midnight River', 'Night Train', 'Rising Wolf', 'Loud Mouth']

/** Whole albums and lists as what goes into a playlist, into the queue or into a file. */
export const filling: EvalCase[] = [
  {
    name: 'merge two playlists without doubles',
    language: 'English',
    says: 'merge Road Trip and Party Mix into a new playlist Weekend, no song twice pls',
    script: [
      call('get_user_playlists'),
      call('create_playlist', { name: 'Weekend', items: [idOf('Road Trip'), idOf('Party Mix')], skip_duplicates: true }),
    ],
    checks: [
      playlistHas('Weekend', [
        'Night Train',
        'Harbor Lights',
        'Midnight River',
        'Rising Wolf',
        'Loud Mouth',
        'Yellow Umbrella',
        'Rain Check',
      ]),
    ],
    within: { calls: 4, tokens: 400 },
  },
  {
    name: 'add the rest of an album to a playlist',
    language: 'German',
    says: 'Pack das Album Großstadtlichter in Morning Coffee, aber nichts doppelt',
    script: [
      call('search_catalog', { query: 'Großstadtlichter', types: ['album'] }),
      call('edit_playlist', { playlist: 'Morning Coffee', add: [{ items: [idOf('Großstadtlichter')] }], skip_duplicates: true }),
    ],
    checks: [
      playlistIs('Morning Coffee', [
        'Blue Juniper',
        'Slow Ferry',
        'Kalter Kaffee',
        'Noche de Lluvia',
        'Über den Dächern',
        'Straße am Meer',
      ]),
    ],
    within: { calls: 4, tokens: 300 },
  },
  {
    name: 'queue an album',
    language: 'Spanish',
    says: 'pon en cola el disco Puerto Viejo',
    script: [call('search_catalog', { query: 'Puerto Viejo', types: ['album'] }), call('queue_items', { items: [idOf('Puerto Viejo')] })],
    checks: [queued('Noche de Lluvia', 'Corazón de Papel'), plays('Sudden Whisper')],
    within: { calls: 3, tokens: 250 },
  },
  {
    name: 'play several songs one after the other',
    language: 'English',
    says: 'play paper moon and then harbor lights, right now',
    script: [
      call('match_tracks', { lines: ['Velvet Rivers - Paper Moon', 'Golden Static - Harbor Lights'] }),
      call('play', { what: idsOf('Paper Moon', 'Harbor Lights') }),
    ],
    checks: [
      plays('Paper Moon'),
      player('then Harbor Lights', ({ queue, upcoming }) => [...queue, ...upcoming][0]?.name === 'Harbor Lights'),
    ],
    within: { calls: 4, tokens: 350 },
  },
  {
    name: 'make a playlist of a length',
    language: 'English',
    says: 'make me a 10 minute playlist "Short Break" out of my top songs',
    script: [
      call('get_user_top_tracks'),
      call('create_playlist', {
        name: 'Short Break',
        items: [idOf('Midnight River'), idOf('Static Heart'), idOf('Über den Dächern')],
        minutes: 10,
      }),
    ],
    checks: [
      // Each song takes 3:35.
      playlistWhere('Short Break', 'has the two songs that fit into 10 minutes', ({ rows }) => rows.length === 2),
    ],
    within: { calls: 3, tokens: 350 },
  },
  {
    name: 'make a playlist that others can fill',
    language: 'German',
    says: 'Erstelle eine Playlist "Hausparty", in die Otto auch Songs packen kann',
    script: [call('create_playlist', { name: 'Hausparty', collaborative: true })],
    checks: [playlistWhere('Hausparty', 'is collaborative', (list) => list.collaborative && !list.public)],
    within: { calls: 2, tokens: 120 },
  },
  {
    name: 'save a playlist in a file',
    language: 'English',
    says: 'export Road Trip as a csv',
    script: [call('export_list', { list: 'Road Trip', format: 'csv' })],
    checks: [tells('Road Trip.csv'), noErrors, nothingChanged],
    within: { calls: 2, tokens: 150 },
  },
  {
    name: 'bring a playlist back from its file',
    language: 'English',
    says: 'export road trip to csv and make a playlist "Road Trip Copy" from that file',
    script: [
      call('export_list', { list: 'Road Trip', format: 'csv' }),
      call('create_playlist', { name: 'Road Trip Copy', file: 'Road Trip.csv' }),
    ],
    checks: [playlistIs('Road Trip Copy', roadTrip)],
    within: { calls: 3, tokens: 250 },
  },
]
