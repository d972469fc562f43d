import type { Log } from '../config/logging.ts'
import type { Scope } from '../config/scopes.ts'
import type { Exclusively } from '../shared/exclusively.ts'
import { type AccessToken, createAccessTokens, type LoginInUse } from './access-token.ts'
import type { Authorization } from './authorization.ts'
import { loginEnded } from './authorization-problems.ts'
import { createCurrentSignIn } from './current-sign-in.ts'
import { evenWithoutLock } from './even-without-lock.ts'
import type { Login } from './login.ts'
import { createLoginKeeper, type KeptLogin } from './login-keeper.ts'
import { clientIdMissing, type SessionState, type SignedIn, signedIn, signedOut } from './session-state.ts'
import { type OpenUrl, signInWithBrowser } from './sign-in.ts'
import type { Vault } from './vault.ts'

/** The one login of this process: its state, the access token, signing in and signing out. */
export type Session = {
  state(): SessionState
  /** The login in use, also while another sign-in is under way. */
  login(): SignedIn | undefined
  /** Calls `listener` after every change of `state()`. @returns the way to stop that */
  onChange(listener: () => void): () => void
  /** Uses the login that the vault keeps, at the start and after the client id changed. Never rejects: a failing vault is logged. */
  restore(): Promise<void>
  /**
   * An access token that is valid for the next call at least.
   *
   * @throws Problem `client-id-missing`, `signed-out`, `login-ended`, or as `Authorization.refresh`
   */
  accessToken(): Promise<string>
  /** Replaces a token that Spotify answered with 401: asks for a new one, unless there is one already. @throws as `accessToken` */
  renew(rejectedToken: string): Promise<string>
  /**
   * The id of the account whose login is in use. `ask` is called only when it is not known yet; its answer is kept with the login.
   *
   * @throws as `accessToken`, and as `ask`
   */
  identify(ask: () => Promise<string>): Promise<string>
  /**
   * The refresh token itself, for one purpose: to move the login to a computer without a browser. It opens the account for six months from the
   * consent, so it is given to the user who asked and confirmed, and to nothing else: no log, no answer to a client. Spotify is asked first, so
   * that no user copies a login that has ended.
   *
   * @throws as `accessToken`
   */
  handOutRefreshToken(): Promise<string>
  /**
   * Signs in. While a sign-in is under way a second call joins it and opens nothing; its signal then ends only its own waiting.
   *
   * @throws Problem `client-id-missing`, or as `signInWithBrowser`
   */
  signIn(openUrl: OpenUrl, options?: { signal?: AbortSignal }): Promise<void>
  /** Ends a sign-in that is under way, whichever call began it, and waits for its end; the earlier login stays. */
  cancelSignIn(): Promise<void>
  /** Ends the login here and in the vault, and a sign-in that is under way. @throws Problem of the vault, if the login is still in there */
  signOut(): Promise<void>
}

/**
 * @param options.locks between processes with the same vault: `renewal` is held while Spotify is asked for a new token, `login` for a moment, while the
 * login in the vault is looked at and changed
 * @param options.clientId read at every use, so that it may change
 * @param options.now milliseconds since the epoch; tests own the clock
 * @param options.refreshToken handed in for this run (SPOTIFY_REFRESH_TOKEN): the vault is then not read
 */
