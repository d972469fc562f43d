import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { knownClients } from '../../shared/client-titles.ts'
import { bridgeToPaste, isBridgeToPaste } from '../bridge-start.ts'
import type { Client, Computer } from '../client.ts'
import { type ClientSettings, defineClient } from '../define-client.ts'
import { entryName } from '../entry.ts'
import { isMap, valueAt } from '../files/plain-data.ts'
import { settingAt } from '../left-out.ts'
import { inProjects } from '../project-files.ts'
import { chosenFolder } from '../system/folders.ts'

/**
 * `CODEX_HOME`, else `~/.codex`; the command, the editor extension and the desktop app share it
 * (https://developers.openai.com/codex/config-reference).
 */
const codexFolder = (computer: Computer) => chosenFolder(computer, 'CODEX_HOME', 'Codex') ?? join(computer.home, '.codex')

const servers: Omit<ClientSettings, 'file'> = {
  format: 'toml',
  path: ['mcp_servers'],
  entry: ({ url, token }) => ({ url, http_headers: { Authorization: `Bearer ${token}` } }),
}

/**
 * Codex, in its config.toml, and in those of the projects that the person trusts. It gives the programs that it starts hardly any environment, so the entry names what the bridge needs.
 *
 * Its command `codex mcp add` takes no header: it can only name an environment variable for the token, and that is not set when Codex is
 * started from a menu. In the file, `http_headers` carries it; `headers` would be ignored (https://github.com/openai/codex/pull/5241).
 */
export const codex: Client = defineClient({
  name: 'codex',
  title: knownClients.codex.title,
  detect: (computer) => existsSync(codexFolder(computer)) || computer.findProgram('codex') !== undefined,
  settings(computer) {
    const ofAll = { ...servers, file: join(codexFolder(computer), 'config.toml') }
    const projects = settingAt(computer, ofAll, ['projects'])
    const trusted = Object.entries(isMap(projects) ? projects : {}).filter(([, one]) => valueAt(one, ['trust_level']) === 'trusted')
    const folders = trusted.map(([folder]) => folder)
    return [ofAll, ...inProjects(computer, ofAll, join('.codex', 'config.toml'), folders)]
  },
  prefersBridge: true,
  afterwards: 'Restart Codex.',
  snippet: (context, how) => {
    const { connection } = context
    const { command, args, env } = bridgeToPaste(context)
    const ofBridge = [`command = ${JSON.stringify(command)}`, `args = ${JSON.stringify(args)}`]
    const ofVariables = Object.entries(env ?? {}).map(([name, value]) => `env = { ${name} = ${JSON.stringify(value)} }`)
    const ofAddress = [
      `url = ${JSON.stringify(connection.url)}`,
      `http_headers = { Authorization = ${JSON.stringify(`Bearer ${connection.token}`)} }`,
    ]
    return [`[mcp_servers.${entryName}]`, ...(isBridgeToPaste(context, how) ? [...ofBridge, ...ofVariables] : ofAddress)].join('\n')
  },
})
