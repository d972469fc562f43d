import { expect, it } from 'vitest'
import { callLimitMs } from '../../src/spotify/request/time-limit.ts'
import * as faults from '../fake-spotify/faults.ts'
import { callTool } from '../product.ts'
import { startTonearm } from '../tonearm.ts'
import { roundsVariable } from './variable.ts'

// `npm run soak` waits for the limits that the product has. `npm test` has no time for that, and shortens them.
const isSoak = process.env[roundsVariable] !== undefined
const limits = isSoak ? { callLimitMs, requestTimeoutMs: 15_000 } : { callLimitMs: 2_000, requestTimeoutMs: 1_200 }

it.each([1, 8, 50])('%i reads are answered in time while Spotify accepts and does not answer', { timeout: 120_000 }, async (count) => {
  const { client, spotify } = await startTonearm(isSoak ? {} : { limits })
  spotify.faults.always(/^GET/, faults.hang())
  const start = performance.now()
  const calls = Array.from({ length: count }, async (_, index) => {
    const answer = await callTool(client, 'search_tracks', { query: `word ${index}` })
    return { ...answer, afterMs: performance.now() - start }
  })
  const answers = await Promise.all(calls)
  const times = answers.map(({ afterMs }) => afterMs)
  expect(new Set(answers.map(({ text }) => text))).toEqual(
    new Set([`Spotify took longer than ${limits.callLimitMs / 1_000} seconds to answer. Try again in a few minutes.`]),
  )
  expect(Math.max(...times)).toBeLessThan(limits.callLimitMs + 3_000)

  // What was on its way when the time was over may still arrive.
  await new Promise((resolve) => setTimeout(resolve, 200))
  const sent = spotify.requests().length
  await new Promise((resolve) => setTimeout(resolve, limits.requestTimeoutMs + 100))
  expect(spotify.requests()).toHaveLength(sent)
  // At most one for each, and the first ones once more after their attempt took too long.
  expect(sent).toBeLessThanOrEqual(count + 8)
  if (isSoak) {
    const [first, last] = [Math.min(...times), Math.max(...times)].map((time) => `${(time / 1000).toFixed(1)} s`)
    process.stdout.write(`${count} reads while Spotify hangs: first answer after ${first}, last after ${last}, ${sent} requests\n`)
  }
})
