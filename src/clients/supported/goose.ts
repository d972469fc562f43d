import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { EndpointAddress } from '../../discovery/endpoint-file.ts'
import { knownClients } from '../../shared/client-titles.ts'
import type { BridgeStart } from '../bridge-start.ts'
import type { Client, Computer } from '../client.ts'
import { defineClient } from '../define-client.ts'
import { entryName } from '../entry.ts'
import { chosenFolder, dotConfig, hasApp, roaming } from '../system/folders.ts'

/**
 * Where Goose keeps its settings (https://github.com/aaif-goose/goose documentation/docs/guides/config-files.md; `GOOSE_PATH_ROOT`:
 * crates/goose/src/config/paths.rs).
 */
function configFolder(computer: Computer): string {
  const root = chosenFolder(computer, 'GOOSE_PATH_ROOT', 'Goose')
  if (root) return join(root, 'config')
  return computer.platform === 'win32' ? join(roaming(computer), 'Block', 'goose', 'config') : join(dotConfig(computer), 'goose')
}

/** The key for the address is `uri` (crates/goose/src/agents/extension.rs, `StreamableHttp`); the time limit is in seconds. */
const entry = ({ url, token }: EndpointAddress) => ({
  enabled: true,
  type: 'streamable_http',
  name: entryName,
  description: 'Your music on Spotify',
  uri: url,
  headers: { Authorization: `Bearer ${token}` },
  timeout: 300,
})

/** A program is `cmd`, its variables are `envs` (crates/goose/src/agents/extension.rs, `Stdio`). */
const bridge = ({ command, args, env = {} }: BridgeStart) => ({
  ...{ enabled: true, type: 'stdio', name: entryName, description: 'Your music on Spotify' },
  ...{ cmd: command, args, envs: env, timeout: 300 },
})

/** Goose, in its config.yaml, which its desktop app and its command share. */
export const goose: Client = defineClient({
  name: 'goose',
  title: knownClients.goose.title,
  // A program called goose is no proof: there is another one, for databases.
  detect: (computer) => existsSync(configFolder(computer)) || hasApp(computer, { mac: 'Goose.app', windows: ['Goose'] }),
  settings: (computer) => [{ file: join(configFolder(computer), 'config.yaml'), format: 'yaml', path: ['extensions'], entry, bridge }],
  afterwards: 'Restart Goose.',
})
