import type { LoginInUse } from './access-token.ts'
import { loginEnded } from './authorization-problems.ts'
import type { Login } from './login.ts'
import type { LoginKeeper } from './login-keeper.ts'
import { signedOut } from './session-state.ts'

/** What a login in use shares with other processes by the vault: they may renew it, replace it, remove it, or find that Spotify ended it. */
export type SharedLogin = {
  /** Takes up what other processes have done to the login since the last look. @throws Problem `login-ended`, `signed-out` */
  catchUp(use: LoginInUse): Promise<void>
  /** Stores the login after it was renewed. @returns whether it is still the login to use */
  keep(use: LoginInUse): Promise<boolean>
  /**
   * Looks for a newer refresh token when Spotify refused the one in use, which then ends no login. There is one when somebody signed in with another
   * process while Spotify answered, or when a process was killed while it stored one.
   */
  findNewer(use: LoginInUse): Promise<boolean>
}

/** @param parts as in createAccessTokens */
export function createSharedLogin(parts: {
  keeper: LoginKeeper
  isInUse: (use: LoginInUse) => boolean
  end: (use: LoginInUse) => Promise<void>
  removed: () => void
}): SharedLogin {
  const { keeper, isInUse } = parts

  async function catchUp(use: LoginInUse): Promise<void> {
    const kept = await keeper.read(use.clientId)
    if (!isInUse(use)) throw signedOut()
    if (kept.state === 'login') takeUp(use, kept.login)
    // A login that the vault could not take is not the one that ended.
    if (kept.state === 'ended' && use.storedToken === use.login.refreshToken) {
      await parts.end(use)
      throw loginEnded()
    }
    if (kept.state === 'none' && (await wasRemoved(use))) {
      if (isInUse(use)) parts.removed()
      throw signedOut()
    }
  }

  /** A login that could not be stored last time is stored after this renewal, which looks too: asking twice may show two prompts of a locked keyring. */
  async function wasRemoved(use: LoginInUse): Promise<boolean> {
    return use.storedToken !== undefined && !use.notKept && keeper.isRemoved(use.clientId)
  }

  /** @returns whether it is another login than before */
  function takeUp(use: LoginInUse, stored: Login): boolean {
    const { refreshToken } = stored
    // Ours is newer than the one in the vault, which could not take it.
    const known = refreshToken === use.login.refreshToken || refreshToken === use.storedToken
    use.storedToken = refreshToken
    if (known) return false
    Object.assign(use, { login: stored, notKept: undefined })
    return true
  }

  async function keep(use: LoginInUse): Promise<boolean> {
    const keeping = await keeper.keepRenewed(use.clientId, use.login, use.storedToken)
    switch (keeping.state) {
      case 'kept':
        use.storedToken = use.login.refreshToken
        use.notKept = undefined
        return true
      case 'not-kept':
        use.notKept = keeping.sentence
        return true
      case 'replaced':
        return false
      case 'removed':
        if (isInUse(use)) parts.removed()
        return false
    }
  }

  async function findNewer(use: LoginInUse): Promise<boolean> {
    const kept = await keeper.read(use.clientId)
    if (kept.state === 'login' && isInUse(use) && takeUp(use, kept.login)) return true
    const interrupted = await keeper.interrupted(use.clientId)
    if (!interrupted || !isInUse(use) || interrupted.refreshToken === use.login.refreshToken) return false
    use.login = interrupted
    return true
  }

  return { catchUp, keep, findNewer }
}
