import { describe, expect, it } from 'vitest'
import { createGate } from '../../../src/spotify/request/gate.ts'

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
    await gate.pass()
    expect(pauses).toEqual([])
    expect(gate.quota()).toEqual({ state: 'available' })
  })

  it('waits as long as Spotify asks, once', async () => {
    const { gate, pauses } = startGate()
    gate.close('7', undefined)
    await gate.pass()
    await gate.pass()
    expect(pauses).toEqual([7_000])
  })

  it('does not shorten a wait when a shorter one comes later', async () => {
    const { gate, clock, pauses } = startGate()
    gate.close('9', undefined)
    clock.now += 1_000
    gate.close('2', undefined)
    await gate.pass()
    expect(pauses).toEqual([8_000])
  })

  it('lengthens a wait when a longer one comes later, also while somebody waits', async () => {
    const { gate, pauses } = startGate()
    gate.close('2', undefined)
    const passing = gate.pass()
    gate.close('5', undefined)
    await passing
    expect(pauses).toEqual([2_000, 5_000])
  })

  it.each([
    [null, 5_000],
    ['', 0],
    ['0', 0],
    ['soon', 5_000],
    ['-3', 5_000],
    ['0.5', 500],
  ])('takes the Retry-After %j for %i milliseconds', async (retryAfter, milliseconds) => {
    const { gate, pauses } = startGate()
    gate.close(retryAfter, undefined)
    await gate.pass()
    expect(pauses).toEqual(milliseconds === 0 ? [] : [milliseconds])
  })

  it('waits ten seconds, and refuses at once what would take longer', async () => {
    const { gate, pauses } = startGate()
    gate.close('10', undefined)
    await gate.pass()
    expect(pauses).toEqual([10_000])
    gate.close('10.001', undefined)
    await expect(gate.pass()).rejects.toMatchObject({ code: 'quota-used-up' })
    expect(pauses).toEqual([10_000])
  })

  it('refuses until the quota is back, also when the wait is short or Spotify does not say how long', async () => {
    const { gate, clock } = startGate()
    gate.close('3', 'QUOTA_EXCEEDED')
    await expect(gate.pass()).rejects.toMatchObject({ code: 'quota-used-up' })
    clock.now += 3_000
    await gate.pass()

    gate.close(null, 'QUOTA_EXCEEDED')
    expect(gate.quota()).toEqual({ state: 'used-up', until: new Date(clock.now + 3_600_000).toISOString() })
    clock.now += 3_599_999
    await expect(gate.pass()).rejects.toMatchObject({ code: 'quota-used-up', message: expect.stringContaining('until 13:00.') })
    clock.now += 1
    await gate.pass()
  })

  it('stays refused when a short wait follows the end of the quota', async () => {
    const { gate } = startGate()
    gate.close('7200', 'QUOTA_EXCEEDED')
    gate.close('1', undefined)
    await expect(gate.pass()).rejects.toMatchObject({ code: 'quota-used-up' })
  })

  it('says whether the quota is used up, and tells each change once', async () => {
    const { gate, clock, changes } = startGate()
    gate.close('5', undefined)
    expect(gate.quota()).toEqual({ state: 'available' })
    await gate.pass()
    expect(changes).toEqual([])
    gate.close('60', undefined)
    gate.close('60', 'QUOTA_EXCEEDED')
    expect(changes).toEqual(['used-up'])
    clock.now += 60_000
    expect(gate.quota()).toEqual({ state: 'available' })
    await gate.pass()
    await gate.pass()
    expect(changes).toEqual(['used-up', 'available'])
  })

  it('says in how many seconds to try again, never in none', () => {
    const { gate, clock } = startGate()
    gate.close('2.2', undefined)
    expect(gate.problem()).toMatchObject({ code: 'rate-limited', message: expect.stringContaining('in 3 seconds') })
    clock.now += 10_000
    expect(gate.problem()).toMatchObject({ message: expect.stringContaining('in 1 seconds') })
  })
})
