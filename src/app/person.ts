import type { Session } from '../auth/session.ts'
import type { Log } from '../config/logging.ts'
import type { Status } from '../shared/status.ts'
import type { Spotify } from '../spotify/client.ts'
import type { Permissions } from './permitted-scopes.ts'

/** The person who is signed in, as far as this process knows them. */
export type Person = {
  /** Asks Spotify for the lasting id of the account. Rows that were kept under Spotify's user id, before there was a lasting one, go with it. */
  whoIsIt(): Promise<string>
  /** The same, once: the answer is kept with the login. */
  account(): Promise<string>
  /** Asks for the name, which is part of the status from then on. */
  greet(): Promise<void>
  status(): Status['account']
  /** Forgets the name, and what Spotify answered. */
  forget(): void
}

/**
 * @param options.adopt gives what was kept under an earlier id of an account to its lasting id
 * @param options.forget forgets what is in memory and is theirs: called also when somebody else signs in
 * @param options.onChange `status()` answers differently from now on
 */
export function createPerson(options: {
  session: Session
  permissions: Pick<Permissions, 'current'>
  profile: Spotify['listener']['profile']
  adopt: (earlierId: string, account: string) => Promise<void>
  forget: () => void
  log: Log
  onChange: () => void
}): Person {
  const { session, permissions, profile, adopt, log, onChange } = options
  let name: string | undefined
  let known: string | undefined

  session.onChange(() => {
    const next = session.login()?.accountId
    // Somebody else, or nobody: what Spotify answered is theirs. A login that is only now recognised keeps what was just asked for.
    if (known !== undefined && next !== known) forget()
    known = next
    onChange()
  })

  async function whoIsIt(): Promise<string> {
    const { id, accountId, name: theirs } = await profile()
    // The login may be another one by now.
    if (known === undefined || known === accountId) name = theirs
    await adopt(id, accountId).catch((error) => log.debug(`What was kept under an earlier id was not adopted: ${error}`))
    return accountId
  }

  function forget(): void {
    name = undefined
    options.forget()
  }

  return {
    whoIsIt,
    account: () => session.identify(whoIsIt),
    async greet() {
      name = (await profile()).name
      onChange()
    },
    status() {
      const state = session.state()
      if (state.state !== 'signed-in') return { state: state.state }
      const { accountId: _, ...shown } = state
      return { ...shown, name, permittedScopes: [...(permissions.current()?.permittedScopes ?? [])] }
    },
    forget,
  }
}
