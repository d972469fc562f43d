import type { Log } from '../config/logging.ts'
import type { Exclusively } from '../shared/exclusively.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import { createQueue } from '../shared/queue.ts'
import { type Login, type LoginEntry, parseLogin, parseLoginEntry, serializeEnded, serializeLogin } from './login.ts'
import type { Vault } from './vault.ts'

/**
 * What the vault has for a client id.
 *
 * - `none`: no entry; a locked keyring looks the same
 * - `unreadable`: the vault failed, or nobody understands the entry; the log says so
 */
export type KeptLogin = LoginEntry | { state: 'none' } | { state: 'unreadable' }

/**
 * What became of a renewed login.
 *
 * - `not-kept`: the sentence says why
 * - `removed`: the vault had the login and has none any more. It was signed out, so it is not written back
 * - `replaced`: another process has stored another login, which stays
 */
export type Keeping = { state: 'kept' } | { state: 'not-kept'; sentence: string } | { state: 'removed' } | { state: 'replaced' }

/**
 * Logins in the vault, one for each client id. Changes take effect in the order in which they were asked for, and are made under a lock, so that no
 * other process changes the entry between looking and writing.
 */
export type LoginKeeper = {
  /** A failing vault is logged: the app works on, signed out. */
  read(clientId: string): Promise<KeptLogin>
  /** Keeps the login of a sign-in for the next start, whatever was there. @returns the sentence that says why it could not be kept; undefined if it was */
  keep(clientId: string, login: Login): Promise<string | undefined>
  /** Keeps a login that was renewed. @param stored the refresh token that the vault had when we last looked; undefined if it never had one of this login */
  keepRenewed(clientId: string, login: Login, stored: string | undefined): Promise<Keeping>
  /** Whether there is no login for sure. False when the vault is locked or fails. */
  isRemoved(clientId: string): Promise<boolean>
  /** A login that another process was storing when it was killed. */
  interrupted(clientId: string): Promise<Login | undefined>
  /** @throws Problem of the vault, or `data-directory-busy` */
  forget(clientId: string): Promise<void>
  /** Notes in place of a login that Spotify ended it, unless another process has replaced it. A failing vault is logged. */
  markEnded(clientId: string, refreshToken: string): Promise<void>
}

/**
 * @param options.exclusively makes looking and writing one step between processes
 * @param options.now milliseconds since the epoch
 */
export function createLoginKeeper(options: { vault: Vault; exclusively: Exclusively; log: Log; now: () => number }): LoginKeeper {
  const { vault, exclusively, log, now } = options
  const inTurn = createQueue()
  const alone = <Result>(work: () => Promise<Result>) => inTurn(() => exclusively(work))
  let reported: string | undefined

  /** A failing vault is tried often; the log gets each failure once. */
  function report(what: string, error: unknown): string {
    const problem = vaultProblem(error)
    if (reported !== what + problem.message) log.warn(what, problem)
    reported = what + problem.message
    return problem.message
  }

  async function load(clientId: string): Promise<KeptLogin> {
    const text = await vault.read(clientId)
    if (text === undefined) return { state: 'none' }
    const entry = parseLoginEntry(text)
    if (!entry) log.warn('The stored login is damaged. Sign in again to replace it.')
    return entry ?? { state: 'unreadable' }
  }

  async function look(clientId: string): Promise<KeptLogin> {
    try {
      return await load(clientId)
    } catch (error) {
      report('The stored login could not be read.', error)
      return { state: 'unreadable' }
    }
  }

  async function isAbsent(clientId: string): Promise<boolean> {
    try {
      return await vault.isAbsent(clientId)
    } catch (error) {
      report('The stored login could not be read.', error)
      return false
    }
  }

  function notStored(error: unknown): string {
    return `The login works until Tonearm quits, but could not be stored. ${report('The login could not be stored.', error)}`
  }

  async function storeRenewed(clientId: string, login: Login, stored: string | undefined): Promise<Keeping> {
    const found = await look(clientId)
    if (found.state === 'login' && ![stored, login.refreshToken].includes(found.login.refreshToken)) return { state: 'replaced' }
    if (found.state === 'none' && stored !== undefined && (await isAbsent(clientId))) return { state: 'removed' }
    await vault.write(clientId, serializeLogin(login))
    return { state: 'kept' }
  }

  return {
    read: (clientId) => inTurn(() => look(clientId)),

    async keep(clientId, login) {
      try {
        await alone(() => vault.write(clientId, serializeLogin(login)))
        return undefined
      } catch (error) {
        return notStored(error)
      }
    },

    async keepRenewed(clientId, login, stored) {
      try {
        return await alone(() => storeRenewed(clientId, login, stored))
      } catch (error) {
        return { state: 'not-kept', sentence: notStored(error) }
      }
    },

    isRemoved: (clientId) => inTurn(() => isAbsent(clientId)),

    interrupted: (clientId) =>
      inTurn(async () => {
        const text = await vault.interrupted?.(clientId).catch(() => undefined)
        return text === undefined ? undefined : parseLogin(text)
      }),

    forget: (clientId) => alone(() => vault.forget(clientId)),

    async markEnded(clientId, refreshToken) {
      try {
        await alone(async () => {
          const found = await load(clientId)
          if (found.state !== 'login' || found.login.refreshToken !== refreshToken) return
          await vault.write(clientId, serializeEnded(new Date(now()).toISOString()))
        })
      } catch (error) {
        report('The login that ended could not be deleted.', error)
      }
    },
  }
}

function vaultProblem(error: unknown): Problem {
  return isProblem(error) ? error : new Problem('vault-unavailable', 'The store of the login failed in a way that Tonearm does not know.')
}
