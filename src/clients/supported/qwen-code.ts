import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { knownClients } from '../../shared/client-titles.ts'
import type { Client, Computer } from '../client.ts'
import { type ClientSettings, defineClient } from '../define-client.ts'
import { httpUrlEntry } from '../entry.ts'
import { leftOutByLists } from '../left-out.ts'
import { inProjects, trustedFolders } from '../project-files.ts'
import { chosenFolder } from '../system/folders.ts'

const { title } = knownClients['qwen-code']

/** `QWEN_HOME`, else `~/.qwen` (QwenLM/qwen-code packages/core/src/config/storage.ts, `getGlobalQwenDir`). */
const qwenFolder = (computer: Computer) => chosenFolder(computer, 'QWEN_HOME', title) ?? join(computer.home, '.qwen')

const settingsFile = (computer: Computer) => join(qwenFolder(computer), 'settings.json')

const format = 'json-without-last-commas'

const servers: Omit<ClientSettings, 'file'> = { format, path: ['mcpServers'], entry: httpUrlEntry }

const trusted = 'Qwen Code uses it only in folders that you trust.'

/** Qwen Code, in its settings file, which has the form of Gemini CLI's (https://qwenlm.github.io/qwen-code-docs). */
export const qwenCode: Client = defineClient({
  name: 'qwen-code',
  title,
  detect: (computer) => existsSync(qwenFolder(computer)) || computer.findProgram('qwen') !== undefined,
  settings(computer) {
    const ofAll = { ...servers, file: settingsFile(computer) }
    const folders = trustedFolders(join(qwenFolder(computer), 'trustedFolders.json'))
    return [ofAll, ...inProjects(computer, ofAll, join('.qwen', 'settings.json'), folders)]
  },
  condition: () => trusted,
  switchedOff: (computer) => leftOutByLists(computer, title, { file: settingsFile(computer), format }, 'none'),
  afterwards: `Restart Qwen Code. ${trusted}`,
})
