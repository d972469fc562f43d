import { isProblem, type Problem } from '../shared/problem.ts'
import type { Vault } from './vault.ts'

/** The account of an entry that exists for a moment only. */
const probe = 'write-check'

/** Why nothing can be kept in the vault; undefined when it can. Found out by writing: a locked keyring reads as an empty one. */
export async function vaultTrouble(vault: Vault): Promise<Problem | undefined> {
  try {
    await vault.write(probe, 'written')
    await vault.forget(probe)
    return undefined
  } catch (error) {
    if (isProblem(error)) return error
    throw error
  }
}
