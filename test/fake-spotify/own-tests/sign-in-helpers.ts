import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { emptyWorld } from '../builders.ts'
import { type FakeSpotify, type FakeSpotifyOptions, startFakeSpotify } from '../fake-spotify.ts'

/** A fake, an app listening on its loopback callback, and a clock that the test moves. */
export async function startApp(options: FakeSpotifyOptions = {}) {
  const clock = { now: Date.UTC(2026, 7, 31, 12) }
  const spotify = await startFakeSpotify({ world: emptyWorld(), now: () => clock.now, ...options })
  const callback = createServer((_, response) => response.end('You may close this window.'))
  await new Promise<void>((resolve) => callback.listen(0, '127.0.0.1', resolve))
  const redirectUri = `http://127.0.0.1:${(callback.address() as AddressInfo).port}/callback`
  const verifier = randomBytes(48).toString('base64url')
  const stop = async () => {
    callback.close()
    callback.closeAllConnections()
    await spotify.stop()
  }
  return { spotify, clock, redirectUri, verifier, url: authorizeUrl(spotify, redirectUri, verifier), [Symbol.asyncDispose]: stop }
}

/** The address that the app opens, with other values if a test wants so. */
export function authorizeUrl(spotify: FakeSpotify, redirectUri: string, verifier: string, change: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: spotify.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'user-top-read playlist-read-private',
    state: 'a b&c',
    code_challenge_method: 'S256',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    ...change,
  })
  return `${spotify.accountsUrl}/authorize?${query}`
}

async function token(spotify: FakeSpotify, form: Record<string, string>) {
  const response = await fetch(`${spotify.accountsUrl}/api/token`, { method: 'POST', body: new URLSearchParams(form) })
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}

/** Exchanges the code of a callback address, with other form values if a test wants so. */
export function exchange(app: Awaited<ReturnType<typeof startApp>>, location: string, change: Record<string, string> = {}) {
  const code = new URL(location).searchParams.get('code') ?? ''
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: app.redirectUri,
    client_id: app.spotify.clientId,
    code_verifier: app.verifier,
  }
  return token(app.spotify, { ...form, ...change })
}

/** Refreshes an access token. */
export function refresh(spotify: FakeSpotify, refresh_token: string) {
  return token(spotify, { grant_type: 'refresh_token', refresh_token, client_id: spotify.clientId })
}
