import { findPaths, type Paths } from '../config/paths.ts'
import { type VaultKind, vaultKinds } from '../config/vault-kind.ts'

/** How the app was started. */
export type Launch = {
  paths: Paths
  /** The keychain, unless `--vault=memory` or `--vault=file` asks for something else. */
  vault: VaultKind
  /** Started by the login, not by the person: no window then. */
  hidden: boolean
  environment: NodeJS.ProcessEnv
}

/** The word that our login item passes. */
export const hiddenFlag = '--hidden'

/** Reads the words of the command line that are ours; Chromium and Electron have many of their own, so unknown ones are left alone. */
export function readLaunch(words: readonly string[], environment: NodeJS.ProcessEnv): Launch {
  const vault = wordOf('--vault', words)
  return {
    paths: findPaths({ directory: wordOf('--data-dir', words), environment }),
    vault: vaultKinds.find((kind) => kind === vault) ?? 'keychain',
    hidden: words.includes(hiddenFlag),
    environment,
  }
}

function wordOf(flag: string, words: readonly string[]): string | undefined {
  return words.find((word) => word.startsWith(`${flag}=`))?.slice(flag.length + 1)
}
