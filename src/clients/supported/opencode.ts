import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { knownClients } from '../../shared/client-titles.ts'
import type { Client, Computer } from '../client.ts'
import { type ClientSettings, defineClient } from '../define-client.ts'
import { urlEntry } from '../entry.ts'
import { dotConfig } from '../system/folders.ts'

/** `~/.config/opencode` on every system (https://opencode.ai/docs/config). */
const configFolder = (computer: Computer) => join(dotConfig(computer), 'opencode')

/** `opencode.jsonc`, or `opencode.json` where that is the one in use. With both, opencode reads both. */
function settings(computer: Computer): [ClientSettings, ...ClientSettings[]] {
  const [withComments, plain] = [settingsIn(computer, 'opencode.jsonc'), settingsIn(computer, 'opencode.json')]
  return existsSync(plain.file) && !existsSync(withComments.file) ? [plain, withComments] : [withComments, plain]
}

function settingsIn(computer: Computer, name: string): ClientSettings {
  return {
    file: join(configFolder(computer), name),
    format: 'json',
    path: ['mcp'],
    entry: (connection) => ({ type: 'remote', ...urlEntry(connection) }),
    // Its `command` is a list, and the variables have another name.
    bridge: ({ command, args, env }) => ({ type: 'local', command: [command, ...args], ...(env && { environment: env }) }),
  }
}

/** opencode, in its settings file: its command can add a server but not remove one (https://opencode.ai/docs/mcp-servers). */
export const opencode: Client = defineClient({
  name: 'opencode',
  title: knownClients.opencode.title,
  detect: (computer) => existsSync(configFolder(computer)) || computer.findProgram('opencode') !== undefined,
  settings,
  afterwards: 'Restart opencode.',
})
