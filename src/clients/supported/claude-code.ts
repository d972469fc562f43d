import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { EndpointAddress } from '../../discovery/endpoint-file.ts'
import { knownClients } from '../../shared/client-titles.ts'
import { isProblem } from '../../shared/problem.ts'
import { type BridgeStart, bridgeToPaste } from '../bridge-start.ts'
import type { Client, Computer } from '../client.ts'
import { type ClientSettings, defineClient } from '../define-client.ts'
import { entryName, urlEntry } from '../entry.ts'
import { isMap, valueAt } from '../files/plain-data.ts'
import { readEntry } from '../files/settings-file.ts'
import { chosenFolder } from '../system/folders.ts'
import { shellCommand } from '../system/shell-words.ts'

const { title } = knownClients['claude-code']

/**
 * `~/.claude.json` holds the servers for all projects (scope `user`) at its top level; with `CLAUDE_CONFIG_DIR` it is in that folder
 * (https://github.com/anthropics/claude-code/issues/4193, https://github.com/anthropics/claude-code/issues/48448).
 */
const settingsFile = (computer: Computer) => join(chosenFolder(computer, 'CLAUDE_CONFIG_DIR', title) ?? computer.home, '.claude.json')

/** The file also holds the servers of single projects (scope `local`), and there they take the place of those with the same name. */
function settings(computer: Computer): [ClientSettings, ...ClientSettings[]] {
  const shared = {
    file: settingsFile(computer),
    format: 'strict-json' as const,
    entry: (connection: EndpointAddress) => ({ type: 'http', ...urlEntry(connection) }),
    bridge: (start: BridgeStart) => ({ type: 'stdio', ...start }),
  }
  const ofProject = (folder: string) => ({ ...shared, path: ['projects', folder, 'mcpServers'], onlyIn: folder })
  return [{ ...shared, path: ['mcpServers'] }, ...projectsWithTonearm(computer, shared).map(ofProject)]
}

function projectsWithTonearm({ home }: Computer, { file, format }: Pick<ClientSettings, 'file' | 'format'>): string[] {
  try {
    const projects = readEntry({ file, format, path: [], key: 'projects', home })
    if (projects.state !== 'entry' || !isMap(projects.value)) return []
    return Object.entries(projects.value).flatMap(([folder, one]) => (valueAt(one, ['mcpServers', entryName]) ? [folder] : []))
  } catch (error) {
    // The reason is found again where the entry for all projects is read.
    if (!isProblem(error)) throw error
    return []
  }
}

/** `--header` takes all the words that follow it, so it comes last (https://github.com/anthropics/claude-code/issues/19120). */
const addWords = ({ url, token }: EndpointAddress) => [
  ...['mcp', 'add', '--transport', 'http', '--scope', 'user', entryName, url],
  ...['--header', `Authorization: Bearer ${token}`],
]

const addBridgeWords = ({ command, args, env = {} }: BridgeStart) => [
  ...['mcp', 'add', ...Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`])],
  ...['--transport', 'stdio', '--scope', 'user', entryName, '--', command, ...args],
]

/** Claude Code, by its command `claude mcp` (https://docs.claude.com/en/docs/claude-code/mcp). Over HTTP, a new key ends its sessions. */
export const claudeCode: Client = defineClient({
  name: 'claude-code',
  title,
  detect: (computer) =>
    [settingsFile(computer), join(computer.home, '.claude')].some((path) => existsSync(path)) ||
    computer.findProgram('claude') !== undefined,
  settings,
  prefersBridge: true,
  plugin: {
    program: 'claude',
    settings: (computer) => join(chosenFolder(computer, 'CLAUDE_CONFIG_DIR', title) ?? join(computer.home, '.claude'), 'settings.json'),
  },
  command: {
    find: (computer) => computer.findProgram('claude'),
    add: addWords,
    addBridge: addBridgeWords,
    // Without a scope it would look in the project of the working directory first (https://github.com/anthropics/claude-code/issues/370).
    remove: ['mcp', 'remove', '--scope', 'user', entryName],
    afterwards: 'Restart Claude Code.',
  },
  afterwards: 'Restart Claude Code.',
  snippet: (context) => {
    const words = context.own.bridge ? addBridgeWords(bridgeToPaste(context)) : addWords(context.connection)
    return shellCommand(['claude', ...words], context.computer.platform)
  },
})
