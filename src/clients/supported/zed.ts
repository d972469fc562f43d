import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { knownClients } from '../../shared/client-titles.ts'
import type { Client, Computer } from '../client.ts'
import { defineClient } from '../define-client.ts'
import { urlEntry } from '../entry.ts'
import { dotConfig, folderOf, hasApp, roaming } from '../system/folders.ts'

/** Where Zed keeps its settings (zed-industries/zed crates/paths/src/paths.rs, `config_dir`): XDG counts on Linux only. */
function configFolder(computer: Computer): string {
  switch (computer.platform) {
    case 'win32':
      return join(roaming(computer), 'Zed')
    case 'darwin':
      return join(computer.home, '.config', 'zed')
    default:
      return join(folderOf(computer, 'FLATPAK_XDG_CONFIG_HOME') ?? dotConfig(computer), 'zed')
  }
}

/**
 * Zed, in its settings.json: it has neither a command nor a link for this. It takes an address and headers since
 * https://github.com/zed-industries/zed/pull/39021.
 */
export const zed: Client = defineClient({
  name: 'zed',
  title: knownClients.zed.title,
  detect: (computer) =>
    existsSync(configFolder(computer)) ||
    hasApp(computer, { mac: 'Zed.app', windows: ['Zed'] }) ||
    // Linux distributions that have another `zed` call it `zeditor` (https://zed.dev/docs/linux).
    ['zed', 'zeditor'].some((program) => computer.findProgram(program) !== undefined),
  settings: (computer) => [
    { file: join(configFolder(computer), 'settings.json'), format: 'json', path: ['context_servers'], entry: urlEntry },
  ],
  afterwards: 'Zed notices the change by itself.',
})
