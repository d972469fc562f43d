import type { Log } from '../config/logging.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import { createQueue } from '../shared/queue.ts'
import { type Login, parseLogin, serializeLogin } from './login.ts'
import type { Vault } from './vault.ts'

/** Logins in the vault, one for each client id. Changes take effect in the order in which they were asked for. */
export type LoginKeeper = {
  /** The kept login; undefined also when the vault fails, which is logged: the app works on, signed out. */
  read(clientId: string): Promise<Login | undefined>
  /** Keeps the login for the next start. @returns the sentence that says why it could not be kept; undefined if it was */
  keep(clientId: string, login: Login): Promise<string | undefined>
  /** @throws Problem of the vault */
  forget(clientId: string): Promise<void>
  /** Forgets a login that Spotify ended, unless another process has replaced it. A failing vault is logged. */
  forgetEnded(clientId: string, refreshToken: string): Promise<void>
}

export function createLoginKeeper({ vault, log }: { vault: Vault; log: Log }): LoginKeeper {
  const inTurn = createQueue()
  let reported: string | undefined

  /** A failing vault is tried often; the log gets each failure once. */
  function report(what: string, error: unknown): string {
    const problem = vaultProblem(error)
    if (reported !== what + problem.message) log.warn(what, problem)
    reported = what + problem.message
    return problem.message
  }

  async function load(clientId: string): Promise<Login | undefined> {
    const text = await vault.read(clientId)
    const login = text === undefined ? undefined : parseLogin(text)
    if (text !== undefined && !login) log.warn('The login in the vault cannot be understood. Sign in again to replace it.')
    return login
  }

  return {
    read: (clientId) =>
      inTurn(async () => {
        try {
          return await load(clientId)
        } catch (error) {
          report('The login could not be read from the vault.', error)
          return undefined
        }
      }),

    keep: (clientId, login) =>
      inTurn(async () => {
        try {
          await vault.write(clientId, serializeLogin(login))
          return undefined
        } catch (error) {
          return `The login works until Tonearm quits, but could not be stored. ${report('The login could not be stored.', error)}`
        }
      }),

    forget: (clientId) => inTurn(() => vault.forget(clientId)),

    forgetEnded: (clientId, refreshToken) =>
      inTurn(async () => {
        try {
          if ((await load(clientId))?.refreshToken === refreshToken) await vault.forget(clientId)
        } catch (error) {
          report('The ended login could not be removed from the vault.', error)
        }
      }),
  }
}

function vaultProblem(error: unknown): Problem {
  return isProblem(error) ? error : new Problem('vault-unavailable', 'The vault failed in a way that Tonearm does not know.')
}
