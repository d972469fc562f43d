import { fileURLToPath } from 'node:url'
import { startVitest } from 'vitest/node'
import { roundsVariable } from './variable.ts'

// `npm run soak [ROUNDS]`: everything in this folder, many times. `npm test` does three rounds of each.

const [rounds = process.env[roundsVariable] || 'many'] = process.argv.slice(2)
if (rounds !== 'many' && !/^[1-9]\d{0,5}$/.test(rounds)) {
  console.log('Usage: npm run soak [ROUNDS]')
  process.exitCode = 1
} else {
  process.env[roundsVariable] = rounds
  const vitest = await startVitest('test', [], {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    config: false,
    watch: false,
    include: ['test/soak/*.test.ts'],
    setupFiles: ['test/property-seed.ts'],
    // One after the other: each has processes of its own, and what they do together is what is tried.
    fileParallelism: false,
    testTimeout: 3 * 60 * 60_000,
    expect: { poll: { timeout: 30_000 } },
  })
  await vitest.close()
}
