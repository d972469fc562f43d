import type { Log } from '../config/logging.ts'
import type { Exclusively } from '../shared/exclusively.ts'
import { isProblem } from '../shared/problem.ts'
import type { Authorization, Tokens } from './authorization.ts'
import { loginEnded } from './authorization-problems.ts'
import type { Login } from './login.ts'
import type { LoginKeeper } from './login-keeper.ts'
import { createSharedLogin } from './shared-login.ts'

/**
 * A login while it is used. A sign-out or a new sign-in replaces the whole object, so that a request that is still under way for the old login
 * does not change the new one.
 */
export type LoginInUse = {
  readonly clientId: string
  /** A login that was handed in for this run is neither read from nor written to the vault. */
  readonly handedIn: boolean
  login: Login
  /** The refresh token that the vault had when this process last looked. Another one than in `login` while the vault could not take that. */
  storedToken?: string
  /** Set while the vault does not have it: the sentence that says why. */
  notKept?: string
  access?: AccessToken
  renewal?: Promise<string>
  /** Set while Spotify is asked whose login it is. */
  identification?: Promise<string>
  /** After an early renewal failed: not before this time again. Milliseconds since the epoch. */
  renewNotBefore?: number
}

/** In memory only. `expiresAt` in milliseconds since the epoch. */
export type AccessToken = { value: string; expiresAt: number }

/** A token is renewed this long before it ends, so that it does not end while a request with it is under way. */
const renewAheadMs = 5 * 60_000
const pauseAfterFailureMs = 30_000

/** The token of an answer to a request that was sent at `requestedAt` (milliseconds): the life of a token begins no earlier. */
export function toAccessToken(tokens: Tokens, requestedAt: number): AccessToken {
  return { value: tokens.accessToken, expiresAt: requestedAt + tokens.expiresInSeconds * 1_000 }
}

export type AccessTokens = {
  /** The login's access token, renewed if it is about to end. @throws Problem as `Authorization.refresh` */
  current(use: LoginInUse): Promise<string>
  /** A new access token; all calls during one token request share its answer. @throws Problem as `Authorization.refresh` */
  renew(use: LoginInUse): Promise<string>
}

/**
 * Access tokens for logins: one token request at a time, however many callers wait for it, also in other processes. Spotify may replace the refresh
 * token with each answer, so a process first takes up what another one has stored.
 *
 * @param parts.exclusively one renewal at a time between processes
 * @param parts.isInUse whether the login has not been replaced or signed out
 * @param parts.end called when Spotify ended the login
 * @param parts.removed called when the login was removed from the vault, as another process does to sign out
 * @param parts.changed called when the login's scopes or keeping changed
 */
export function createAccessTokens(parts: {
  authorization: Authorization
  keeper: LoginKeeper
  exclusively: Exclusively
  log: Log
  now: () => number
  isInUse: (use: LoginInUse) => boolean
  end: (use: LoginInUse) => Promise<void>
  removed: () => void
  changed: () => void
}): AccessTokens {
  const { authorization, exclusively, log, now, isInUse } = parts
  const { catchUp, keep, findNewer } = createSharedLogin(parts)

  async function current(use: LoginInUse): Promise<string> {
    const token = use.access
    if (!token || token.expiresAt <= now()) return renew(use)
    if (token.expiresAt - now() >= renewAheadMs || now() < (use.renewNotBefore ?? 0)) return token.value
    try {
      return await renew(use)
    } catch (error) {
      if (!isProblem(error) || !isInUse(use) || token.expiresAt <= now()) throw error
      const first = now() >= (use.renewNotBefore ?? 0)
      use.renewNotBefore = now() + pauseAfterFailureMs
      if (first) log.warn(`The access token is used until it ends, since it could not be renewed yet. ${error.message}`)
      return token.value
    }
  }

  function renew(use: LoginInUse): Promise<string> {
    // A login that was handed in belongs to this process alone.
    use.renewal ??= (use.handedIn ? request(use) : exclusively(() => renewKept(use))).finally(() => {
      use.renewal = undefined
    })
    return use.renewal
  }

  async function renewKept(use: LoginInUse): Promise<string> {
    await catchUp(use)
    const token = await request(use)
    // Somebody signed in again with another process while Spotify answered. That login counts.
    return isInUse(use) && !use.access ? renewKept(use) : token
  }

  async function request(use: LoginInUse): Promise<string> {
    const requestedAt = now()
    const tokens = await refresh(use)
    const access = toAccessToken(tokens, requestedAt)
    if (!isInUse(use)) return access.value
    use.access = (await update(use, tokens)) ? access : undefined
    parts.changed()
    return access.value
  }

  /**
   * The vault has a new refresh token before the access token that came with it is used: a crash in between loses nothing.
   *
   * @returns whether it is still the login to use
   */
  async function update(use: LoginInUse, tokens: Tokens): Promise<boolean> {
    const { refreshToken, scopes } = use.login
    const next = { ...use.login, refreshToken: tokens.refreshToken ?? refreshToken, scopes: tokens.grantedScopes ?? scopes }
    const same = next.refreshToken === refreshToken && next.scopes.join() === scopes.join()
    use.login = next
    if (use.handedIn) {
      if (next.refreshToken !== refreshToken) use.notKept = replacedToken
      return true
    }
    if (same && !use.notKept && use.storedToken === next.refreshToken) return true
    return keep(use)
  }

  async function refresh(use: LoginInUse): Promise<Tokens> {
    try {
      return await ask(use)
    } catch (error) {
      if (!isProblem(error, 'login-ended')) throw error
    }
    if (!use.handedIn && isInUse(use) && (await findNewer(use))) {
      try {
        return await ask(use)
      } catch (error) {
        if (!isProblem(error, 'login-ended')) throw error
      }
    }
    if (isInUse(use)) await parts.end(use)
    throw loginEnded()
  }

  function ask({ clientId, login }: LoginInUse): Promise<Tokens> {
    return authorization.refresh({ clientId, refreshToken: login.refreshToken })
  }

  return { current, renew }
}

const replacedToken =
  'Spotify replaced the refresh token that was handed in with SPOTIFY_REFRESH_TOKEN, so that one will not work at the next start. Sign in with ' +
  '`tonearm login` and remove it, or hand in a new one.'
