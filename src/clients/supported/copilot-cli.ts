import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { knownClients } from '../../shared/client-titles.ts'
import type { Client, Computer } from '../client.ts'
import { type ClientSettings, defineClient } from '../define-client.ts'
import { entryName, urlEntry } from '../entry.ts'
import { isListed, settingAt } from '../left-out.ts'
import { inProjects } from '../project-files.ts'
import { chosenFolder } from '../system/folders.ts'

const { title } = knownClients['copilot-cli']

/** `COPILOT_HOME`, else `~/.copilot` (https://docs.github.com/en/copilot/how-tos/copilot-cli/customize-copilot/add-mcp-servers). */
const copilotFolder = (computer: Computer) => chosenFolder(computer, 'COPILOT_HOME', title) ?? join(computer.home, '.copilot')

/** Says which plugins are on, and which servers are off. */
const settingsFile = (computer: Computer) => join(copilotFolder(computer), 'settings.json')

/** The folders that the person trusts: only there are a project's own servers used. The name of the list has changed. */
function trusted(computer: Computer): string[] {
  const file = join(copilotFolder(computer), 'config.json')
  const lists = ['trustedFolders', 'trusted_folders'].map((name) => settingAt(computer, { file, format: 'json' }, [name]))
  return lists.flat().filter((folder) => typeof folder === 'string')
}

/** It offers its model no tool of a server without this list. */
const tools = ['*']

/** GitHub Copilot in the terminal, by its command `copilot mcp`. */
export const copilotCli: Client = defineClient({
  name: 'copilot-cli',
  title,
  detect: (computer) => existsSync(copilotFolder(computer)) || computer.findProgram('copilot') !== undefined,
  settings(computer) {
    const ofAll: ClientSettings = {
      file: join(copilotFolder(computer), 'mcp-config.json'),
      format: 'json',
      path: ['mcpServers'],
      entry: (connection) => ({ tools, type: 'http', ...urlEntry(connection) }),
      bridge: (start) => ({ tools, type: 'local', ...start }),
    }
    const folders = trusted(computer)
    const inFolders = ['.mcp.json', join('.github', 'mcp.json')].flatMap((file) => inProjects(computer, ofAll, file, folders))
    return [ofAll, ...inFolders]
  },
  plugin: { program: 'copilot', settings: settingsFile },
  switchedOff(computer) {
    const list = settingAt(computer, { file: settingsFile(computer), format: 'json' }, ['disabledMcpServers'])
    return isListed(list) ? `It is switched off in ${title}. To switch it on, run "copilot mcp enable ${entryName}".` : undefined
  },
  command: {
    find: (computer) => computer.findProgram('copilot'),
    add: ({ url, token }) => ['mcp', 'add', '--header', `Authorization: Bearer ${token}`, '--transport', 'http', entryName, url],
    addBridge: ({ command, args, env = {} }) => [
      ...['mcp', 'add', ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`])],
      ...[entryName, '--', command, ...args],
    ],
    remove: ['mcp', 'remove', entryName],
    afterwards: `Restart ${title}.`,
  },
  afterwards: `Restart ${title}.`,
})
