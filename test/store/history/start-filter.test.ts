import { describe, expect, it } from 'vitest'
import { createStartFilter } from '../../../src/store/history/start-filter.ts'

describe('the filter of starts', () => {
  it('never forgets one, and is seldom wrong about a new one, with a million of one song', () => {
    const filter = createStartFilter()
    const begun = Date.UTC(2013, 0, 1)
    let wrong = 0
    for (let play = 0; play < 1_000_000; play += 1) if (filter.note(play % 7, begun + play * 30_000, 200_000)) wrong += 1
    expect(wrong).toBeLessThan(5_000)
    for (let play = 0; play < 1_000_000; play += 997) expect(filter.note(play % 7, begun + play * 30_000, 200_000)).toBe(true)
  })
})
