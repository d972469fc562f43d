import type { Shell } from 'electron'
import type { Log } from '../../config/logging.ts'
import { Problem } from '../../shared/problem.ts'

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

/**
 * Where clients take a link that asks them to add an MCP server: scheme, host, path and the parameters that may be there
 * (https://cursor.com/docs/mcp/install-links, https://code.visualstudio.com/docs/copilot/reference/mcp-configuration,
 * https://lmstudio.ai/docs/app/mcp/deeplink). Each of these schemes can do other things as well, such as opening any file.
 */
const clientLinks = [
  { protocol: 'cursor:', host: 'anysphere.cursor-deeplink', pathname: '/mcp/install', parameters: ['name', 'config'] },
  { protocol: 'lmstudio:', host: 'add_mcp', pathname: '', parameters: ['name', 'config'] },
  // What VS Code gets is no list of parameters, but JSON.
  { protocol: 'vscode:', host: '', pathname: 'mcp/install', parameters: undefined },
]

/** Whether it is a link that asks a client to add an MCP server, and nothing else. */
export function isClientLink(address: string): boolean {
  const url = URL.parse(address)
  if (!url || url.username || url.password || url.hash) return false
  return clientLinks.some(({ protocol, host, pathname, parameters }) => {
    if (url.protocol !== protocol || url.host !== host || url.pathname !== pathname) return false
    if (parameters) return [...url.searchParams.keys()].join() === parameters.join()
    return isJson(url.search.slice(1))
  })
}

function isJson(encoded: string): boolean {
  try {
    return typeof JSON.parse(decodeURIComponent(encoded)) === 'object'
  } catch {
    return false
  }
}

/** Opens addresses in the person's browser, and links in the clients that they are for. */
export type ExternalLinks = {
  open(address: string): Promise<void>
  /** @throws Problem `not-available` when the system has nothing that takes the link */
  openClient(link: string): Promise<void>
}

/** @param options.accounts base address of Spotify's sign-in */
export function createExternalLinks(options: { shell: Pick<Shell, 'openExternal'>; accounts: string; log: Log }): ExternalLinks {
  const { shell, accounts, log } = options
  return {
    async open(address) {
      if (isAllowedExternally(address, accounts)) return shell.openExternal(address)
      log.warn(`A page wanted to open ${URL.parse(address)?.hostname || 'an address that is none'} in the browser, which was refused.`)
    },
    async openClient(link) {
      // The links are ours, so this is a defect. They hold the token: nothing of them is said.
      if (!isClientLink(link)) throw new Error('A link for a client leads somewhere else, which was refused.')
      try {
        await shell.openExternal(link)
      } catch {
        throw new Problem('not-available', 'The system found no app for the link. Is the app installed? Start it once, then try again.')
      }
    },
  }
}
