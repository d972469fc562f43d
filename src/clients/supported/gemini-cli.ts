import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Client, Computer } from '../client.ts'
import { defineClient } from '../define-client.ts'
import { entryName, urlEntry } from '../entry.ts'
import { folderOf } from '../system/folders.ts'

/** `GEMINI_CLI_HOME` replaces the home folder (google-gemini/gemini-cli packages/core/src/utils/paths.ts, `homedir`). */
const settingsFile = (computer: Computer) => join(folderOf(computer, 'GEMINI_CLI_HOME') ?? computer.home, '.gemini', 'settings.json')

/** Gemini CLI, by its command `gemini mcp` (google-gemini/gemini-cli packages/cli/src/commands/mcp). */
export const geminiCli: Client = defineClient({
  name: 'gemini-cli',
  title: 'Gemini CLI',
  introducesItselfAs: ['gemini-cli', 'gemini-cli-mcp-client'],
  // The folder ~/.gemini is no proof: Antigravity uses it too.
  detect: (computer) => existsSync(settingsFile(computer)) || computer.findProgram('gemini') !== undefined,
  settings: (computer) => [
    {
      file: settingsFile(computer),
      format: 'json',
      path: ['mcpServers'],
      // Every version understands `httpUrl`; `url` means SSE in older ones, unless a `type` says otherwise.
      entry: (connection) => {
        const { url, ...rest } = urlEntry(connection)
        return { httpUrl: url, ...rest }
      },
    },
  ],
  command: {
    find: (computer) => computer.findProgram('gemini'),
    add: ({ url, token }) => [
      ...['mcp', 'add', '--scope', 'user', '--transport', 'http'],
      ...['--header', `Authorization: Bearer ${token}`, entryName, url],
    ],
    remove: ['mcp', 'remove', '--scope', 'user', entryName],
    afterwards: 'Restart Gemini CLI.',
  },
  afterwards: 'Restart Gemini CLI.',
})
