import { describe, expect, it } from 'vitest'
import { applyEdits, type RowEdits } from '../../../src/changes/plan/apply-edits.ts'
import { newRow, type Row } from '../../../src/changes/plan/row.ts'

const song = (name: string, more: Partial<Row> = {}): Row => ({ kind: 'item', uri: `spotify:track:${name}`, title: name, ...more })
const songs = (names: string) => [...names].map((name) => song(name))
const tape = (): Row => ({ kind: 'local', uri: 'spotify:local:tape', title: 'Tape' })
const gone = (): Row => ({ kind: 'unavailable', title: 'an unavailable song' })
const edited = (rows: Row[], edits: RowEdits) => applyEdits(rows, edits).after
const titles = (rows: Row[]) => rows.map(({ title }) => title.slice(-1)).join('')

describe('removing rows', () => {
  it('takes positions of the list before the edit, however many', () => {
    expect(titles(edited(songs('abcde'), { remove: { positions: [0, 2, 4] } }))).toBe('bd')
    expect(titles(edited(songs('abc'), { remove: { positions: [1, 1] } }))).toBe('ac')
  })

  it('takes all copies of a uri, and says which uri is not there', () => {
    const { after, notes } = applyEdits(songs('abab'), { remove: { uris: ['spotify:track:a', 'spotify:track:x'] } })
    expect(titles(after)).toBe('bb')
    expect(notes).toEqual(['spotify:track:x is not in this playlist.'])
  })

  it('keeps the first of the copies that positions leave, when positions and duplicates are removed in one edit', () => {
    const rows = songs('abaa')
    const after = edited(rows, { remove: { positions: [0], duplicates: 'exact' } })
    expect(titles(after)).toBe('ba')
    expect(after[1]).toBe(rows[2])
  })

  it('removes no copy that would be the last one, when all others go by uri or position', () => {
    expect(titles(edited(songs('aab'), { remove: { positions: [1], duplicates: 'exact' } }))).toBe('ab')
    expect(titles(edited(songs('aab'), { remove: { uris: ['spotify:track:a'], duplicates: 'exact' } }))).toBe('b')
  })

  it('counts neither local files nor unavailable rows as duplicates', () => {
    const rows = [tape(), gone(), song('a'), tape(), gone(), tape(), song('a')]
    const { after, notes } = applyEdits(rows, { remove: { duplicates: 'exact' } })
    expect(after).toEqual(rows.slice(0, -1))
    expect(notes).toEqual([expect.stringMatching(/^Not removed: 2 local files/)])
    expect(applyEdits([tape(), song('a')], { remove: { duplicates: 'exact' } }).notes).toEqual([])
  })

  it('removes what cannot be played; rows without a uri only where no local file would be lost', () => {
    const dead = song('x', { playable: false })
    expect(titles(edited([song('a'), dead, gone()], { remove: { unavailable: true } }))).toBe('a')
    expect(edited([tape(), dead, gone()], { remove: { unavailable: true } })).toHaveLength(2)
    const withoutUnknown = applyEdits([tape(), dead], { remove: { unavailable: true } })
    expect(withoutUnknown.after).toHaveLength(1)
    expect(withoutUnknown.notes).toEqual([])
    expect(edited([song('a', { playable: true }), song('b')], { remove: { unavailable: true } })).toHaveLength(2)
    expect(edited([dead, gone()], { remove: { unavailable: false } })).toHaveLength(2)
    expect(edited([{ ...tape(), playable: false }], { remove: { unavailable: true } })).toHaveLength(1)
  })
})

describe('the other edits', () => {
  it('move rows to where the first of them then stands, up to the very end', () => {
    expect(titles(edited(songs('abcde'), { move: { from: 0, count: 2, to: 3 } }))).toBe('cdeab')
    expect(titles(edited(songs('abcde'), { move: { from: 3, count: 2, to: 0 } }))).toBe('deabc')
    expect(titles(edited(songs('abcde'), { move: { from: 1, count: 1, to: 2 } }))).toBe('acbde')
  })

  it('add rows one after the other, each at a position of the list as it is then, or at the end', () => {
    const add = [{ rows: songs('xy'), position: 1 }, { rows: songs('z') }, { rows: songs('w'), position: 5 }]
    expect(titles(edited(songs('ab'), { add }))).toBe('axybzw')
    expect(titles(edited([], { add: [{ rows: songs('a'), position: 0 }] }))).toBe('a')
  })

  it('run in order: remove, move, sort, add', () => {
    const edits: RowEdits = { remove: { positions: [0] }, move: { from: 0, count: 1, to: 2 }, add: [{ rows: songs('a') }] }
    expect(titles(edited(songs('xdcb'), edits))).toBe('cbda')
    expect(titles(edited(songs('xdcb'), { ...edits, sort: { by: ['title'], descending: false } }))).toBe('bcda')
  })

  it('replace the content by the rows that are there already, copies in their order', () => {
    const rows = songs('abab')
    const after = edited(rows, { replace: ['b', 'a', 'b', 'b', 'c'].map((name) => newRow(`spotify:track:${name}`)) })
    expect(after.slice(0, 3)).toEqual([rows[1], rows[0], rows[3]])
    expect(after[0]).toBe(rows[1])
    expect(after[2]).toBe(rows[3])
    expect(rows).not.toContain(after[3])
    expect(after.map(({ uri }) => uri?.slice(-1)).join('')).toBe('babbc')
  })

  it('change nothing of the list that they were given', () => {
    const rows = songs('abc')
    edited(rows, { remove: { positions: [0] }, sort: { by: ['title'], descending: true }, add: [{ rows: songs('x') }] })
    expect(titles(rows)).toBe('abc')
  })
})

describe('a position that does not exist', () => {
  it.each([
    [{ remove: { positions: [3] } }, 4, 3],
    [{ move: { from: 2, count: 2, to: 0 } }, 4, 3],
    [{ move: { from: 2, count: 2, to: 0 } }, 4, 3],
    [{ add: [{ rows: songs('x'), position: 4 }] }, 5, 4],
  ] as const)('is refused: %j', (edits, position, length) => {
    expect(() => edited(songs('abc'), edits as RowEdits)).toThrow(`There is no position ${position}: the list has ${length} songs then.`)
  })
})

describe('sorting', () => {
  it('keeps equal rows in their order, in both directions', () => {
    const rows = [song('1', { artist: 'b' }), song('2', { artist: 'a' }), song('3', { artist: 'B' }), song('4', { artist: 'a' })]
    expect(titles(edited(rows, { sort: { by: ['artist'], descending: false } }))).toBe('2413')
    expect(titles(edited(rows, { sort: { by: ['artist'], descending: true } }))).toBe('1324')
  })

  it('puts rows last of which the value is unknown, in both directions and in their order', () => {
    const rows = [gone(), song('2', { durationMs: 2 }), song('x'), song('1', { durationMs: 1 })]
    expect(titles(edited(rows, { sort: { by: ['length'], descending: false } }))).toBe('12gx')
    expect(titles(edited(rows, { sort: { by: ['length'], descending: true } }))).toBe('21gx')
    expect(titles(edited([gone(), song('a')], { sort: { by: ['title'], descending: false } }))).toBe('ag')
  })

  it('compares dates as moments, not as text', () => {
    const rows = [song('2', { addedAt: '2026-06-01T12:00:00+02:00' }), song('1', { addedAt: '2026-06-01T09:00:00Z' }), song('x')]
    expect(titles(edited(rows, { sort: { by: ['added'], descending: false } }))).toBe('12x')
  })
})
