/** Where secrets can be kept. `memory` and `file` must be asked for: Tonearm never falls back to them by itself. */
export const vaultKinds = ['keychain', 'memory', 'file'] as const

export type VaultKind = (typeof vaultKinds)[number]
