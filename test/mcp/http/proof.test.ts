import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { running } from '../running.ts'

const nonce = '0123456789abcdef0123456789abcdef'

describe('the question for a proof', () => {
  it('is answered without a token, with what only somebody who knows the token can compute', async () => {
    const { send, endpoint, token } = await running()
    const answer = await send({ path: `/proof?nonce=${nonce}` })
    const proof = createHmac('sha256', token).update(`tonearm${nonce}${endpoint.port}`).digest('hex')
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { proof }])
    expect(answer.raw).not.toContain(token)
  })

  it('has another answer for each nonce', async () => {
    const { send } = await running()
    const proofs = await Promise.all(['a', 'b'].map(async (letter) => (await send({ path: `/proof?nonce=${letter.repeat(32)}` })).body))
    expect(new Set(proofs).size).toBe(2)
  })

  it('is refused to web pages', async () => {
    const { send } = await running()
    expect((await send({ path: `/proof?nonce=${nonce}`, headers: { Origin: 'https://evil.example' } })).status).toBe(403)
    expect((await send({ path: `/proof?nonce=${nonce}`, headers: { Host: 'evil.example' } })).status).toBe(403)
  })

  it('takes a nonce of 16 to 128 plain characters, and GET', async () => {
    const { send } = await running()
    for (const query of ['', '?nonce=', '?nonce=short', `?nonce=${'a'.repeat(129)}`, `?nonce=${'é'.repeat(16)}`, '?other=1']) {
      expect((await send({ path: `/proof${query}` })).status, query).toBe(400)
    }
    expect((await send({ method: 'POST', path: `/proof?nonce=${nonce}`, body: '{}' })).status).toBe(405)
  })
})
