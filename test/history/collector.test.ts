import { describe, expect, it } from 'vitest'
import { silentLog } from '../../src/config/logging.ts'
import { createCollector, type Look } from '../../src/history/collector.ts'
import { Problem } from '../../src/shared/problem.ts'

const minute = 60_000

/** A collector with a clock of its own. `looks`: the minutes at which it asked Spotify. */
function collecting(options: { answer?: (minutes: number) => Look | Promise<Look>; last?: number | null; held?: boolean } = {}) {
  const { answer = () => ({ newest: undefined }) } = options
  let last = options.last ?? null
  const begun = Date.UTC(2026, 0, 1)
  const looks: number[] = []
  let time = begun
  let held = options.held ?? false
  let tick = () => {}
  const minutes = () => (time - begun) / minute
  const collector = createCollector({
    async look() {
      looks.push(minutes())
      const found = await answer(minutes())
      last = minutes()
      return found
    },
    lastLook: async () => (last === null ? null : begun + last * minute),
    lock: { tryHold: () => (held ? undefined : () => {}) },
    log: silentLog,
    now: () => time,
    every(_, call) {
      tick = call
      return () => {
        tick = () => {}
      }
    },
  })
  const settle = () => new Promise((resolve) => setImmediate(resolve))
  async function pass(count: number): Promise<void> {
    for (let passed = 0; passed < count; passed += 1) {
      time += minute
      tick()
      await settle()
    }
  }
  return {
    collector,
    looks,
    pass,
    settle,
    /** The computer sleeps: its timers stand still. */
    async sleep(count: number) {
      time += count * minute
      await pass(1)
    },
    release() {
      held = false
    },
    newest: (minutesAgo: number): Look => ({ newest: time - minutesAgo * minute }),
  }
}

describe('the collector', () => {
  it('looks a minute after the start, and then every hour', async () => {
    const { collector, pass, looks } = collecting()
    collector.start()
    await pass(150)
    expect(looks).toEqual([1, 61, 121])
  })

  it('looks every 25 minutes while something was played lately: fewer than 60 times a day', async () => {
    const there = collecting({ answer: () => there.newest(3) })
    there.collector.start()
    await there.pass(24 * 60)
    expect(there.looks.slice(0, 3)).toEqual([1, 26, 51])
    expect(there.looks.length).toBeLessThan(60)
  })

  it('looks when the computer wakes up, but not again when it has just looked', async () => {
    const { collector, pass, sleep, looks } = collecting()
    collector.start()
    await pass(2)
    await sleep(10)
    expect(looks).toEqual([1])
    await sleep(30)
    expect(looks).toEqual([1, 44])
  })

  it('does not look at each of many starts', async () => {
    const { collector, pass, looks } = collecting({ last: -10 })
    collector.start()
    await pass(20)
    expect(looks).toEqual([15])
  })

  it('looks at once after a sign-in', async () => {
    const { collector, settle, looks } = collecting({ last: -1 })
    collector.lookNow()
    await settle()
    expect(looks).toEqual([])
    collector.start()
    collector.lookNow()
    await settle()
    expect(looks).toEqual([0])
  })

  it('leaves it to another process that collects, and goes on when that has ended', async () => {
    const { collector, pass, release, looks } = collecting({ held: true })
    collector.start()
    collector.lookNow()
    await pass(10)
    expect(looks).toEqual([])
    release()
    await pass(20)
    expect(looks).toHaveLength(1)
  })

  it('goes on after a failure: soon without a network, later otherwise', async () => {
    const failures = [new Problem('spotify-unreachable', 'x'), new Problem('quota-used-up', 'x'), new Error('a bug')]
    const { collector, pass, looks } = collecting({
      answer() {
        const failure = failures.shift()
        if (failure) throw failure
        return { newest: undefined }
      },
    })
    collector.start()
    await pass(60)
    expect(looks).toEqual([1, 3, 28, 53])
  })

  it('asks nothing more once it was stopped', async () => {
    const { collector, pass, looks } = collecting()
    collector.start()
    await collector.stop()
    await pass(5)
    expect(looks).toEqual([])
  })
})
