import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Client, Computer } from '../client.ts'
import { type ClientSettings, defineClient } from '../define-client.ts'
import { httpUrlEntry } from '../entry.ts'
import { leftOutByLists } from '../left-out.ts'
import { inProjects, trustedFolders } from '../project-files.ts'

/** Of the person, and of one project. */
const inFolder = join('.qwen', 'settings.json')
const settingsFile = ({ home }: Computer) => join(home, inFolder)

const format = 'json-without-last-commas'

const servers: Omit<ClientSettings, 'file'> = { format, path: ['mcpServers'], entry: httpUrlEntry }

const trusted = 'Qwen Code uses it only in folders that you trust.'

/** Qwen Code, in its settings file, which has the form of Gemini CLI's (https://qwenlm.github.io/qwen-code-docs). */
export const qwenCode: Client = defineClient({
  name: 'qwen-code',
  title: 'Qwen Code',
  introducesItselfAs: ['qwen-code', 'qwen-cli-mcp-client', 'qwen-cli-mcp-client-tonearm'],
  detect: (computer) => existsSync(join(computer.home, '.qwen')) || computer.findProgram('qwen') !== undefined,
  settings(computer) {
    const ofAll = { ...servers, file: settingsFile(computer) }
    return [ofAll, ...inProjects(computer, ofAll, inFolder, trustedFolders(join(computer.home, '.qwen', 'trustedFolders.json')))]
  },
  condition: trusted,
  switchedOff: (computer) => leftOutByLists(computer, 'Qwen Code', { file: settingsFile(computer), format }),
  afterwards: `Restart Qwen Code. ${trusted}`,
})
