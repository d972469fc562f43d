import { expect } from 'vitest'
import { roundsVariable } from './variable.ts'

/** In `npm test`. */
const fewRounds = 3

/**
 * Does the same many times, as some faults need a coincidence. All rounds run, also after one that failed, and the failures are counted.
 *
 * @param options.many how many rounds `npm run soak` does unless it is told another number; `npm test` does three
 */
export async function everyRound(options: { name: string; many: number }, work: (round: number) => Promise<void>): Promise<void> {
  const wanted = process.env[roundsVariable]
  const rounds = wanted === undefined ? fewRounds : Number(wanted) || options.many
  const failures: string[] = []
  for (let round = 1; round <= rounds; round += 1) {
    try {
      await work(round)
    } catch (error) {
      failures.push(`round ${round}: ${error instanceof Error ? error.message : error}`)
    }
  }
  if (wanted !== undefined) process.stdout.write(`${options.name}: ${rounds} rounds, ${failures.length} failures\n`)
  expect(failures, `${options.name}: ${failures.length} of ${rounds} rounds failed`).toEqual([])
}
