import { describe, expect, it } from 'vitest'
import { createServerRequests } from '../../src/bridge/server-requests.ts'
import type { Session } from '../../src/bridge/session.ts'

const [first, second] = [{} as Session, {} as Session]

describe('the questions of the endpoint', () => {
  it('get ids of their own, and each answer finds back to who asked, once', () => {
    const questions = createServerRequests()
    const ids = [questions.add(0, { session: first }), questions.add('zero', { session: first }), questions.add(0, { session: second })]
    expect(new Set(ids).size).toBe(3)
    expect(ids.map((id) => questions.answered(id))).toEqual([
      { id: 0, session: first },
      { id: 'zero', session: first },
      { id: 0, session: second },
    ])
    expect(questions.answered(ids[2] ?? '')).toBeUndefined()
    expect(questions.answered('anything')).toBeUndefined()
  })

  it('can be taken back by the session that asked, and by no other', () => {
    const questions = createServerRequests()
    const other = questions.add(1, { session: first })
    const id = questions.add(2, { session: first })
    expect(questions.cancelled(2, second)).toBeUndefined()
    expect(questions.cancelled(3, first)).toBeUndefined()
    expect(questions.cancelled(2, first)).toBe(id)
    expect(questions.cancelled(2, first)).toBeUndefined()
    expect(questions.answered(id)).toBeUndefined()
    expect(questions.answered(other)).toEqual({ id: 1, session: first })
  })

  it('end with the stream on which they came', () => {
    const questions = createServerRequests()
    const [call, news] = [{ session: first }, { session: first }]
    const ids = [questions.add(1, call), questions.add(2, news), questions.add(3, call)]
    expect(questions.ended(call)).toEqual([ids[0], ids[2]])
    expect(questions.ended(call)).toEqual([])
    expect(questions.answered(ids[0] ?? '')).toBeUndefined()
    expect(questions.answered(ids[1] ?? '')).toEqual({ id: 2, session: first })
  })
})
