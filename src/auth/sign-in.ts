import { isProblem, Problem } from '../shared/problem.ts'
import { type AccessToken, toAccessToken } from './access-token.ts'
import type { Authorization } from './authorization.ts'
import { cancelled } from './authorization-problems.ts'
import type { Login } from './login.ts'

/** Shows Spotify's consent page to the user: in a window, in the browser, or as an address in the terminal. */
export type OpenUrl = (url: string) => void | Promise<void>

/**
 * One sign-in, from the request to the login: listen, send the user to Spotify, wait for the callback, exchange its code.
 *
 * @param parts.signal cancels it, until the login is there
 * @param parts.waiting called with the consent page's address when the callback can come
 * @param parts.arrived called with the login before the browser gets its answer; its `note` is shown to the user
 * @throws Problem `port-taken`, `sign-in-cancelled`, `sign-in-timed-out`, `sign-in-failed`, `client-id-refused`, `spotify-unreachable`
 */
export async function signInWithBrowser(parts: {
  authorization: Authorization
  clientId: string
  callbackPort: number
  scopes: readonly string[]
  openUrl: OpenUrl
  signal: AbortSignal
  now: () => number
  waiting: (url: string) => void
  arrived: (login: Login, access: AccessToken) => Promise<{ note?: string }>
}): Promise<void> {
  const { authorization, clientId, signal, now } = parts
  const { openCallbackListener } = await import('./callback-listener.ts')
  const listener = await openCallbackListener({ port: parts.callbackPort })
  try {
    const { redirectUri } = listener
    const { url, state, codeVerifier } = await authorization.begin({ clientId, redirectUri, scopes: parts.scopes })
    const notOpened = new AbortController()
    const callback = listener.wait({
      state,
      signal: AbortSignal.any([signal, notOpened.signal]),
      async complete(parameters) {
        const requestedAt = now()
        const tokens = await authorization.exchange({ clientId, redirectUri, state, codeVerifier, parameters })
        if (signal.aborted) throw cancelled()
        const login = toLogin(tokens.refreshToken, tokens.grantedScopes ?? [...parts.scopes], now())
        return parts.arrived(login, toAccessToken(tokens, requestedAt))
      },
    })
    if (!signal.aborted) {
      parts.waiting(url)
      // Not awaited: a window may stay open for as long as the sign-in takes.
      open(parts.openUrl, url).catch((error) => notOpened.abort(isProblem(error) ? error : pageNotOpened(error)))
    }
    await callback
  } finally {
    await listener.close()
  }
}

async function open(openUrl: OpenUrl, url: string): Promise<void> {
  await openUrl(url)
}

function toLogin(refreshToken: string | undefined, scopes: string[], consentedAt: number): Login {
  if (!refreshToken) throw new Problem('sign-in-failed', 'Spotify sent no refresh token, so the login would not last. Sign in again.')
  return { refreshToken, scopes, authorizedAt: new Date(consentedAt).toISOString() }
}

function pageNotOpened(error: unknown): Problem {
  const sentence = "Spotify's sign-in page could not be opened. Run `tonearm login --no-browser` and open the address that it shows."
  return new Problem('sign-in-failed', sentence, { cause: error })
}
