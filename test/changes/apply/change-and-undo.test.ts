import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Row } from '../../../src/changes/plan/row.ts'
import { isProblem } from '../../../src/shared/problem.ts'
import { localTrack, row, track } from '../../fake-spotify/builders.ts'
import type { Row as FakeRow, Playlist } from '../../fake-spotify/types.ts'
import { listAndEdits } from '../plan/arbitraries.ts'
import { requester, startChanges } from '../start-changes.ts'

/** The tracks that the arbitraries speak of, by their uris there. */
const tracks = Array.from({ length: 13 }, (_, index) => track(`Song ${index}`))
const realUri = (uri: string) => `spotify:track:${tracks[Number(uri.split(':')[2])]?.id}`

function fakeRow({ kind, uri = '', addedAt, title }: Row): FakeRow {
  if (kind === 'unavailable') return row(null)
  if (kind === 'local') return row(localTrack(title))
  return { ...row(tracks[Number(uri.split(':')[2])] as (typeof tracks)[number]), addedAt: addedAt ?? null }
}

/** Edits with the uris of the fake's tracks. */
function inReality<Value>(edits: Value): Value {
  return JSON.parse(JSON.stringify(edits), (_, value) =>
    typeof value === 'string' && value.startsWith('spotify:track:') ? realUri(value) : value,
  ) as Value
}

const look = ({ rows }: Playlist) => rows.map(({ item }) => item && (item.type === 'local' ? item.name : item.id))

describe('a change of a playlist, through Spotify', () => {
  it('ends as planned, is undone to exactly the list before, and done again by undoing the undo', async () => {
    const { changes, mix } = await startChanges([], { world: { tracks } })
    await fc.assert(
      fc.asyncProperty(listAndEdits, async ([rows, edits]) => {
        mix.rows = rows.map(fakeRow)
        mix.version += 1
        const before = look(mix)
        const result = await changes.edit({ id: mix.id, rows: inReality(edits) }, false, requester).catch((error: unknown) => {
          if (isProblem(error, 'would-lose-rows')) return undefined
          throw error
        })
        if (!result?.outcome) {
          expect(look(mix)).toEqual(before)
          return
        }
        expect(result.outcome).toMatchObject({ state: 'done', differences: [] })
        const after = look(mix)
        expect(after).toHaveLength(result.plan.after.length)

        const { undone } = await changes.undo(result.outcome.receipt, false, requester)
        const lost = result.plan.removed.some(({ kind }) => kind === 'unavailable')
        expect(look(mix)).toEqual(lost ? before.filter((item) => item !== null) : before)

        if (undone.kind === 'nothing') return
        await changes.undo(undone.outcome.receipt, false, requester)
        expect(look(mix)).toEqual(after)
      }),
      { numRuns: 60 },
    )
  })
})
