import { describe, expect, it } from 'vitest'
import { createGate } from '../../../src/spotify/request/gate.ts'

const patient = new AbortController().signal

/** A gate whose clock moves only during its pauses, and by hand. */
function startGate() {
  const clock = { now: Date.UTC(2026, 10, 22, 12) }
  const pauses: number[] = []
  const changes: string[] = []
  const gate = createGate({
    zone: 'UTC',
    now: () => clock.now,
    async sleep(milliseconds) {
      pauses.push(milliseconds)
      clock.now += milliseconds
    },
    onChange: () => changes.push(gate.quota().state),
  })
  return { gate, clock, pauses, changes }
}

describe('the gate in front of Spotify', () => {
  it('is open at first', async () => {
    const { gate, pauses } = startGate()
    await gate.pass(patient)
    expect(pauses).toEqual([])
    expect(gate.quota()).toEqual({ state: 'available' })
  })

  it('waits as long as Spotify asks, once', async () => {
    const { gate, pauses } = startGate()
    gate.close('7', undefined)
    await gate.pass(patient)
    await gate.pass(patient)
    expect(pauses).toEqual([7_000])
  })

  it('does not shorten a wait when a shorter one comes later', async () => {
    const { gate, clock, pauses } = startGate()
    gate.close('9', undefined)
    clock.now += 1_000
    gate.close('2', undefined)
    await gate.pass(patient)
    expect(pauses).toEqual([8_000])
  })

  it('lengthens a wait when a longer one comes later, also while somebody waits', async () => {
    const { gate, pauses } = startGate()
    gate.close('2', undefined)
    const passing = gate.pass(patient)
    gate.close('5', undefined)
    await passing
    expect(pauses).toEqual([2_000, 5_000])
  })

  it('waits ten seconds, and refuses at once what would take longer', async () => {
    const { gate, pauses } = startGate()
    gate.close('10', undefined)
    await gate.pass(patient)
    expect(pauses).toEqual([10_000])
    gate.close('10.001', undefined)
    await expect(gate.pass(patient)).rejects.toMatchObject({ code: 'rate-limited', message: expect.stringContaining('in 11 seconds') })
    expect(pauses).toEqual([10_000])
  })

  it('takes a wait of more than a minute for the quota, whatever Spotify calls it', async () => {
    const { gate } = startGate()
    gate.close('60', undefined)
    await expect(gate.pass(patient)).rejects.toMatchObject({ code: 'rate-limited' })
    expect(gate.quota()).toEqual({ state: 'available' })
    gate.close('61', undefined)
    await expect(gate.pass(patient)).rejects.toMatchObject({ code: 'quota-used-up', message: expect.stringContaining('until 12:01.') })
  })

  it('refuses until the quota is back, also when the wait is short or Spotify does not say how long', async () => {
    const { gate, clock } = startGate()
    gate.close('3', 'QUOTA_EXCEEDED')
    await expect(gate.pass(patient)).rejects.toMatchObject({ code: 'quota-used-up' })
    clock.now += 3_000
    await gate.pass(patient)

    gate.close(null, 'QUOTA_EXCEEDED')
    expect(gate.quota()).toEqual({ state: 'used-up', until: new Date(clock.now + 3_600_000).toISOString() })
    clock.now += 3_599_999
    await expect(gate.pass(patient)).rejects.toMatchObject({ code: 'quota-used-up', message: expect.stringContaining('until 13:00.') })
    clock.now += 1
    await gate.pass(patient)
  })

  it('stays refused when a short wait follows the end of the quota', async () => {
    const { gate } = startGate()
    gate.close('7200', 'QUOTA_EXCEEDED')
    gate.close('1', undefined)
    await expect(gate.pass(patient)).rejects.toMatchObject({ code: 'quota-used-up' })
  })

  it('says whether the quota is used up, and tells each change once', async () => {
    const { gate, clock, changes } = startGate()
    gate.close('5', undefined)
    expect(gate.quota()).toEqual({ state: 'available' })
    await gate.pass(patient)
    expect(changes).toEqual([])
    gate.close('61', undefined)
    gate.close('60', 'QUOTA_EXCEEDED')
    expect(changes).toEqual(['used-up'])
    clock.now += 61_000
    expect(gate.quota()).toEqual({ state: 'available' })
    await gate.pass(patient)
    await gate.pass(patient)
    expect(changes).toEqual(['used-up', 'available'])
  })

  it('says in how many seconds to try again, never in none', () => {
    const { gate, clock } = startGate()
    gate.close('2.2', undefined)
    expect(gate.problem()).toMatchObject({ code: 'rate-limited', message: expect.stringContaining('in 3 seconds') })
    clock.now += 10_000
    expect(gate.problem()).toMatchObject({ message: expect.stringMatching(/ in 1 second\.$/) })
  })
  it('lets go at once whoever no longer waits', async () => {
    const gate = createGate({ zone: 'UTC' })
    gate.close('10', undefined)
    const caller = new AbortController()
    const passing = gate.pass(caller.signal)
    caller.abort(new Error('gone'))
    await expect(passing).rejects.toThrow('gone')
  })
})

describe('a clock that somebody sets while the gate is closed', () => {
  /** Both clocks; a pause moves both, somebody who sets the clock only the one of the wall. */
  function startClocks() {
    const clocks = { wall: Date.UTC(2026, 10, 22, 12), monotonic: 5_000 }
    const gate = createGate({
      zone: 'UTC',
      now: () => clocks.wall,
      monotonic: () => clocks.monotonic,
      async sleep(milliseconds) {
        clocks.wall += milliseconds
        clocks.monotonic += milliseconds
      },
    })
    return { gate, clocks }
  }
  const hour = 60 * 60_000

  it.each([
    ['back', -hour],
    ['forward', hour],
  ])('%s does not change a short wait', async (_, set) => {
    const { gate, clocks } = startClocks()
    gate.close('7', undefined)
    clocks.wall += set
    await gate.pass(patient)
    expect(clocks.monotonic).toBe(12_000)
  })

  it('back does not lengthen the wait for the quota, nor what is said of it', async () => {
    const { gate, clocks } = startClocks()
    gate.close('7200', 'QUOTA_EXCEEDED')
    clocks.wall -= hour
    expect(gate.quota()).toEqual({ state: 'used-up', until: '2026-11-22T13:00:00.000Z' })
    expect(gate.problem().message).toContain('until 13:00.')
    clocks.wall += 2 * hour
    clocks.monotonic += 2 * hour
    await gate.pass(patient)
    expect(gate.quota()).toEqual({ state: 'available' })
  })

  it('forward, as after a night in which the computer slept, ends the wait for the quota', async () => {
    const { gate, clocks } = startClocks()
    gate.close('7200', 'QUOTA_EXCEEDED')
    clocks.wall += 2 * hour
    await gate.pass(patient)
  })
})
