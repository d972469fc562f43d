import { describe, expect, it } from 'vitest'
import { planMoves } from '../../../src/changes/plan/plan-moves.ts'
import { planRows } from '../../../src/changes/plan/plan-rows.ts'
import { newRow, type Row } from '../../../src/changes/plan/row.ts'

const list = (...names: string[]): Row[] => names.map((name) => newRow(`spotify:track:${name}`))
const numbers = (count: number) => list(...Array.from({ length: count }, (_, index) => String(index)))
/** 2 1 4 3 6 5: each pair takes a move. */
const inPairsSwapped = (rows: Row[]) => rows.map((_, index) => rows[index ^ 1] as Row)
const local: Row = { kind: 'local', uri: 'spotify:local:tape', title: 'Tape' }
const unavailable: Row = { kind: 'unavailable', title: 'gone' }

describe('planMoves', () => {
  it('needs nothing for a list in order', () => {
    const rows = numbers(1_000)
    expect(planMoves(rows, rows)).toEqual([])
  })

  it('needs one request for one row, and for half of the list', () => {
    const rows = numbers(1_000)
    expect(planMoves(rows, rows.toSpliced(700, 1).toSpliced(3, 0, rows[700] as Row))).toEqual([
      { do: 'move', start: 700, length: 1, before: 3 },
    ])
    expect(planMoves(rows, [...rows.slice(500), ...rows.slice(0, 500)])).toHaveLength(1)
  })

  it('moves the few blocks, not the many', () => {
    const rows = list('a', 'b', 'c', 'd', 'e', 'f')
    const [a, b, c, d, e, f] = rows as [Row, Row, Row, Row, Row, Row]
    // One move of three rows is cheaper than three moves of one row each.
    expect(planMoves(rows, [d, e, f, a, b, c])).toHaveLength(1)
    expect(planMoves(rows, [b, a, c, d, f, e])).toHaveLength(2)
    expect(planMoves(rows, [f, e, d, c, b, a])).toHaveLength(5)
  })

  it('does not care about rows that go anyway', () => {
    const rows = list('a', 'x', 'b', 'y', 'c')
    const [a, , b, , c] = rows as [Row, Row, Row, Row, Row]
    expect(planMoves(rows, [a, b, c])).toEqual([])
    expect(planMoves(rows, [b, c, a])).toHaveLength(1)
  })
})

describe('planRows', () => {
  it('removes up to a hundred uris in one request, all their copies at once', () => {
    const rows = [...numbers(150), ...numbers(150)]
    const { requests, redated } = planRows(rows, [])
    expect(requests).toEqual([{ do: 'replace', uris: [] }])
    expect(redated).toEqual([])
    expect(planRows([...rows, local], [local]).requests.map((request) => request.do)).toEqual(['remove', 'remove'])
  })

  it('adds neighbours in one request', () => {
    const rows = list('a', 'b', 'c', 'd')
    const [a, b, c, d] = rows as [Row, Row, Row, Row]
    const added = list('x', 'y', 'z')
    const [x, y, z] = added as [Row, Row, Row]
    expect(planRows(rows, [x, y, a, b, c, z, d]).requests).toEqual([
      { do: 'add', uris: [x.uri, y.uri], position: 0 },
      { do: 'add', uris: [z.uri], position: 5 },
    ])
  })

  it('adds more than a hundred in one place in several requests, in order', () => {
    const rows = list('a', 'b')
    const [a, b] = rows as [Row, Row]
    const many = numbers(150)
    expect(planRows(rows, [a, ...many, b]).requests).toEqual([
      { do: 'add', uris: many.slice(0, 100).map(({ uri }) => uri), position: 1 },
      { do: 'add', uris: many.slice(100).map(({ uri }) => uri), position: 101 },
    ])
  })

  it('puts the kept one of two copies back in its place, and no other row loses its date', () => {
    const [a, b, again] = list('a', 'b', 'a') as [Row, Row, Row]
    expect(planRows([a, b, again], [b, again])).toEqual({
      requests: [
        { do: 'remove', uris: [a.uri] },
        { do: 'add', uris: [a.uri] },
      ],
      redated: [again],
      method: 'edited',
    })
  })

  it('keeps the dates up to sixty requests, and rewrites the list where it would take more', () => {
    const rows = numbers(120)
    const plan = planRows(rows, inPairsSwapped(rows))
    expect(plan).toMatchObject({ method: 'edited', redated: [] })
    expect(plan.requests).toHaveLength(60)
    const longer = numbers(122)
    expect(planRows(longer, inPairsSwapped(longer)).requests.map((request) => request.do)).toEqual(['replace', 'add'])
  })

  it('rewrites around the rows that cannot be added again, which stay', () => {
    const rows = numbers(200)
    const before = [local, ...rows, unavailable]
    const after = [...rows.toReversed(), local, unavailable]
    const { requests, method } = planRows(before, after)
    expect(method).toBe('rewritten')
    expect(requests.map(({ do: what }) => what)).toEqual(['remove', 'remove', 'add', 'add'])
  })
})
