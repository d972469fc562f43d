import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createTimeLimit } from '../../../src/spotify/request/time-limit.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  return () => void vi.useRealTimers()
})

const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

/** A limit of a tenth of a second, and whether reads and writes may still go out. */
function startLimit(signal?: AbortSignal) {
  const limit = createTimeLimit({ signal, limitMs: 100 })
  onTestFinished(() => limit.end())
  const open = () => ({ reads: !limit.signal('read').aborted, writes: !limit.signal('write').aborted })
  return { limit, open }
}

describe('the time limit of a call', () => {
  it('ends reads and writes with a sentence', async () => {
    const { limit, open } = startLimit()
    expect(open()).toEqual({ reads: true, writes: true })
    await wait(100)
    expect(open()).toEqual({ reads: false, writes: false })
    expect(limit.signal('read').reason).toMatchObject({ code: 'timed-out' })
  })

  it('no longer ends writes after the first one, and gives reads the whole time after each', async () => {
    const { limit, open } = startLimit()
    await wait(99)
    limit.writing()
    await wait(99)
    expect(open()).toEqual({ reads: true, writes: true })
    await wait(1)
    expect(open()).toEqual({ reads: false, writes: true })
    limit.writing()
    expect(open()).toEqual({ reads: true, writes: true })
  })

  it('stands still while a person is waited for', async () => {
    const { limit, open } = startLimit()
    await wait(99)
    await limit.pause(async () => void (await wait(200)))
    expect(open()).toEqual({ reads: true, writes: true })
    await wait(1)
    expect(open()).toEqual({ reads: false, writes: false })
  })

  it('stops both when the caller leaves, also after a write and before the start', async () => {
    const caller = new AbortController()
    const { limit, open } = startLimit(caller.signal)
    limit.writing()
    caller.abort()
    expect(open()).toEqual({ reads: false, writes: false })
    expect(limit.signal('write').reason).toMatchObject({ code: 'cancelled' })
    expect(startLimit(caller.signal).open()).toEqual({ reads: false, writes: false })
  })

  it('stops both at its end, for good', async () => {
    const { limit, open } = startLimit()
    limit.end()
    limit.writing()
    await limit.pause(async () => {})
    expect(open()).toEqual({ reads: false, writes: false })
  })
})
