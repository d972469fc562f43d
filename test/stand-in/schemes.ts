import type { Protocol } from 'electron'
import { app } from './app.ts'

const registered = new Set<string>()

/** `protocol` of the main process, without the default session's part. */
export const protocol = {
  registerSchemesAsPrivileged(schemes) {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme, privileges } of schemes) if (privileges?.standard && privileges.secure) registered.add(scheme)
  },
} satisfies Pick<Protocol, 'registerSchemesAsPrivileged'>

export function isRegisteredScheme(scheme: string): boolean {
  return registered.has(scheme)
}
