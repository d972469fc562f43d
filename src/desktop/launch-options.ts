import { findPaths, type Paths } from '../config/paths.ts'
import { type VaultKind, vaultKinds } from '../config/vault-kind.ts'

/** How the app was started. */
export type LaunchOptions = {
  paths: Paths
  /** Of `--vault=memory` or `--vault=file`; missing means the one in the settings. */
  vault?: VaultKind
  /** Of `--port=N`, for this run. Checked with the settings. */
  port?: string
  /** Started by the login item, not by the person. The app then opens no window. */
  hidden: boolean
  environment: NodeJS.ProcessEnv
}

/** What Tonearm's login item passes. */
export const hiddenFlag = '--hidden'

/** Reads Tonearm's own flags. Chromium and Electron have many flags of their own, so unknown ones are ignored. */
export function parseLaunchOptions(args: readonly string[], environment: NodeJS.ProcessEnv): LaunchOptions {
  const vault = flagValue('--vault', args)
  return {
    paths: findPaths({ directory: flagValue('--data-dir', args), environment }),
    vault: vaultKinds.find((kind) => kind === vault),
    port: flagValue('--port', args),
    hidden: args.includes(hiddenFlag),
    environment,
  }
}

function flagValue(flag: string, args: readonly string[]): string | undefined {
  return args.find((word) => word.startsWith(`${flag}=`))?.slice(flag.length + 1)
}
