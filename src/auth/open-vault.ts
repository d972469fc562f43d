import type { VaultKind } from '../config/vault-kind.ts'
import { keychainVault, type Vault } from './vault.ts'
import { fileVault } from './vault-file.ts'

/**
 * Opens the vault that was chosen with `--vault`.
 *
 * @param options.file the absolute path that `file` uses; the others ignore it
 */
export function openVault(kind: VaultKind, options: { file: string }): Vault {
  switch (kind) {
    case 'keychain':
      return keychainVault()
    case 'memory':
      return memoryVault()
    case 'file':
      return fileVault(options.file)
  }
}

/** Keeps entries until the process ends: for tests and trials. */
function memoryVault(): Vault {
  const entries = new Map<string, string>()
  return {
    read: async (account) => entries.get(account),
    write: async (account, value) => void entries.set(account, value),
    forget: async (account) => void entries.delete(account),
  }
}
