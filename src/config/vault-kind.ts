/** Where secrets can be kept. Everything but `keychain` must be asked for: nothing falls back to it by itself. */
export const vaultKinds = ['keychain', 'memory', 'file'] as const

export type VaultKind = (typeof vaultKinds)[number]
