import { describe, expect, it } from 'vitest'
import { alreadyThere, duplicatesIn } from '../../../src/changes/plan/duplicates.ts'
import { newRow, type Row } from '../../../src/changes/plan/row.ts'

const song = (id: string, name = 'River', more: Partial<Row> & { durationMs?: number } = {}): Row => ({
  ...newRow(`spotify:track:${id}`, id, {
    recording: { name, artists: [{ name: 'Golden Static' }], durationMs: more.durationMs ?? 200_000 },
  }),
  ...more,
})
const tape = (): Row => ({ kind: 'local', uri: 'spotify:local:tape', title: 'tape' })
const gone = (): Row => ({ kind: 'unavailable', title: 'gone' })
const pairs = (copies: ReturnType<typeof alreadyThere>) =>
  copies.map(({ row, of, exact }) => `${row.title} ${exact ? 'is' : 'is a release of'} ${of.title}`)

describe('What is to be added and there already', () => {
  it('is the same item, or another release of one in the list', () => {
    const adding = [song('a'), song('b', 'River - Remastered 2011'), song('c', 'River - Live'), song('d', 'Rain')]
    expect(pairs(alreadyThere(adding, [song('a')]))).toEqual(['a is a', 'b is a release of a'])
  })

  it('is also what stands before it among the added ones', () => {
    expect(pairs(alreadyThere([song('a'), song('b', 'River (Deluxe Edition)'), song('a')]))).toEqual(['b is a release of a', 'a is a'])
  })

  it('is only the same item where nothing but the uri is known', () => {
    expect(pairs(alreadyThere([newRow('spotify:track:a'), newRow('spotify:track:b')], [song('a')]))).toEqual(['spotify:track:a is a'])
  })

  it('is never an unavailable row, and a local file only as the same file', () => {
    expect(pairs(alreadyThere([gone(), tape()], [gone(), tape()]))).toEqual(['tape is tape'])
  })
})

describe('The duplicates in a list', () => {
  it('are equal items, or releases of one recording: the first that can be played stays', () => {
    const rows = [song('a', 'River', { playable: false }), song('b', 'River - Mono'), song('b'), song('c', 'River'), song('d', 'Rain')]
    expect(pairs(duplicatesIn(rows, 'exact'))).toEqual(['b is b'])
    expect(pairs(duplicatesIn(rows, 'recording'))).toEqual(['a is a release of b', 'b is b', 'c is a release of b'])
    const allGone = rows.map((row) => ({ ...row, playable: false }))
    expect(pairs(duplicatesIn(allGone, 'recording'))).toEqual(['b is a release of a', 'b is a release of a', 'c is a release of a'])
  })

  it('are each as long as the one that stays: lengths that creep up are other recordings in the end', () => {
    const rows = [200_000, 202_500, 205_000].map((durationMs, index) => song('abc'.charAt(index), 'River', { durationMs }))
    expect(pairs(duplicatesIn(rows, 'recording'))).toEqual(['b is a release of a'])
  })
})
