import { expect, it } from 'vitest'
import { createRateLimit } from '../../../src/mcp/http/rate-limit.ts'

it('lets a burst through, then as many as come free, and says how long to wait', () => {
  let time = 0
  const limit = createRateLimit({ perMinute: 60, now: () => time })
  expect(Array.from({ length: 60 }, () => limit.take()).every((wait) => wait === 0)).toBe(true)
  expect(limit.take()).toBe(1)
  time += 999
  expect(limit.take()).toBe(1)
  time += 1
  expect([limit.take(), limit.take()]).toEqual([0, 1])
})

it("saves up no more than a minute's worth", () => {
  let time = 0
  const limit = createRateLimit({ perMinute: 3, now: () => time })
  time += 24 * 3_600_000
  expect([limit.take(), limit.take(), limit.take(), limit.take()]).toEqual([0, 0, 0, 20])
})

it('does not punish anybody for a clock that was set back', () => {
  let time = 3_600_000
  const limit = createRateLimit({ perMinute: 2, now: () => time })
  time = 0
  expect([limit.take(), limit.take()]).toEqual([0, 0])
  time += 30_000
  expect(limit.take()).toBe(0)
})
