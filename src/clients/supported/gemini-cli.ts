import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { knownClients } from '../../shared/client-titles.ts'
import type { Client, Computer } from '../client.ts'
import { type ClientSettings, defineClient } from '../define-client.ts'
import { entryName, httpUrlEntry } from '../entry.ts'
import { leftOutByLists, settingAt } from '../left-out.ts'
import { inProjects, trustedFolders } from '../project-files.ts'
import { chosenFolder } from '../system/folders.ts'

const { title } = knownClients['gemini-cli']

/** `GEMINI_CLI_HOME` replaces the home folder (google-gemini/gemini-cli packages/core/src/utils/paths.ts, `homedir`). */
const geminiFolder = (computer: Computer) => join(chosenFolder(computer, 'GEMINI_CLI_HOME', title) ?? computer.home, '.gemini')

const settingsFile = (computer: Computer) => join(geminiFolder(computer), 'settings.json')

/** It refuses a comma after the last item, and comments it reads. */
const format = 'json-without-last-commas'

/** Every version understands `httpUrl`; `url` means SSE in older ones, unless a `type` says otherwise. */
const servers: Omit<ClientSettings, 'file'> = { format, path: ['mcpServers'], entry: httpUrlEntry }

/** Its lists, and what `gemini mcp disable` writes. */
function switchedOff(computer: Computer): string | undefined {
  const file = join(geminiFolder(computer), 'mcp-server-enablement.json')
  const isDisabled = settingAt(computer, { file, format }, [entryName, 'enabled']) === false
  if (isDisabled) return `It is switched off in ${title}. To switch it on, run "gemini mcp enable ${entryName}".`
  return leftOutByLists(computer, title, { file: settingsFile(computer), format }, 'all')
}

const trusted = 'Gemini CLI uses it only in folders that you trust.'

/** Gemini CLI, by its command `gemini mcp` (google-gemini/gemini-cli packages/cli/src/commands/mcp). */
export const geminiCli: Client = defineClient({
  name: 'gemini-cli',
  title,
  // The folder ~/.gemini is no proof: Antigravity uses it too.
  detect: (computer) => existsSync(settingsFile(computer)) || computer.findProgram('gemini') !== undefined,
  settings(computer) {
    const ofAll = { ...servers, file: settingsFile(computer) }
    const folders = trustedFolders(join(geminiFolder(computer), 'trustedFolders.json'))
    return [ofAll, ...inProjects(computer, ofAll, join('.gemini', 'settings.json'), folders)]
  },
  // Also the servers for all folders are off in a folder that is not trusted (https://geminicli.com/docs/cli/trusted-folders).
  condition: () => trusted,
  switchedOff,
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