export function createSession(options: {
  vault: Vault
  locks: { renewal: Exclusively; login: Exclusively }
  authorization: Authorization
  clientId: () => string | undefined
  callbackPort: () => number
  scopes: () => Scope[]
  log: Log
  now?: () => number
  refreshToken?: string
}): Session {
  const { authorization, log, now = Date.now } = options
  const keeper = createLoginKeeper({ vault: options.vault, exclusively: evenWithoutLock(options.locks.login, log), log, now })
  const listeners = new Set<() => void>()
  /** Refresh tokens of logins that ended or were signed out: a vault that cannot forget them must not bring them back. */
  const revokedTokens = new Set<string>()
  let held: LoginInUse | undefined
  let endedClientId: string | undefined
  let restoring: { clientId: string; done: Promise<void> } | undefined

  const tokens = createAccessTokens({
    authorization,
    keeper,
    exclusively: evenWithoutLock(options.locks.renewal, log),
    log,
    now,
    isInUse: (use) => use === held,
    end,
    removed,
    changed,
  })
  const signingIn = createCurrentSignIn({ run: signInOnce, changed })

  function state(): SessionState {
    const clientId = options.clientId()
    if (!clientId) return { state: 'client-id-missing' }
    const url = signingIn.url()
    if (url) return { state: 'signing-in', url }
    return login() ?? { state: endedClientId === clientId ? 'login-ended' : 'signed-out' }
  }

  function login(): SignedIn | undefined {
    const use = inUse()
    return use && signedIn(use)
  }

  function changed(): void {
    for (const listener of listeners) {
      try {
        listener()
      } catch (error) {
        log.error(`A view of the session failed: ${error}`)
      }
    }
  }

  /** Replaces the login in use. A restore that is under way would bring an older one, so its result is ignored. */
  function replaceLogin(use: LoginInUse): void {
    held = use
    restoring = undefined
    changed()
  }

  function dropLogin(end?: { clientId: string }): void {
    if (held) revokedTokens.add(held.login.refreshToken)
    if (options.refreshToken) revokedTokens.add(options.refreshToken)
    held = undefined
    endedClientId = end?.clientId
    restoring = undefined
    changed()
  }

  function inUse(): LoginInUse | undefined {
    return held && held.clientId === options.clientId() ? held : undefined
  }

  async function restore(): Promise<void> {
    const clientId = options.clientId()
    if (!clientId || inUse()) return
    if (restoring?.clientId !== clientId) {
      const thisRestore = { clientId, done: Promise.resolve() }
      restoring = thisRestore
      thisRestore.done = useKeptLogin(clientId, () => restoring === thisRestore)
    }
    await restoring.done
  }

  async function useKeptLogin(clientId: string, stillWanted: () => boolean): Promise<void> {
    const kept = await keptLogin(clientId)
    if (!stillWanted()) return
    restoring = undefined
    if (kept.state === 'ended' && endedClientId !== clientId) {
      endedClientId = clientId
      changed()
    }
    if (kept.state !== 'login' || revokedTokens.has(kept.login.refreshToken)) return
    const handedIn = Boolean(options.refreshToken)
    replaceLogin({ clientId, login: kept.login, handedIn, ...(!handedIn && { storedToken: kept.login.refreshToken }) })
  }

  async function keptLogin(clientId: string): Promise<KeptLogin> {
    const { refreshToken } = options
    // Spotify's first answer says what was granted; until then we assume what we would ask for.
    return refreshToken ? { state: 'login', login: { refreshToken, scopes: options.scopes() } } : keeper.read(clientId)
  }

  /** The login to use now. Another process may have signed in since the last look, so the vault is read again when there is none. */
  async function currentLogin(): Promise<LoginInUse> {
    await restore()
    const use = inUse()
    if (use) return use
    const clientId = options.clientId()
    if (!clientId) throw clientIdMissing()
    throw endedClientId === clientId ? loginEnded(Boolean(options.refreshToken)) : signedOut()
  }

  async function accessTokenBy(request: (use: LoginInUse) => Promise<string>): Promise<string> {
    const use = await currentLogin()
    const [result] = await Promise.allSettled([request(use)])
    // The user has signed out or in again since: the answer is about a login that is no longer in use.
    if (use !== inUse()) return accessTokenBy(tokens.current)
    if (result.status === 'rejected') throw result.reason
    return result.value
  }

  async function end(use: LoginInUse): Promise<void> {
    dropLogin(use)
    log.warn(loginEnded(use.handedIn).message)
    if (!use.handedIn) await keeper.markEnded(use.clientId, use.login.refreshToken)
  }

  function removed(): void {
    dropLogin()
    log.info('The stored login was deleted, so it is not used any more.')
  }

  async function signInOnce(openUrl: OpenUrl, signal: AbortSignal, waiting: (url: string) => void): Promise<void> {
    const clientId = options.clientId()
    if (!clientId) throw clientIdMissing()
    await signInWithBrowser({
      authorization,
      clientId,
      callbackPort: options.callbackPort(),
      scopes: options.scopes(),
      openUrl,
      signal,
      now,
      waiting,
      arrived: (login, access) => keepAndUse(clientId, login, access),
    })
  }

  async function keepAndUse(clientId: string, login: Login, access: AccessToken): Promise<{ note?: string }> {
    const use: LoginInUse = { clientId, login, handedIn: false }
    const keeping = keeper.keep(clientId, login)
    // Like a renewal: calls that want the access token wait until the login is kept.
    use.renewal = keeping.then((notKept) => {
      Object.assign(use, { notKept, access, renewal: undefined, ...(!notKept && { storedToken: login.refreshToken }) })
      return access.value
    })
    replaceLogin(use)
    await use.renewal
    log.info('Signed in.')
    return { note: use.notKept ?? (options.refreshToken && handedInAgain) }
  }

  async function identify(ask: () => Promise<string>): Promise<string> {
    const use = await currentLogin()
    const { accountId } = use.login
    if (accountId) return accountId
    use.identification ??= identifyNow(use, ask).finally(() => {
      use.identification = undefined
    })
    const id = await use.identification
    // Another login took its place while Spotify was asked: the answer may be about that one.
    return use === inUse() ? id : identify(ask)
  }

  async function identifyNow(use: LoginInUse, ask: () => Promise<string>): Promise<string> {
    const accountId = await ask()
    if (use !== inUse()) return accountId
    use.login = { ...use.login, accountId }
    changed()
    // Only a login that is still in the vault is completed there: one that was removed stays removed.
    if (!use.handedIn) await keeper.keepRenewed(use.clientId, use.login, use.login.refreshToken)
    return accountId
  }

  async function signOut(): Promise<void> {
    void signingIn.cancel()
    const clientId = options.clientId() ?? held?.clientId
    dropLogin()
    log.info('Signed out.')
    if (clientId) await keeper.forget(clientId)
  }

  return {
    state,
    login,
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    restore,
    accessToken: () => accessTokenBy(tokens.current),
    renew: (rejected) => accessTokenBy((use) => (use.access && use.access.value !== rejected ? tokens.current(use) : tokens.renew(use))),
    async handOutRefreshToken() {
      await accessTokenBy(tokens.renew)
      return (await currentLogin()).login.refreshToken
    },
    identify,
    signIn: (openUrl, { signal } = {}) => signingIn.startOrJoin(openUrl, signal),
    cancelSignIn: signingIn.cancel,
    signOut,
  }
}

const handedInAgain =
  'Tonearm was started with SPOTIFY_REFRESH_TOKEN and will use that login again at the next start. Remove it to stay with this one.'
