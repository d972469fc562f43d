import { describe, expect, it } from 'vitest'
import type { EndpointSession } from '../../src/bridge/endpoint-session.ts'
import { createServerRequests } from '../../src/bridge/era-2025/server-requests.ts'

const [first, second] = [{} as EndpointSession, {} as EndpointSession]

describe('the requests of the endpoint', () => {
  it('get new ids, and each answer goes to the session that asked, once', () => {
    const requests = createServerRequests()
    const ids = [requests.add(0, { session: first }), requests.add('zero', { session: first }), requests.add(0, { session: second })]
    expect(new Set(ids).size).toBe(3)
    expect(ids.map((id) => requests.answered(id))).toEqual([
      { id: 0, session: first },
      { id: 'zero', session: first },
      { id: 0, session: second },
    ])
    expect(requests.answered(ids[2] ?? '')).toBeUndefined()
    expect(requests.answered('anything')).toBeUndefined()
  })

  it('can be cancelled by the session that asked, and by no other', () => {
    const requests = createServerRequests()
    const other = requests.add(1, { session: first })
    const id = requests.add(2, { session: first })
    expect(requests.cancelled(2, second)).toBeUndefined()
    expect(requests.cancelled(3, first)).toBeUndefined()
    expect(requests.cancelled(2, first)).toBe(id)
    expect(requests.cancelled(2, first)).toBeUndefined()
    expect(requests.answered(id)).toBeUndefined()
    expect(requests.answered(other)).toEqual({ id: 1, session: first })
  })

  it('end with the stream on which they were sent', () => {
    const requests = createServerRequests()
    const [call, notifications] = [{ session: first }, { session: first }]
    const ids = [requests.add(1, call), requests.add(2, notifications), requests.add(3, call)]
    expect(requests.ended(call)).toEqual([ids[0], ids[2]])
    expect(requests.ended(call)).toEqual([])
    expect(requests.answered(ids[0] ?? '')).toBeUndefined()
    expect(requests.answered(ids[1] ?? '')).toEqual({ id: 2, session: first })
  })
})
