import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import type { EndpointAddress } from '../../discovery/endpoint-file.ts'
import { knownClients } from '../../shared/client-titles.ts'
import type { BridgeStart } from '../bridge-start.ts'
import type { Client, Computer } from '../client.ts'
import { defineClient } from '../define-client.ts'
import { entryName, urlEntry } from '../entry.ts'
import { jsonLink } from '../install-links.ts'
import { appData, folderOf, hasApp } from '../system/folders.ts'

/** What differs between VS Code, its preview edition, and the edition that others build from its source (its product.json). */
type Edition = Pick<Client, 'name'> & {
  /** The folder of its settings, in the system's place for settings. */
  folder: string
  program: string
  /** The scheme of its links. */
  scheme: string
  app: { mac: string; windows: string[] }
}

const entry = (connection: EndpointAddress) => ({ type: 'http', ...urlEntry(connection) })

const bridge = (start: BridgeStart) => ({ type: 'stdio', ...start })

/**
 * `VSCODE_APPDATA`, else the system's place for settings, as VS Code looks for them (microsoft/vscode
 * src/vs/platform/environment/node/userDataPath).
 */
function userData(computer: Computer, { folder }: Edition): string {
  return join(folderOf(computer, 'VSCODE_APPDATA') ?? appData(computer), folder)
}

/** The edition's program, and not one of another editor based on it: some have a command `code` too. */
function findCode(computer: Computer, edition: Edition): string | undefined {
  const program = computer.findProgram(edition.program)
  if (!program || edition.program !== 'code') return program
  return /cursor|windsurf|devin|codium|insiders/i.test(realpathSync(program)) ? undefined : program
}

/** An edition, by its `--add-mcp`, which adds to the user's profile (https://code.visualstudio.com/docs/copilot/reference/mcp-configuration). */
function defineEdition(edition: Edition): Client {
  const { name, scheme, app } = edition
  const { title } = knownClients[name]
  return defineClient({
    name,
    title,
    detect: (computer) => existsSync(userData(computer, edition)) || hasApp(computer, app) || findCode(computer, edition) !== undefined,
    settings: (computer) => [
      { file: join(userData(computer, edition), 'User', 'mcp.json'), format: 'json', path: ['servers'], entry, bridge },
    ],
    command: {
      find: (computer) => findCode(computer, edition),
      add: (connection) => ['--add-mcp', JSON.stringify({ name: entryName, ...entry(connection) })],
      addBridge: (start) => ['--add-mcp', JSON.stringify({ name: entryName, ...bridge(start) })],
      afterwards: `${title} asks whether you trust the server when it is used for the first time.`,
    },
    link: {
      make: (connection) => jsonLink(`${scheme}:mcp/install`, entry(connection)),
      afterwards: `Press "Install" in ${title}.`,
    },
    afterwards: `${title} notices the change by itself. If it does not, run "MCP: List Servers" in it and start Tonearm there.`,
  })
}

/** Visual Studio Code. */
export const vsCode = defineEdition({
  name: 'vs-code',
  folder: 'Code',
  program: 'code',
  scheme: 'vscode',
  app: { mac: 'Visual Studio Code.app', windows: ['Microsoft VS Code'] },
})

/** Its preview edition, which can be installed beside it. */
export const vsCodeInsiders = defineEdition({
  name: 'vs-code-insiders',
  folder: 'Code - Insiders',
  program: 'code-insiders',
  scheme: 'vscode-insiders',
  app: { mac: 'Visual Studio Code - Insiders.app', windows: ['Microsoft VS Code Insiders'] },
})

/** The build of its source without Microsoft's additions (https://vscodium.com). */
export const vsCodium = defineEdition({
  name: 'vscodium',
  folder: 'VSCodium',
  program: 'codium',
  scheme: 'vscodium',
  app: { mac: 'VSCodium.app', windows: ['VSCodium'] },
})
