import { describe, expect, it, vi } from 'vitest'
import { createPersonQuestions } from '../../src/app/person-questions.ts'

const signal = new AbortController().signal
const removal = { edit: 'mix without 30 songs', client: 'claude-ai', question: 'This removes 30 of 40 songs in "Mix".', signal }

function questions(patienceMs = 10_000) {
  const clock = { now: 0 }
  const onChange = vi.fn()
  return { clock, onChange, ...createPersonQuestions({ onChange, patienceMs, now: () => clock.now }) }
}

describe('a question to the person at this computer', () => {
  it.each([
    [true, 'yes'],
    [false, 'no'],
  ])('is open until they answer, and the app that waits hears it: %s', async (allowed, answer) => {
    const { ask, open, answer: reply } = questions()
    const asked = ask(removal)
    expect(open()).toEqual([{ id: expect.stringMatching(/^[0-9a-f]{12}$/), client: 'Claude Desktop', question: removal.question }])
    reply(open()[0]?.id ?? '', allowed)
    expect(await asked).toBe(answer)
    expect(open()).toEqual([])
  })

  it('counts for the next same edit, once, when the app no longer waits', async () => {
    const { ask, open, answer } = questions(1)
    expect(await ask(removal)).toBe('not-yet')
    answer(open()[0]?.id ?? '', true)
    expect(await ask({ ...removal, edit: 'another edit' })).toBe('not-yet')
    expect(await ask(removal)).toBe('yes')
    expect(await ask(removal)).toBe('not-yet')
  })

  it('is asked once, however often the app tries', async () => {
    const { ask, open } = questions(1)
    await ask(removal)
    await ask(removal)
    expect(open()).toHaveLength(1)
  })

  it('is given up after an hour, with its answer', async () => {
    const { ask, open, answer, clock } = questions(1)
    await ask(removal)
    answer(open()[0]?.id ?? '', true)
    clock.now = 60 * 60_000
    expect(await ask(removal)).toBe('not-yet')
    clock.now *= 2
    expect(open()).toEqual([])
  })

  it('ends with the login and with the app that asked, without a yes', async () => {
    const { ask, clear } = questions()
    const asked = ask(removal)
    clear()
    expect(await asked).toBe('not-yet')
    const gone = new AbortController()
    const second = ask({ ...removal, signal: gone.signal })
    gone.abort()
    expect(await second).toBe('not-yet')
  })
})
