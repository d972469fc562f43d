import { setTimeout as wait } from 'node:timers/promises'
import type { Session } from '../auth/session.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import type { AccountAccess, Caller } from '../tools/runtime/caller.ts'
import type { Permissions } from './permitted-scopes.ts'

/** How long a call waits for the person; clients give up not much later. */
const patienceMs = 2 * 60_000

/** Clients that take progress as a sign of life would stop waiting after a minute without it. */
const heartbeatMs = 5_000

/** After the person closed or refused the sign-in, calls do not bring it up again for this long. */
const restMs = 10 * 60_000

/**
 * The login as the tools need it: the first call of somebody who is signed out starts the sign-in and waits for it.
 *
 * @param options.openUrl shows the sign-in page to the person, who wants to know which client asks
 * @param options.signInOnCall false where nobody sits who could sign in: the call then says what is wrong with the login
 */
export function createSignInOnDemand(options: {
  session: Session
  permissions: Permissions
  /** Asks Spotify whose login it is. */
  whoIsIt: () => Promise<string>
  openUrl: (url: string, client?: string) => void | Promise<void>
  signInOnCall?: boolean
  now?: () => number
  patienceMs?: number
}): AccountAccess {
  const { session, permissions, whoIsIt, openUrl, signInOnCall = true, now = Date.now } = options
  let refusedAt = Number.NEGATIVE_INFINITY

  async function signIn(caller: Caller): Promise<void> {
    if (session.state().state === 'client-id-missing') {
      throw new Problem('client-id-missing', 'Tonearm has no Spotify client ID yet, so it cannot sign in.')
    }
    // Either way, since the clock may have been set back.
    if (Math.abs(now() - refusedAt) < restMs) throw new Problem('signed-out', 'Nobody is signed in to Spotify.')
    const done = new AbortController()
    const stop = AbortSignal.any([done.signal, caller.signal])
    try {
      await Promise.race([
        session.signIn((url) => openUrl(url, caller.client)),
        beat(caller, stop),
        giveUp(options.patienceMs ?? patienceMs, stop),
      ])
    } catch (error) {
      if (isProblem(error, 'sign-in-cancelled')) refusedAt = now()
      throw error
    } finally {
      done.abort()
    }
  }

  async function giveUp(milliseconds: number, signal: AbortSignal): Promise<never> {
    await wait(milliseconds, undefined, { signal, ref: false })
    throw new Problem('signed-out', 'Nobody signed in to Spotify yet. Finish the sign-in in the window that was opened, then ask again.')
  }

  return {
    id: () => session.login()?.accountId,
    permittedScopes: () => permissions.current()?.permittedScopes,
    async ready(caller, whilePersonActs = (work) => work()) {
      // Another process may have signed in: both keep the login in the same vault.
      if (!session.login()) {
        await whilePersonActs(async () => {
          // The system may ask for the keychain's password.
          await session.restore()
          if (!session.login() && signInOnCall) await signIn(caller)
        })
      }
      // What Spotify grants is known for sure from its latest answer, and a login that ended shows here, before anything is done.
      await session.accessToken()
      // Once, after the sign-in: what is shown and kept from now on belongs to this account.
      const id = await session.identify(whoIsIt)
      const permitted = permissions.current() ?? { permittedScopes: [], switchedOff: [], missingScopes: [] }
      return { ...permitted, id, endsAt: session.login()?.endsAt }
    },
    onPermissionsChanged: permissions.onChange,
  }
}

/** Tells the caller that there is something to wait for, until stopped. Never resolves. */
async function beat(caller: Caller, signal: AbortSignal): Promise<never> {
  for (let done = 0; ; done += 1) {
    caller.progress(done, undefined, 'Waiting for the sign-in to Spotify in the browser')
    await wait(heartbeatMs, undefined, { signal, ref: false })
  }
}
