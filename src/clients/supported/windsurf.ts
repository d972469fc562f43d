import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { EndpointAddress } from '../../discovery/endpoint-file.ts'
import { knownClients } from '../../shared/client-titles.ts'
import type { Client, Computer } from '../client.ts'
import { type ClientSettings, defineClient } from '../define-client.ts'
import { entryName, urlEntry } from '../entry.ts'
import { hasApp, roaming } from '../system/folders.ts'

/** `~/.config/devin`, on Windows `%APPDATA%\devin` (https://docs.devin.ai/cli/extensibility/mcp/configuration). */
const devinFolder = (computer: Computer) =>
  join(computer.platform === 'win32' ? roaming(computer) : join(computer.home, '.config'), 'devin')

const windsurfFolder = ({ home }: Computer) => join(home, '.codeium', 'windsurf')

/**
 * Devin Local, the current agent, keeps its servers in `mcp_config.json` since 3000.3 (July 2026), and moves those in the older `config.json` there (https://github.com/dyoshikawa/rulesync/issues/2510). Cascade, the former agent, reads
 * `~/.codeium/windsurf/mcp_config.json` and calls the address `serverUrl` (https://docs.devin.ai/desktop/cascade/mcp).
 */
function settings(computer: Computer): [ClientSettings, ...ClientSettings[]] {
  const inFile = (file: string, entry: ClientSettings['entry']): ClientSettings => ({ file, format: 'json', path: ['mcpServers'], entry })
  const devin = inFile(join(devinFolder(computer), 'mcp_config.json'), devinEntry)
  const olderDevin = inFile(join(devinFolder(computer), 'config.json'), devinEntry)
  const cascade = inFile(join(windsurfFolder(computer), 'mcp_config.json'), cascadeEntry)
  const onlyCascade = existsSync(windsurfFolder(computer)) && !existsSync(devinFolder(computer))
  return onlyCascade ? [cascade, devin, olderDevin] : [devin, olderDevin, cascade]
}

function devinEntry(connection: EndpointAddress): Record<string, unknown> {
  return { transport: 'http', ...urlEntry(connection) }
}

function cascadeEntry(connection: EndpointAddress): Record<string, unknown> {
  const { url, ...rest } = urlEntry(connection)
  return { serverUrl: url, ...rest }
}

/** Windsurf, which is called Devin Desktop since June 2026, by the command `devin mcp` that comes with it. */
export const windsurf: Client = defineClient({
  name: 'windsurf',
  title: knownClients.windsurf.title,
  detect: (computer) =>
    [devinFolder(computer), windsurfFolder(computer)].some((folder) => existsSync(folder)) ||
    hasApp(computer, { mac: 'Windsurf.app', windows: ['Windsurf'] }) ||
    hasApp(computer, { mac: 'Devin.app', windows: ['Devin'] }) ||
    computer.findProgram('devin') !== undefined,
  settings,
  command: {
    find: (computer) => computer.findProgram('devin'),
    add: ({ url, token }) => ['mcp', 'add', '-s', 'user', '-H', `Authorization: Bearer ${token}`, entryName, url],
    remove: ['mcp', 'remove', '--scope', 'user', entryName],
    covers: ({ file }, computer) => dirname(file) === devinFolder(computer),
    afterwards: 'Restart Devin.',
  },
  afterwards: 'Refresh the list of MCP servers in Windsurf (Devin Desktop), or restart it.',
})
