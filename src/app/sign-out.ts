import type { Session } from '../auth/session.ts'
import type { Vault } from '../auth/vault.ts'
import type { Accounts } from '../store/accounts.ts'
import type { LibraryIndex } from '../store/library-index.ts'
import type { CallLog } from './call-log.ts'
import type { OwnListeningHistory } from './listening-history.ts'
import type { Person } from './person.ts'
import type { Tonearm } from './tonearm-type.ts'

/** Signing out, and how much of the person goes with it: `signOut`, `forgetAccount` and `forgetSecrets` of {@link Tonearm}. */
export function createSignOut(parts: {
  session: Session
  vault: Vault
  person: Person
  library: LibraryIndex
  callLog: CallLog
  accounts: Accounts
  history: Pick<OwnListeningHistory, 'forget'>
  onChange: () => void
}): Pick<Tonearm, 'signOut' | 'forgetAccount' | 'forgetSecrets'> {
  const { session, vault, person, library, callLog, accounts, history, onChange } = parts

  async function signOut(): Promise<void> {
    const whose = session.login()?.accountId
    try {
      await session.signOut()
    } finally {
      // Also when the vault fails: what is in memory and in the database is ours to forget.
      library.forget()
      if (whose !== undefined) callLog.forget(whose)
      person.forget()
    }
  }

  return {
    signOut,
    async forgetAccount() {
      await session.restore()
      const whose = session.login() ? await person.account() : undefined
      await signOut()
      accounts.forget(whose)
      await history.forget(whose)
      callLog.forget(whose)
      onChange()
      return whose === undefined ? 'all' : 'one'
    },
    async forgetSecrets() {
      await signOut()
      await vault.forgetAll()
    },
  }
}
