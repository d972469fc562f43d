import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createGate } from '../../../src/spotify/request/gate.ts'
import { retryAfterMs } from '../../../src/spotify/request/retry-after.ts'

const now = Date.UTC(2026, 10, 22, 12)
const day = 24 * 60 * 60_000

const { retryAfter: odd } = JSON.parse(readFileSync('../shared/cases/odd-answers.json', 'utf8')) as { retryAfter: string[] }

describe('how long Spotify asks to wait', () => {
  it.each<[string | null, number | undefined]>([
    ['0', 0],
    ['7', 7_000],
    ['2.5', 2_500],
    [' 7 ', 7_000],
    ['Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
    ['Sunday, 22-Nov-26 12:00:30 GMT', 30_000],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
    ['Sun, 99 Nov 2026 11:00:00 GMT', undefined],
    ['Wed, 21 Oct 2099 07:28:00 GMT', day],
    ['9999999999999', day],
    ['9'.repeat(400), day],
    [null, undefined],
    ['', undefined],
    ['abc', undefined],
    ['-1', undefined],
    ['Infinity', undefined],
    ['1e9999', undefined],
    ['2026', 2_026_000],
    ['7 seconds', undefined],
  ])('is of %j %j milliseconds', (header, milliseconds) => {
    expect(retryAfterMs(header, now)).toBe(milliseconds)
  })

  it.each(odd)('can always be told as a time: %j', (header) => {
    for (const reason of [undefined, 'QUOTA_EXCEEDED']) {
      const gate = createGate({ zone: 'UTC', now: () => now })
      gate.close(header, reason)
      const quota = gate.quota()
      if (quota.state === 'used-up') expect(Date.parse(quota.until)).toBeLessThanOrEqual(now + day)
      expect(gate.problem().message).toMatch(/ in (?:1 second|[2-9] seconds|\d\d seconds)\.$| until (?:2026-11-23 )?\d\d:\d\d\.$/)
    }
  })
})
