import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { EndpointAddress } from '../../discovery/endpoint-file.ts'
import type { Client, Computer } from '../client.ts'
import { defineClient } from '../define-client.ts'
import { entryName, urlEntry } from '../entry.ts'
import { jsonLink } from '../install-links.ts'
import { appData, folderOf, hasApp } from '../system/folders.ts'

/**
 * `VSCODE_APPDATA`, else the system's place for settings, as VS Code looks for them (microsoft/vscode
 * src/vs/platform/environment/node/userDataPath).
 */
const userData = (computer: Computer) => join(folderOf(computer, 'VSCODE_APPDATA') ?? appData(computer), 'Code')

const entry = (connection: EndpointAddress) => ({ type: 'http', ...urlEntry(connection) })

/** The program `code` of VS Code, and not of an editor based on it that has a command of the same name. */
function findCode(computer: Computer): string | undefined {
  const program = computer.findProgram('code')
  return program && !/cursor|windsurf|devin|codium/i.test(realpathSync(program)) ? program : undefined
}

/** VS Code, by `code --add-mcp`, which adds to the user's profile (https://code.visualstudio.com/docs/copilot/reference/mcp-configuration). */
export const vsCode: Client = defineClient({
  name: 'vs-code',
  title: 'VS Code',
  introducesItselfAs: ['visual studio code', 'visual-studio-code'],
  detect: (computer) =>
    existsSync(userData(computer)) ||
    hasApp(computer, { mac: 'Visual Studio Code.app', windows: ['Microsoft VS Code'] }) ||
    findCode(computer) !== undefined,
  settings: (computer) => [{ file: join(userData(computer), 'User', 'mcp.json'), format: 'json', path: ['servers'], entry }],
  command: {
    find: findCode,
    add: (connection) => ['--add-mcp', JSON.stringify({ name: entryName, ...entry(connection) })],
    afterwards: 'VS Code asks whether you trust the server when it is used for the first time.',
  },
  link: {
    make: (connection) => jsonLink('vscode:mcp/install', entry(connection)),
    afterwards: 'Press "Install" in VS Code.',
  },
  afterwards: 'VS Code notices the change by itself. If it does not, run "MCP: List Servers" in it and start Tonearm there.',
})
