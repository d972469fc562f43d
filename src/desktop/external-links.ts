import type { Shell } from 'electron'
import type { Log } from '../config/logging.ts'

/** The places outside of this app that it may send a person to. */
export const places = {
  'spotify-dashboard': 'https://developer.spotify.com/dashboard',
  'spotify-apps': 'https://www.spotify.com/account/apps/',
} as const

const allowedHosts = new Set([
  'accounts.spotify.com',
  'developer.spotify.com',
  'www.spotify.com',
  'open.spotify.com',
  'support.spotify.com',
])

/**
 * Whether the person's browser may be sent there: https on one of Spotify's hosts, or the sign-in server that tests put in its place, which can
 * only be on this computer. The parsed address counts, never how it begins.
 */
export function isAllowedExternally(address: string, accounts: string): boolean {
  const url = URL.parse(address)
  if (!url || url.username || url.password) return false
  if (url.origin === new URL(accounts).origin) return true
  return url.protocol === 'https:' && url.port === '' && allowedHosts.has(url.hostname)
}

/** Opens addresses in the person's browser. */
export type ExternalLinks = { open(address: string): Promise<void> }

/** @param options.accounts base address of Spotify's sign-in */
export function createExternalLinks(options: { shell: Pick<Shell, 'openExternal'>; accounts: string; log: Log }): ExternalLinks {
  return {
    async open(address) {
      if (isAllowedExternally(address, options.accounts)) return options.shell.openExternal(address)
      options.log.warn(
        `A page wanted to open ${URL.parse(address)?.hostname || 'an address that is none'} in the browser, which was refused.`,
      )
    },
  }
}
