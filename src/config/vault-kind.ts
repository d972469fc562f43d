/** Where secrets are kept over restarts. `file` must be asked for: Tonearm never falls back to it by itself. */
export const lastingVaultKinds = ['keychain', 'file'] as const

/** Where secrets can be kept. `memory`, until Tonearm ends, must be asked for each time. */
export const vaultKinds = [...lastingVaultKinds, 'memory'] as const

export type VaultKind = (typeof vaultKinds)[number]
