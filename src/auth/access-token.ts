import type { Log } from '../config/logging.ts'
import { isProblem } from '../shared/problem.ts'
import type { Authorization, Tokens } from './authorization.ts'
import { loginEnded } from './authorization-problems.ts'
import type { Login } from './login.ts'
import type { LoginKeeper } from './login-keeper.ts'

/**
 * A login while it is used. A sign-out or a new sign-in replaces the whole object, so that a request that is still under way for the old login
 * does not change the new one.
 */
export type LoginInUse = {
  readonly clientId: string
  /** A login that was handed in for this run is neither read from nor written to the vault. */
  readonly handedIn: boolean
  login: Login
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

/**
 * The pauses before each look into the vault for a refresh token that replaced ours. The process that got it from Spotify needs a moment to store
 * it, and a keychain takes its time.
 */
const pausesForReplacementMs = [0, 100, 300, 600]

/** With this many refresh tokens a renewal is tried: another process may replace the one from the vault, too, before we have used it. */
const mostAttempts = 5

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
 * Access tokens for logins: one token request at a time, however many callers wait for it.
 *
 * @param parts.isInUse whether the login has not been replaced or signed out
 * @param parts.end called when Spotify ended the login
 * @param parts.changed called when the login's scopes or keeping changed
 */
export function createAccessTokens(parts: {
  authorization: Authorization
  keeper: LoginKeeper
  log: Log
  now: () => number
  sleep: (milliseconds: number) => Promise<unknown>
  isInUse: (use: LoginInUse) => boolean
  end: (use: LoginInUse) => Promise<void>
  changed: () => void
}): AccessTokens {
  const { authorization, keeper, log, now, sleep, isInUse } = parts

  async function current(use: LoginInUse): Promise<string> {
    const token = use.access
    if (!token || token.expiresAt <= now()) return renew(use)
    if (token.expiresAt - now() >= renewAheadMs || now() < (use.renewNotBefore ?? 0)) return token.value
    try {
      return await renew(use)
    } catch (error) {
      if (!isProblem(error) || error.code === 'login-ended' || token.expiresAt <= now()) throw error
      const first = now() >= (use.renewNotBefore ?? 0)
      use.renewNotBefore = now() + pauseAfterFailureMs
      if (first) log.warn(`The access token is used until it ends, since it could not be renewed yet. ${error.message}`)
      return token.value
    }
  }

  function renew(use: LoginInUse): Promise<string> {
    use.renewal ??= request(use).finally(() => {
      use.renewal = undefined
    })
    return use.renewal
  }

  async function request(use: LoginInUse): Promise<string> {
    const requestedAt = now()
    const tokens = await refresh(use)
    const access = toAccessToken(tokens, requestedAt)
    if (!isInUse(use)) return access.value
    await update(use, tokens)
    use.access = access
    parts.changed()
    return access.value
  }

  /** The vault has a new refresh token before the access token that came with it is used: a crash in between loses nothing. */
  async function update(use: LoginInUse, tokens: Tokens): Promise<void> {
    const { refreshToken, scopes } = use.login
    const next = { ...use.login, refreshToken: tokens.refreshToken ?? refreshToken, scopes: tokens.grantedScopes ?? scopes }
    const same = next.refreshToken === refreshToken && next.scopes.join() === scopes.join()
    use.login = next
    if (use.handedIn) {
      if (next.refreshToken !== refreshToken) use.notKept = replacedToken
    } else if (!same || use.notKept) {
      use.notKept = await keeper.keep(use.clientId, next)
    }
  }

  async function refresh(use: LoginInUse): Promise<Tokens> {
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      try {
        return await authorization.refresh({ clientId: use.clientId, refreshToken: use.login.refreshToken })
      } catch (error) {
        if (!isProblem(error, 'login-ended') || !isInUse(use)) throw error
      }
      if (!(await adoptReplacement(use))) break
    }
    if (isInUse(use)) await parts.end(use)
    throw loginEnded()
  }

  /** Another process that shares the vault may have renewed or replaced the login, which ends the refresh token that we know. */
  async function adoptReplacement(use: LoginInUse): Promise<boolean> {
    if (use.handedIn) return false
    for (const pauseMs of pausesForReplacementMs) {
      await sleep(pauseMs)
      const stored = await keeper.read(use.clientId)
      if (!stored || !isInUse(use)) return false
      if (stored.refreshToken === use.login.refreshToken) continue
      use.login = stored
      return true
    }
    return false
  }

  return { current, renew }
}

const replacedToken =
  'Spotify replaced the refresh token that was handed in with SPOTIFY_REFRESH_TOKEN, so that one will not work at the next start. Sign in with ' +
  '`tonearm login` and remove it, or hand in a new one.'
