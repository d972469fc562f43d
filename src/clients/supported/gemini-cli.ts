import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { knownClients } from '../../shared/client-titles.ts'
import type { Client, Computer } from '../client.ts'
import { defineClient } from '../define-client.ts'
import { entryName, httpUrlEntry } from '../entry.ts'
import { chosenFolder } from '../system/folders.ts'

/** `GEMINI_CLI_HOME` replaces the home folder (google-gemini/gemini-cli packages/core/src/utils/paths.ts, `homedir`). */
const settingsFile = (computer: Computer) =>
  join(chosenFolder(computer, 'GEMINI_CLI_HOME', 'Gemini CLI') ?? computer.home, '.gemini', 'settings.json')

const trusted = 'Gemini CLI uses it only in folders that you trust.'

/** Gemini CLI, by its command `gemini mcp` (google-gemini/gemini-cli packages/cli/src/commands/mcp). */
export const geminiCli: Client = defineClient({
  name: 'gemini-cli',
  title: knownClients['gemini-cli'].title,
  // The folder ~/.gemini is no proof: Antigravity uses it too.
  detect: (computer) => existsSync(settingsFile(computer)) || computer.findProgram('gemini') !== undefined,
  settings: (computer) => [
    {
      file: settingsFile(computer),
      // It refuses a comma after the last item, and comments it reads.
      format: 'json-without-last-commas',
      path: ['mcpServers'],
      // Every version understands `httpUrl`; `url` means SSE in older ones, unless a `type` says otherwise.
      entry: httpUrlEntry,
    },
  ],
  // Also the servers for all folders are off in a folder that is not trusted (https://geminicli.com/docs/cli/trusted-folders).
  condition: trusted,
  command: {
    find: (computer) => computer.findProgram('gemini'),
    // In versions up to 0.5, `--header` takes all the words that follow it up to the next option.
    add: ({ url, token }) => [
      ...['mcp', 'add', '--scope', 'user', '--header', `Authorization: Bearer ${token}`],
      ...['--transport', 'http', entryName, url],
    ],
    remove: ['mcp', 'remove', '--scope', 'user', entryName],
    afterwards: `Restart Gemini CLI. ${trusted}`,
  },
  afterwards: `Restart Gemini CLI. ${trusted}`,
})
