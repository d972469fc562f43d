import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { knownClients } from '../../shared/client-titles.ts'
import type { Client } from '../client.ts'
import { defineClient } from '../define-client.ts'
import { urlEntry } from '../entry.ts'
import { base64Link } from '../install-links.ts'
import { appData, hasApp } from '../system/folders.ts'

/** Cursor, by its install link (https://cursor.com/docs/mcp/install-links); its servers are in `~/.cursor/mcp.json` on every system. */
export const cursor: Client = defineClient({
  name: 'cursor',
  title: knownClients.cursor.title,
  detect: (computer) =>
    [join(computer.home, '.cursor'), join(appData(computer), 'Cursor')].some((folder) => existsSync(folder)) ||
    hasApp(computer, { mac: 'Cursor.app', windows: ['cursor'] }) ||
    computer.findProgram('cursor') !== undefined,
  settings: ({ home }) => [{ file: join(home, '.cursor', 'mcp.json'), format: 'json', path: ['mcpServers'], entry: urlEntry }],
  link: {
    make: (connection) => base64Link('cursor://anysphere.cursor-deeplink/mcp/install', urlEntry(connection)),
    afterwards: 'Cursor opens its settings. Confirm there.',
  },
  afterwards: 'Cursor notices the change by itself. If it does not, restart it.',
})
