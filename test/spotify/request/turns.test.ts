import { describe, expect, it } from 'vitest'
import { createTurns } from '../../../src/spotify/request/turns.ts'

const patient = new AbortController().signal

/** Turns for two, with work that ends when the test says so. */
function startTurns() {
  const inTurn = createTurns(2)
  const began: string[] = []
  const ends = new Map<string, () => void>()
  const take = (name: string, { signal = patient, repeated = false } = {}) =>
    inTurn(
      () => {
        began.push(name)
        const { promise, resolve } = Promise.withResolvers<void>()
        ends.set(name, resolve)
        return promise
      },
      { signal, repeated },
    )
  const settled = () => new Promise(setImmediate)
  const end = async (name: string) => {
    await settled()
    ends.get(name)?.()
    await settled()
  }
  return { take, end, settled, began }
}

describe('the queue in front of Spotify', () => {
  it('runs so much at once and the rest in its order', async () => {
    const { take, end, settled, began } = startTurns()
    for (const name of ['a', 'b', 'c', 'd']) void take(name)
    await settled()
    expect(began).toEqual(['a', 'b'])
    await end('b')
    await end('a')
    expect(began).toEqual(['a', 'b', 'c', 'd'])
  })

  it('lets what is repeated go before what was never tried, in its own order', async () => {
    const { take, end, began } = startTurns()
    for (const name of ['a', 'b', 'new']) void take(name)
    for (const name of ['again', 'again too']) void take(name, { repeated: true })
    for (const name of ['a', 'b', 'again', 'again too']) await end(name)
    expect(began).toEqual(['a', 'b', 'again', 'again too', 'new'])
  })

  it('forgets who no longer waits, and gives the place to the next', async () => {
    const { take, end, began } = startTurns()
    for (const name of ['a', 'b']) void take(name)
    const caller = new AbortController()
    const left = take('left', { signal: caller.signal })
    void take('next')
    caller.abort(new Error('gone'))
    await expect(left).rejects.toThrow('gone')
    await end('a')
    expect(began).toEqual(['a', 'b', 'next'])
    await expect(take('late', { signal: caller.signal })).rejects.toThrow('gone')
  })

  it('keeps the place of work that was given up for a moment, since the next is mostly given up, too', async () => {
    const { take, end, settled, began } = startTurns()
    const callers = ['a', 'b', 'c', 'd'].map((name) => ({ name, abort: new AbortController() }))
    const taken = callers.map(({ name, abort }) => take(name, { signal: abort.signal }).catch(() => {}))
    await settled()
    for (const { name, abort } of callers) {
      abort.abort()
      await end(name)
    }
    await Promise.all(taken)
    expect(began).toEqual(['a', 'b'])
    const later = take('later')
    await expect.poll(() => began).toEqual(['a', 'b', 'later'])
    await end('later')
    await later
  })

  it('has its places back after work that failed', async () => {
    const inTurn = createTurns(1)
    const failed = inTurn(() => Promise.reject(new Error('failed')), { signal: patient, repeated: false })
    await expect(failed).rejects.toThrow('failed')
    expect(await inTurn(async () => 'next', { signal: patient, repeated: false })).toBe('next')
  })
})
