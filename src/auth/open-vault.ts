import type { VaultKind } from '../config/vault-kind.ts'
import type { Exclusively } from '../shared/exclusively.ts'
import { keychainVault, type Vault } from './vault.ts'
import { fileVault } from './vault-file.ts'

/**
 * Opens the vault that was chosen with `--vault`.
 *
 * @param options.file the absolute path that `file` uses; the others ignore it
 * @param options.exclusively makes each change of that file one step between processes
 */
export function openVault(kind: VaultKind, options: { file: string; exclusively: Exclusively }): Vault {
  switch (kind) {
    case 'keychain':
      return keychainVault()
    case 'memory':
      return memoryVault()
    case 'file':
      return fileVault(options.file, options.exclusively)
  }
}

/** Keeps entries until the process ends: for tests and trials. */
function memoryVault(): Vault {
  const entries = new Map<string, string>()
  return {
    read: async (account) => entries.get(account),
    write: async (account, value) => void entries.set(account, value),
    forget: async (account) => void entries.delete(account),
    forgetAll: async () => entries.clear(),
    isAbsent: async (account) => !entries.has(account),
  }
}
