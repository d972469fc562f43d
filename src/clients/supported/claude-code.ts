import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { EndpointAddress } from '../../discovery/endpoint-file.ts'
import { knownClients } from '../../shared/client-titles.ts'
import { type BridgeStart, bridgeToPaste, isBridgeToPaste } from '../bridge-start.ts'
import type { Client, Computer } from '../client.ts'
import { type ClientSettings, defineClient } from '../define-client.ts'
import { entryName, urlEntry } from '../entry.ts'
import { isMap, valueAt } from '../files/plain-data.ts'
import { isListed, settingAt } from '../left-out.ts'
import { inProjects, withParents } from '../project-files.ts'
import { chosenFolder } from '../system/folders.ts'
import { shellCommand } from '../system/shell-words.ts'

const { title } = knownClients['claude-code']

/**
 * `~/.claude.json` holds the servers for all projects (scope `user`) at its top level; with `CLAUDE_CONFIG_DIR` it is in that folder
 * (https://github.com/anthropics/claude-code/issues/4193, https://github.com/anthropics/claude-code/issues/48448).
 */
const settingsFile = (computer: Computer) => join(chosenFolder(computer, 'CLAUDE_CONFIG_DIR', title) ?? computer.home, '.claude.json')

const format = 'strict-json'

/** What the file holds of single projects, by their folders. */
function projects(computer: Computer): [folder: string, settings: unknown][] {
  const map = settingAt(computer, { file: settingsFile(computer), format }, ['projects'])
  return Object.entries(isMap(map) ? map : {})
}

/**
 * The file also holds the servers of single projects (scope `local`), and there they take the place of those in the project's own `.mcp.json` (scope
 * `project`), which take the place of those for all (https://code.claude.com/docs/en/mcp).
 */
function settings(computer: Computer): [ClientSettings, ...ClientSettings[]] {
  const ofAll: ClientSettings = {
    file: settingsFile(computer),
    format,
    path: ['mcpServers'],
    entry: (connection: EndpointAddress) => ({ type: 'http', ...urlEntry(connection) }),
    bridge: (start: BridgeStart) => ({ type: 'stdio', ...start }),
  }
  const known = projects(computer)
  const local = known.flatMap(([folder, one]) => (valueAt(one, ['mcpServers', entryName]) ? [folder] : []))
  const folders = withParents(
    known.map(([folder]) => folder),
    computer,
  )
  return [
    ofAll,
    ...local.map((folder) => ({ ...ofAll, path: ['projects', folder, 'mcpServers'], onlyIn: folder })),
    ...inProjects(
      computer,
      ofAll,
      '.mcp.json',
      folders.filter((folder) => !local.includes(folder)),
    ),
  ]
}

const claudeFolder = (computer: Computer) => chosenFolder(computer, 'CLAUDE_CONFIG_DIR', title) ?? join(computer.home, '.claude')

/** Says which plugins are on, and which servers may be used. */
const permissionsFile = (computer: Computer) => join(claudeFolder(computer), 'settings.json')

/**
 * Its lists of servers that are denied, and of those that alone are allowed (https://code.claude.com/docs/en/managed-mcp; an empty one allows none); and
 * the tools that are denied (https://code.claude.com/docs/en/permissions).
 */
function switchedOff(computer: Computer): string | undefined {
  const file = permissionsFile(computer)
  const all = settingAt(computer, { file, format }, [])
  const [denied, allowed] = ['deniedMcpServers', 'allowedMcpServers'].map((name) => valueAt(all, [name]))
  const forbidden = valueAt(all, ['permissions', 'deny'])
  const names = (list: unknown[]) => list.map((one) => valueAt(one, ['serverName']))
  if (Array.isArray(denied) && isListed(names(denied)))
    return `${title} may not use it. Remove "${entryName}" from "deniedMcpServers" in ${file}.`
  const rule = Array.isArray(forbidden) && forbidden.find((one) => one === `mcp__${entryName}` || one === `mcp__${entryName}__*`)
  if (rule) return `${title} may not use its tools. Remove "${rule}" from "permissions.deny" in ${file}.`
  // One that is allowed by its address or command is not ours by its name.
  if (!Array.isArray(allowed) || isListed(names(allowed)) || names(allowed).includes(undefined)) return undefined
  return `${title} uses only the servers that it may use. Add { "serverName": "${entryName}" } to "allowedMcpServers" in ${file}.`
}

/** Where the person has switched it off in a project, by its menu. */
function offInProjects(computer: Computer): string | undefined {
  const folders = projects(computer).flatMap(([folder, one]) => (isListed(valueAt(one, ['disabledMcpServers'])) ? [folder] : []))
  if (folders.length === 0) return undefined
  const [first, ...others] = folders
  const where = others.length === 0 ? `the folder ${first}` : `the folder ${first} and ${others.length} more`
  return `It is switched off in ${where}. To switch it on there, enter "/mcp" in ${title}.`
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
  switchedOff,
  condition: offInProjects,
  prefersBridge: true,
  plugin: {
    program: 'claude',
    settings: permissionsFile,
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
  snippet: (context, how) => {
    const words = isBridgeToPaste(context, how) ? addBridgeWords(bridgeToPaste(context)) : addWords(context.connection)
    return shellCommand(['claude', ...words], context.computer.platform)
  },
})
