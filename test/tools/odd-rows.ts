import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type OddRow = { why: string; row: unknown }

/** Rows in shapes that public reports show, by the list they stand in. */
export type OddRows = { playlistItems: OddRow[]; recentlyPlayed: OddRow[]; savedTracks: OddRow[] }

const song = (id: string) => ({
  type: 'track',
  id,
  name: 'Song',
  uri: `spotify:track:${id}`,
  artists: [{ id: 'A000000000000000000001', name: 'Singer' }],
  album: { id: 'B000000000000000000001', name: 'Record' },
  duration_ms: 200_000,
})

const added = '2026-01-02T03:04:05Z'

/** Invented rows of every shape, for checkouts that have no collected ones beside them. */
const invented: OddRows = {
  playlistItems: [
    {
      why: 'an episode that was taken down',
      row: { added_at: null, item: { type: 'episode', id: null, name: '', uri: 'spotify:episode:E000000000000000000001', show: null } },
    },
    {
      why: 'an episode whose show has no id',
      row: {
        added_at: added,
        item: {
          type: 'episode',
          id: 'E000000000000000000002',
          name: 'Old talk',
          uri: 'spotify:episode:E000000000000000000002',
          show: { id: null, name: '' },
          duration_ms: 1_000,
        },
      },
    },
    { why: 'no item at all', row: { added_at: null, item: null } },
    {
      why: 'a local file',
      row: {
        added_at: added,
        item: {
          type: 'track',
          is_local: true,
          id: null,
          name: 'Tape',
          uri: 'spotify:local:::Tape:181',
          artists: [{ id: null, name: '' }],
          album: { id: null, name: '' },
          duration_ms: 181_000,
        },
      },
    },
    {
      why: 'an artist without a name, no album',
      row: { added_at: added, item: { ...song('C000000000000000000003'), artists: [{}], album: null } },
    },
    {
      why: 'a kind that nobody knows',
      row: {
        added_at: added,
        item: { type: 'video', id: 'V000000000000000000004', name: 'Clip', uri: 'spotify:video:V000000000000000000004' },
      },
    },
    { why: 'the row under the old key', row: { added_at: added, track: song('C000000000000000000005') } },
    { why: 'a row that is no object', row: 'gone' },
    { why: 'an item that is no object', row: { added_at: added, item: 7 } },
  ],
  recentlyPlayed: [{ why: 'a play without a track', row: { track: null, played_at: '2026-01-02T03:04:05.678Z', context: null } }],
  savedTracks: [{ why: 'no time of saving', row: { added_at: null, track: song('C000000000000000000008') } }],
}

const collectedFile = join(import.meta.dirname, '..', '..', '..', 'shared', 'cases', 'odd-answers.json')

/** The invented rows, and those collected from reports if they lie beside the checkout. */
export const oddRows: [name: string, rows: OddRows][] = [
  ['invented', invented],
  ...(existsSync(collectedFile) ? [['collected', JSON.parse(readFileSync(collectedFile, 'utf8')) as OddRows] as [string, OddRows]] : []),
]
