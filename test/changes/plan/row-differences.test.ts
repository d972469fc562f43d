import { describe, expect, it } from 'vitest'
import { storedItem } from '../../../src/changes/plan/playlist-requests.ts'
import type { StoredRow } from '../../../src/changes/plan/row.ts'
import { rowDifferences } from '../../../src/changes/plan/row-differences.ts'

const list = (names: string): StoredRow[] => [...names].map(storedItem)
const unavailable: StoredRow = { kind: 'unavailable', title: 'gone' }

describe('how a list differs from the expected one', () => {
  it.each([
    ['abc', 'abc', []],
    ['', '', []],
    ['abc', 'abcx', ['1 song more: x (4).']],
    ['abc', 'xabc', ['1 song more: x (1).']],
    ['abc', 'ac', ['1 song fewer: b (2).']],
    ['aa', 'a', ['1 song fewer: a (2).']],
    ['ab', 'ax', ['1 song more: x (2).', '1 song fewer: b (2).']],
    ['abc', 'acb', ['The order differs from position 2 on.']],
    ['', 'vwxyz', ['5 songs more: v (1), w (2), x (3), and 2 others.']],
    ['', 'xyz', ['3 songs more: x (1), y (2), z (3).']],
  ])('%j, expected, and %j', (expected, actual, sentences) => {
    expect(rowDifferences(list(expected), list(actual))).toEqual(sentences)
  })

  it('tells items, local files and unavailable rows apart', () => {
    const local: StoredRow = { kind: 'local', uri: 'a', title: 'a' }
    expect(rowDifferences(list('a'), [local])).toHaveLength(2)
    expect(rowDifferences([unavailable, ...list('a')], [...list('a'), unavailable])).toEqual(['The order differs from position 1 on.'])
    expect(rowDifferences([unavailable], [{ ...unavailable, title: 'another' }])).toEqual([])
    expect(rowDifferences([unavailable], [])).toEqual(['1 song fewer: gone (1).'])
  })
})
