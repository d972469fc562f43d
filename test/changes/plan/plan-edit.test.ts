import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type EditPlan, planEdit, planTo } from '../../../src/changes/plan/plan-edit.ts'
import { simulateRequest, storedItem } from '../../../src/changes/plan/playlist-requests.ts'
import { restoreRows } from '../../../src/changes/plan/restore-rows.ts'
import { newRow, type Row, stored } from '../../../src/changes/plan/row.ts'
import { isProblem } from '../../../src/shared/problem.ts'
import { spotifyCarriesOut } from '../spotify-rows.ts'
import { listAndEdits } from './arbitraries.ts'

const look = (rows: readonly Row[]) => rows.map(({ kind, uri }) => uri ?? kind)
const carryOut = (rows: readonly Row[], { requests }: Pick<EditPlan, 'requests'>) => requests.reduce(spotifyCarriesOut, [...rows])

/** The plan, or undefined for edits that are refused since they would lose something for good. */
function planned(rows: readonly Row[], edits: Parameters<typeof planEdit>[1]): EditPlan | undefined {
  try {
    return planEdit(rows, edits)
  } catch (error) {
    if (isProblem(error, 'would-lose-rows')) return undefined
    throw error
  }
}

describe('a plan of an edit', () => {
  it('gives exactly the planned rows when Spotify carries it out', () => {
    fc.assert(
      fc.property(listAndEdits, ([rows, edits]) => {
        const plan = planned(rows, edits)
        if (plan) expect(look(carryOut(rows, plan))).toEqual(look(plan.after))
      }),
      { numRuns: 3000 },
    )
  })

  it('keeps every local row, and every row that need not be added again keeps its date', () => {
    fc.assert(
      fc.property(listAndEdits, ([rows, edits]) => {
        const plan = planned(rows, edits)
        if (!plan) return
        const result = carryOut(rows, plan)
        for (const row of rows) if (row.kind === 'local') expect(result).toContain(row)
        const redated = plan.after.filter((row) => rows.includes(row) && !result.includes(row))
        expect(plan.warnings.some((sentence) => sentence.includes('today as the date'))).toBe(redated.length > 0)
        const removedUris = new Set(plan.removed.map((row) => row.uri))
        if (!plan.requests.some((request) => request.do === 'replace')) {
          for (const row of redated) expect(removedUris).toContain(row.uri)
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('is understood in the same way by the product, so that an interrupted change is recognised', () => {
    fc.assert(
      fc.property(listAndEdits, ([rows, edits]) => {
        const plan = planned(rows, edits)
        if (!plan) return
        let [theirs, ours] = [rows, rows.map(stored)]
        for (const request of plan.requests) {
          theirs = spotifyCarriesOut(theirs, request)
          ours = simulateRequest(ours, request, storedItem)
          expect(ours.map(({ kind, uri }) => uri ?? kind)).toEqual(look(theirs))
        }
      }),
    )
  })

  it('can be undone: after edit and undo the list is exactly what it was, but for unavailable rows that were removed', () => {
    fc.assert(
      fc.property(listAndEdits, fc.nat(), ([rows, edits], stop) => {
        const plan = planned(rows, edits)
        if (!plan) return
        const lost = plan.removed.filter((row) => row.kind === 'unavailable')
        // Also when it was interrupted after any of its requests.
        const carried = plan.requests.slice(0, plan.requests.length - (stop % (plan.requests.length + 1)))
        const now = carried.reduce(spotifyCarriesOut, [...rows])
        const back = planTo(now, restoreRows(now, rows.map(stored)).rows)
        const wanted = carried.some((request) => request.do === 'replace') ? rows.filter((row) => !lost.includes(row)) : rows
        expect(look(carryOut(now, back))).toEqual(look(wanted))
      }),
      { numRuns: 3000 },
    )
  })

  it('never makes a list longer than Spotify lets it be, and may shorten one that is', () => {
    const rows = (count: number) => Array.from({ length: count }, (_, index) => newRow(`spotify:track:${index}`))
    expect(planEdit(rows(9_999), { add: [{ rows: rows(1) }] }).after).toHaveLength(10_000)
    expect(() => planEdit(rows(9_999), { add: [{ rows: rows(2) }] })).toThrow(
      'The playlist would have 10,001 songs. Spotify lets none have more than 10,000.',
    )
    expect(planEdit(rows(10_005), { remove: { positions: [0] } }).after).toHaveLength(10_004)
  })
})
