import fc from 'fast-check'
import type { RowEdits } from '../../../src/changes/plan/apply-edits.ts'
import { duplicateKinds } from '../../../src/changes/plan/duplicates.ts'
import { newRow, type Row } from '../../../src/changes/plan/row.ts'
import { sortKeys } from '../../../src/changes/plan/sort.ts'

/** A few uris only, so that copies are frequent. */
const uri = fc.integer({ min: 0, max: 12 }).map((number) => `spotify:track:${number}`)

const item = fc.record({ uri, addedAt: fc.integer({ min: 1, max: 9 }) }).map(
  ({ uri, addedAt }): Row => ({
    kind: 'item',
    uri,
    title: `Song ${uri.slice(-1)}`,
    artist: `Artist ${uri.length}`,
    album: `Album ${uri.slice(-1)}`,
    durationMs: uri.charCodeAt(14) * 1000,
    // Song 2 and Song 12 are releases of one recording.
    recording: { name: `Song ${uri.slice(-1)}`, artists: [{ name: 'Artist' }], durationMs: 200_000 },
    addedAt: `2026-06-0${addedAt}T12:00:00Z`,
  }),
)
const local = fc
  .integer({ min: 0, max: 3 })
  .map((number): Row => ({ kind: 'local', uri: `spotify:local:Tapes:${number}`, title: `Tape ${number}`, durationMs: 180_000 }))
const unavailable = fc.constant(null).map((): Row => ({ kind: 'unavailable', title: 'an unavailable song' }))

/** Playlists with copies, local and unavailable rows. */
const playlistRows = fc.array(
  fc.oneof({ weight: 8, arbitrary: item }, { weight: 1, arbitrary: local }, { weight: 1, arbitrary: unavailable }),
  { maxLength: 40 },
)

const newRows = fc.array(
  uri.map((one) => newRow(one)),
  { minLength: 1, maxLength: 8 },
)

/** A playlist and an edit whose positions exist. */
export const listAndEdits = playlistRows.chain((rows) => {
  const position = fc.integer({ min: 0, max: Math.max(0, rows.length - 1) })
  const some = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 })
  const edits: fc.Arbitrary<RowEdits> = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        remove: some(
          fc.record({
            uris: some(fc.array(uri, { maxLength: 3 })),
            positions: rows.length > 0 ? some(fc.array(position, { maxLength: 4 })) : fc.constant(undefined),
            duplicates: some(fc.constantFrom(...duplicateKinds)),
            unavailable: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
          }),
        ),
        sort: some(fc.record({ by: fc.uniqueArray(fc.constantFrom(...sortKeys), { minLength: 1 }), descending: fc.boolean() })),
        add: some(fc.array(fc.record({ rows: newRows, position: some(fc.constant(0)) }), { maxLength: 3 })),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        move: fc.record({ from: position, count: fc.integer({ min: 1, max: 6 }), to: position }).map(({ from, count, to }) => {
          const fitting = Math.max(1, Math.min(count, rows.length - Math.max(from, to)))
          return rows.length === 0 ? undefined : { from, count: fitting, to }
        }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ replace: newRows }) },
  )
  return fc.tuple(fc.constant(rows), edits)
})
