import { describe, expect, it } from 'vitest'
import { Problem } from '../../../src/shared/problem.ts'
import { initialize, running, sentence, wellBehaved } from '../running.ts'

const controlToken = 'a-second-token-that-no-client-has'

/** An endpoint that can be controlled, with what was done. */
async function controlled(signOut: () => Promise<void> = async () => {}) {
  const done: string[] = []
  const there = await running({
    status: () => ({ version: '1.2.3', state: 'signed-in' }),
    control: {
      token: controlToken,
      status: () => ({ version: '1.2.3', calls: [{ client: 'another client', tool: 'search_tracks' }] }),
      actions: {
        async 'sign-out'() {
          await signOut()
          done.push('sign-out')
        },
      },
    },
  })
  const control = (token: string, body: unknown) =>
    there.send({
      method: 'POST',
      path: '/control',
      headers: { ...wellBehaved(token) },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
  const status = (token: string) => there.send({ path: '/status', headers: { Authorization: `Bearer ${token}` } })
  return { ...there, control, status, done }
}

describe('the token of the clients', () => {
  it('controls nothing', async () => {
    const { control, token, done } = await controlled()
    const answer = await control(token, { action: 'sign-out' })
    expect([answer.status, sentence(answer)]).toEqual([
      403,
      'An app may not do this. It is for the commands and the window of this Tonearm.',
    ])
    expect(done).toEqual([])
  })

  it('shows the version and whether somebody is signed in, and nothing of what others do', async () => {
    const { status, token } = await controlled()
    expect(JSON.parse((await status(token)).body)).toEqual({ version: '1.2.3', state: 'signed-in' })
  })
})

describe('the control token', () => {
  it('shows the whole status', async () => {
    const { status } = await controlled()
    expect(JSON.parse((await status(controlToken)).body)).toMatchObject({ calls: [{ client: 'another client' }] })
  })

  it('does what is asked, and answers when it is done', async () => {
    const { control, done } = await controlled()
    const answer = await control(controlToken, { action: 'sign-out' })
    expect([answer.status, answer.body, done]).toEqual([200, '{"done":"sign-out"}', ['sign-out']])
  })

  it('is told why it could not be done', async () => {
    const { control, done } = await controlled(async () => {
      throw new Problem('vault-locked', 'The keychain is locked.')
    })
    const answer = await control(controlToken, { action: 'sign-out' })
    expect([answer.status, sentence(answer), done]).toEqual([409, 'The keychain is locked.', []])
  })

  it('is told which actions there are when it asks for another', async () => {
    const { control } = await controlled()
    for (const body of [{}, { action: 'erase' }, { action: 'constructor' }, { action: ['sign-out'] }]) {
      const answer = await control(controlToken, body)
      expect([answer.status, sentence(answer)]).toEqual([400, 'This Tonearm does not know that action. It knows: sign-out.'])
    }
    expect((await control(controlToken, '[]')).status).toBe(400)
  })

  it('opens nothing for clients', async () => {
    const { post } = await controlled()
    const answer = await post(initialize, { Authorization: `Bearer ${controlToken}` })
    expect([answer.status, sentence(answer)]).toEqual([
      403,
      'This token controls Tonearm and opens nothing else. MCP clients send the access key.',
    ])
  })
})

describe('somebody without a token', () => {
  it('controls nothing and sees nothing, from a web page least of all', async () => {
    const { control, status, send, done } = await controlled()
    for (const token of ['', 'x']) {
      expect((await control(token, { action: 'sign-out' })).status).toBe(401)
      expect((await status(token)).status).toBe(401)
    }
    const headers = { ...wellBehaved(controlToken), Origin: 'https://evil.example' }
    expect((await send({ method: 'POST', path: '/control', headers, body: '{"action":"sign-out"}' })).status).toBe(403)
    expect(done).toEqual([])
  })

  it('finds no such address where nothing is to be controlled', async () => {
    const { send, token } = await running()
    expect((await send({ method: 'POST', path: '/control', headers: wellBehaved(token), body: '{}' })).status).toBe(404)
  })
})
