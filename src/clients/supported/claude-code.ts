import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { EndpointAddress } from '../../discovery/endpoint-file.ts'
import type { Client, Computer } from '../client.ts'
import { defineClient } from '../define-client.ts'
import { entryName, urlEntry } from '../entry.ts'
import { folderOf } from '../system/folders.ts'
import { shellCommand } from '../system/shell-words.ts'

/**
 * `~/.claude.json` holds the servers of all projects (scope `user`) at its top level; with `CLAUDE_CONFIG_DIR` it is in that folder
 * (https://github.com/anthropics/claude-code/issues/4193, https://github.com/anthropics/claude-code/issues/48448).
 */
const settingsFile = (computer: Computer) => join(folderOf(computer, 'CLAUDE_CONFIG_DIR') ?? computer.home, '.claude.json')

/** `--header` takes all the words that follow it, so it comes last (https://github.com/anthropics/claude-code/issues/19120). */
const addWords = ({ url, token }: EndpointAddress) => [
  ...['mcp', 'add', '--transport', 'http', '--scope', 'user', entryName, url],
  ...['--header', `Authorization: Bearer ${token}`],
]

/** Claude Code, by its command `claude mcp` (https://docs.claude.com/en/docs/claude-code/mcp). */
export const claudeCode: Client = defineClient({
  name: 'claude-code',
  title: 'Claude Code',
  introducesItselfAs: ['claude-code'],
  detect: (computer) =>
    [settingsFile(computer), join(computer.home, '.claude')].some((path) => existsSync(path)) ||
    computer.findProgram('claude') !== undefined,
  settings: (computer) => [
    {
      file: settingsFile(computer),
      format: 'json',
      path: ['mcpServers'],
      entry: (connection) => ({ type: 'http', ...urlEntry(connection) }),
    },
  ],
  command: {
    find: (computer) => computer.findProgram('claude'),
    add: addWords,
    // Without a scope it would look in the project of the working directory first (https://github.com/anthropics/claude-code/issues/370).
    remove: ['mcp', 'remove', '--scope', 'user', entryName],
    afterwards: 'Restart Claude Code.',
  },
  afterwards: 'Restart Claude Code.',
  snippet: ({ computer, connection }) => shellCommand(['claude', ...addWords(connection)], computer.platform),
})
