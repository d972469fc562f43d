import type { Changes } from '../changes/changes.ts'
import type { ChangeView } from '../shared/contract.ts'
import type { Permissions } from './permitted-scopes.ts'

/** The changes of whoever is signed in, for the person at this computer: window, tray and command. */
export type OwnChanges = {
  /** The newest first. */
  latest(limit: number): Promise<ChangeView[]>
  /** @returns notes about it, as sentences @throws Problem `unknown-receipt`, `changed-since`, `already-undone`, or one of Spotify's */
  undo(receipt: string, force: boolean): Promise<string[]>
}

/** @param options.whose the account that is signed in @throws Problem of signing in, in both functions */
export function createOwnChanges({
  changes,
  permissions,
  whose,
}: {
  changes: Changes
  permissions: Pick<Permissions, 'current'>
  whose: () => Promise<string>
}): OwnChanges {
  return {
    async latest(limit) {
      return changes.latest(await whose(), limit).map(({ id, at, client, what, state }) => {
        return { receipt: id, at: new Date(at).toISOString(), client, summary: what, state }
      })
    },

    async undo(receipt, force) {
      const account = await whose()
      const permitted = permissions.current() ?? { permittedScopes: [], switchedOff: [] }
      // The person pressed the button that says what it does, or answered yes to it: that is the confirmation.
      const requester = { ...permitted, account, client: 'Tonearm', confirm: async () => 'yes' as const }
      const { undone } = await changes.undo(receipt, force, requester)
      return undone.kind === 'nothing' ? ['Everything is already as it was before.'] : undone.warnings
    },
  }
}
