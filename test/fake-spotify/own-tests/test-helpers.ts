import { knownScopes } from '../accounts/authorize.ts'
import { type FakeSpotify, type FakeSpotifyOptions, startFakeSpotify } from '../fake-spotify.ts'

/** A fake with a signed-in user, and a way to call it that reads like the request. Stops itself at the end of a `using` block. */
export type SignedIn = FakeSpotify &
  AsyncDisposable & {
    /** @param json the body, sent as JSON */
    call(method: string, path: string, json?: unknown): Promise<Called>
    get(path: string): Promise<Called>
  }

/** `json` is undefined if the body is none. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely; what is in them is what they test
export type Called = { status: number; text: string; json: any; headers: Headers }

/** Starts a fake whose user granted these scopes (all, if not given). */
export async function signedIn(options: FakeSpotifyOptions & { scopes?: string[] } = {}): Promise<SignedIn> {
  const spotify = await startFakeSpotify(options)
  const { accessToken } = spotify.grant(options.scopes ?? Object.keys(knownScopes))
  const call = async (method: string, path: string, json?: unknown): Promise<Called> => {
    const body = json === undefined ? {} : { body: JSON.stringify(json) }
    const headers = { authorization: `Bearer ${accessToken}`, ...(json === undefined ? {} : { 'content-type': 'application/json' }) }
    const response = await fetch(`${spotify.apiUrl}${path}`, { method, headers, ...body })
    const text = await response.text()
    return { status: response.status, text, json: parsed(text), headers: response.headers }
  }
  return { ...spotify, call, get: (path) => call('GET', path), [Symbol.asyncDispose]: spotify.stop }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
