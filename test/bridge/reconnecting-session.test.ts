import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { OpenedSession } from '../../src/bridge/endpoint-session.ts'
import { createReconnectingSession } from '../../src/bridge/reconnecting-session.ts'

/** The times, in milliseconds, at which Tonearm is looked for in `durationMs`; one request waits for it during the first `waitMs`. */
async function attempts(options: { opened?: OpenedSession; waitMs: number; durationMs: number }): Promise<number[]> {
  vi.useFakeTimers({ now: 0 })
  onTestFinished(() => void vi.useRealTimers())
  const times: number[] = []
  const session = createReconnectingSession({
    findEndpoint() {
      times.push(Date.now())
      const endpoint = { url: 'http://127.0.0.1:3345/mcp', token: 'token', controlToken: 'control', pid: 1, version: '1.2.3' }
      return options.opened ? { kind: 'found', endpoint } : { kind: 'none' }
    },
    open: async () => options.opened ?? { kind: 'unreachable' },
    prepare: async () => true,
    answerMs: 100,
    pollMs: 200,
    backgroundPollMs: 1_000,
    notRunning: 'Tonearm is not running.',
  })
  void session.wait(options.waitMs)
  await vi.advanceTimersByTimeAsync(options.durationMs)
  await session.close()
  return times
}

const gaps = (times: number[]) => times.slice(1).map((time, index) => time - (times[index] ?? 0))

describe('the search for Tonearm', () => {
  it('is quick while a request waits, and slow in the background', async () => {
    expect(gaps(await attempts({ waitMs: 900, durationMs: 3_500 }))).toEqual([200, 200, 200, 200, 200, 1_000, 1_000])
  })

  it('becomes slower in the background while Tonearm refuses, down to once a minute', async () => {
    const opened: OpenedSession = { kind: 'refused', refusal: { status: 429, code: -32000, message: 'Too many clients.' } }
    const pauses = gaps(await attempts({ opened, waitMs: 0, durationMs: 300_000 }))
    expect(pauses.slice(1)).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
  })

  it('does not become slower while Tonearm is not running', async () => {
    expect(new Set(gaps(await attempts({ waitMs: 0, durationMs: 10_000 })).slice(1))).toEqual(new Set([1_000]))
  })
})
