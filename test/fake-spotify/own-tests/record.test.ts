import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { emptyWorld } from '../builders.ts'
import { forbidden, hang } from '../faults.ts'
import { signedIn } from './test-helpers.ts'

describe('The record', () => {
  it('lists API requests in order of arrival, decoded, without the sign-in', async () => {
    await using spotify = await signedIn({ world: emptyWorld() })
    await spotify.get('/search?q=midnight%20river%20%26%20more&type=track&limit=10')
    await fetch(`${spotify.accountsUrl}/api/token`, { method: 'POST', body: new URLSearchParams({ grant_type: 'refresh_token' }) })
    await spotify.call('PUT', '/me/player/play', { uris: ['a'] })
    expect(spotify.requests()).toEqual(['GET /v1/search?q=midnight river & more&type=track&limit=10', 'PUT /v1/me/player/play'])
    expect(spotify.tokenRequests()).toMatchObject([{ kind: 'token', body: { grant_type: 'refresh_token' }, status: 400 }])
    spotify.clearRecord()
    expect(spotify.record()).toEqual([])
  })

  it('knows body, status, size and times of each request', async () => {
    await using spotify = await signedIn({ world: emptyWorld(), latencyMs: 30 })
    const { text } = await spotify.call('POST', '/me/playlists', { name: '🎧' })
    const [one] = spotify.record()
    expect(one).toMatchObject({ kind: 'api', method: 'POST', path: '/v1/me/playlists', query: {}, body: { name: '🎧' }, status: 201 })
    expect(one?.bytesSent).toBe(Buffer.byteLength(text))
    await expect.poll(() => (one?.finishedAt ?? 0) - (one?.startedAt ?? 0)).toBeGreaterThanOrEqual(28)
  })

  it('counts how many API requests were open at the same time', async () => {
    await using spotify = await signedIn({ world: emptyWorld(), latencyMs: 30 })
    await Promise.all([1, 2, 3].map(() => spotify.get('/me')))
    await spotify.get('/me')
    expect(spotify.mostInFlight()).toBe(3)
  })

  it('has requests that a fault answered, too', async () => {
    await using spotify = await signedIn({ world: emptyWorld() })
    spotify.faults.next('GET /v1/me', forbidden())
    await spotify.get('/me')
    expect(spotify.record()).toMatchObject([{ status: 403 }])
    expect(spotify.requests()).toEqual(['GET /v1/me'])
  })

  it('does not keep the fake from stopping while a request hangs', async () => {
    const spotify = await signedIn({ world: emptyWorld() })
    spotify.faults.next('GET /v1/me', hang())
    const hanging = spotify.get('/me').catch((error: Error) => error.message)
    await expect.poll(() => spotify.requests()).toHaveLength(1)
    await spotify.stop()
    expect(await hanging).toBe('fetch failed')
  })
})

describe('The program', () => {
  it('prints one line with its addresses and ends on SIGTERM', async () => {
    const program = spawn(process.execPath, [fileURLToPath(new URL('../main.ts', import.meta.url))], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(program.stdout, 'data')) as [Buffer]
    const { apiUrl, accountsUrl, clientId } = JSON.parse(String(line))
    expect({ apiUrl, clientId }).toEqual({ apiUrl: `${accountsUrl}/v1`, clientId: expect.stringMatching(/^[0-9a-f]{32}$/) })
    expect((await fetch(`${apiUrl}/me`)).status).toBe(401)
    program.kill('SIGTERM')
    expect(await once(program, 'exit')).toEqual([0, null])
  })
})
