import type { Shell } from 'electron'
import type { Log } from '../../config/logging.ts'
import { Problem } from '../../shared/problem.ts'

/** The pages that the window can open. */
export const webPages = {
  'spotify-dashboard': 'https://developer.spotify.com/dashboard',
  'spotify-apps': 'https://www.spotify.com/account/apps/',
  'spotify-privacy': 'https://www.spotify.com/account/privacy/',
  'claude-download': 'https://claude.ai/download',
  'claude-code-setup': 'https://code.claude.com/docs/en/setup',
} as const

const ourPages: readonly string[] = Object.values(webPages)

const allowedHosts = new Set([
  'accounts.spotify.com',
  'developer.spotify.com',
  'www.spotify.com',
  'open.spotify.com',
  'support.spotify.com',
])

/**
 * Whether the person's browser may open this address: one of our pages, https on one of Spotify's hosts, or the sign-in server of tests, which can only be on this
 * computer. The parsed address decides, never its first characters.
 */
export function isAllowedExternally(address: string, accounts: string): boolean {
  if (ourPages.includes(address)) return true
  const url = URL.parse(address)
  if (!url || url.username || url.password) return false
  if (url.origin === new URL(accounts).origin) return true
  return url.protocol === 'https:' && url.port === '' && allowedHosts.has(url.hostname)
}

/**
 * The install links that clients accept: scheme, host, path and allowed parameters
 * (https://cursor.com/docs/mcp/install-links, https://code.visualstudio.com/docs/copilot/reference/mcp-configuration,
 * https://lmstudio.ai/docs/app/mcp/deeplink). Each of these schemes can do other things as well, such as opening any file.
 */
const clientLinks = [
  { protocol: 'cursor:', host: 'anysphere.cursor-deeplink', pathname: '/mcp/install', parameters: ['name', 'config'] },
  { protocol: 'lmstudio:', host: 'add_mcp', pathname: '', parameters: ['name', 'config'] },
  // VS Code takes JSON in place of parameters.
  ...['vscode:', 'vscode-insiders:', 'vscodium:'].map((protocol) => ({
    protocol,
    host: '',
    pathname: 'mcp/install',
    parameters: undefined,
  })),
]

/** Whether a link asks a client to add an MCP server, and does nothing else. */
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

/** Opens addresses in the person's browser, and install links in the client that they are for. */
export type ExternalLinks = {
  open(address: string): Promise<void>
  /** @throws Problem `not-available` when the system has nothing that takes the link */
  openClient(link: string): Promise<void>
}

/**
 * @param options.accounts base address of Spotify's sign-in
 * @param options.releasesPage where new versions are, if it is known
 */
export function createExternalLinks(options: {
  shell: Pick<Shell, 'openExternal'>
  accounts: string
  releasesPage?: string
  log: Log
}): ExternalLinks {
  const { shell, accounts, releasesPage, log } = options
  return {
    async open(address) {
      if (address === releasesPage || isAllowedExternally(address, accounts)) return shell.openExternal(address)
      log.warn(`Refused to open ${URL.parse(address)?.hostname || 'an invalid address'} in the browser.`)
    },
    async openClient(link) {
      // Tonearm makes these links, so this is a bug. They hold the token, so the message says nothing about them.
      if (!isClientLink(link)) throw new Error('Refused to open a link that is not an install link of an app.')
      try {
        await shell.openExternal(link)
      } catch {
        throw new Problem('not-available', 'This computer has no app for the link. Is the app installed? Start it once, then try again.')
      }
    },
  }
}
