import { describe, expect, it } from 'vitest'
import { inventedListener, judgeJoined } from './invented-listener.ts'
import { temporaryHistory, wanda } from './temporary-history.ts'

/** What stays doubled, and what is lost, when an export is imported after Tonearm collected the same time. */
async function collectThenImport(late: number, plays = 3_000) {
  const history = temporaryHistory()
  const listener = inventedListener({ plays, late })
  for (let first = 0; first < listener.lives.length; first += 50)
    await history.collect({ account: wanda, plays: listener.lives.slice(first, first + 50), pauses: [], at: first })
  await history.importPaths([history.put('a.json', listener.rows)])
  return judgeJoined(await history.plays(), listener)
}

describe('what Tonearm collected, after the import of the same time', () => {
  it('is not doubled where the time in the list is the end of the play, and no repeat is lost', async () => {
    const { lives, doubles, swallowed } = await collectThenImport(0)
    expect(lives).toBeGreaterThan(1_500)
    expect(doubles).toBe(0)
    expect(swallowed / lives).toBeLessThanOrEqual(0.002)
  })

  it('is hardly ever doubled where one time in ten comes up to 140 seconds late', async () => {
    const { lives, doubles, swallowed } = await collectThenImport(0.1)
    expect(doubles / lives).toBeLessThanOrEqual(0.005)
    expect(swallowed / lives).toBeLessThanOrEqual(0.002)
  })
})
