import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Client, Computer } from '../client.ts'
import { defineClient } from '../define-client.ts'
import { entryName } from '../entry.ts'
import { folderOf } from '../system/folders.ts'

/**
 * `CODEX_HOME`, else `~/.codex`; the command, the editor extension and the desktop app share it
 * (https://developers.openai.com/codex/config-reference).
 */
const codexFolder = (computer: Computer) => folderOf(computer, 'CODEX_HOME') ?? join(computer.home, '.codex')

/**
 * Codex, in its config.toml.
 *
 * Its command `codex mcp add` takes no header: it can only name an environment variable for the token, and that is not set when Codex is
 * started from a menu. In the file, `http_headers` carries it; `headers` would be ignored (https://github.com/openai/codex/pull/5241).
 */
export const codex: Client = defineClient({
  name: 'codex',
  title: 'Codex',
  introducesItselfAs: ['codex', 'codex-mcp-client'],
  detect: (computer) => existsSync(codexFolder(computer)) || computer.findProgram('codex') !== undefined,
  settings: (computer) => [
    {
      file: join(codexFolder(computer), 'config.toml'),
      format: 'toml',
      path: ['mcp_servers'],
      entry: ({ url, token }) => ({ url, http_headers: { Authorization: `Bearer ${token}` } }),
    },
  ],
  afterwards: 'Restart Codex.',
  snippet: ({ connection: { url, token } }) =>
    [
      `[mcp_servers.${entryName}]`,
      `url = ${JSON.stringify(url)}`,
      `http_headers = { Authorization = ${JSON.stringify(`Bearer ${token}`)} }`,
    ].join('\n'),
})
