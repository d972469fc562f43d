import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { knownClients } from '../../shared/client-titles.ts'
import type { Client, Computer } from '../client.ts'
import { defineClient } from '../define-client.ts'
import { entryName, urlEntry } from '../entry.ts'
import { chosenFolder } from '../system/folders.ts'

const { title } = knownClients['copilot-cli']

/** `COPILOT_HOME`, else `~/.copilot` (https://docs.github.com/en/copilot/how-tos/copilot-cli/customize-copilot/add-mcp-servers). */
const copilotFolder = (computer: Computer) => chosenFolder(computer, 'COPILOT_HOME', title) ?? join(computer.home, '.copilot')

/** It offers its model no tool of a server without this list. */
const tools = ['*']

/** GitHub Copilot in the terminal, by its command `copilot mcp`. */
export const copilotCli: Client = defineClient({
  name: 'copilot-cli',
  title,
  detect: (computer) => existsSync(copilotFolder(computer)) || computer.findProgram('copilot') !== undefined,
  settings: (computer) => [
    {
      file: join(copilotFolder(computer), 'mcp-config.json'),
      format: 'json',
      path: ['mcpServers'],
      entry: (connection) => ({ tools, type: 'http', ...urlEntry(connection) }),
      bridge: (start) => ({ tools, type: 'local', ...start }),
    },
  ],
  plugin: { program: 'copilot', settings: (computer) => join(copilotFolder(computer), 'settings.json') },
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
