import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { knownClients } from '../../shared/client-titles.ts'
import type { Client, Computer } from '../client.ts'
import { defineClient } from '../define-client.ts'
import { urlEntry } from '../entry.ts'
import { chosenFolder } from '../system/folders.ts'

/** `CLINE_DIR`, else `~/.cline`; the command and the editor extension share it (https://docs.cline.bot/mcp/adding-and-configuring-servers). */
const clineFolder = (computer: Computer) => chosenFolder(computer, 'CLINE_DIR', 'Cline') ?? join(computer.home, '.cline')

/** Cline, in its settings file. How it reaches a server is in a map of its own, `transport`. */
export const cline: Client = defineClient({
  name: 'cline',
  title: knownClients.cline.title,
  detect: (computer) => existsSync(clineFolder(computer)) || computer.findProgram('cline') !== undefined,
  settings: (computer) => [
    {
      file: join(clineFolder(computer), 'data', 'settings', 'cline_mcp_settings.json'),
      format: 'strict-json',
      path: ['mcpServers'],
      entry: (connection) => ({ transport: { type: 'streamableHttp', ...urlEntry(connection) } }),
      bridge: (start) => ({ transport: { type: 'stdio', ...start } }),
    },
  ],
  afterwards: 'Restart Cline.',
})
