import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { knownClients } from '../../shared/client-titles.ts'
import type { Client, Computer } from '../client.ts'
import { defineClient } from '../define-client.ts'
import { httpUrlEntry } from '../entry.ts'

const settingsFile = ({ home }: Computer) => join(home, '.qwen', 'settings.json')

const trusted = 'Qwen Code uses it only in folders that you trust.'

/** Qwen Code, in its settings file, which has the form of Gemini CLI's (https://qwenlm.github.io/qwen-code-docs). */
export const qwenCode: Client = defineClient({
  name: 'qwen-code',
  title: knownClients['qwen-code'].title,
  detect: (computer) => existsSync(join(computer.home, '.qwen')) || computer.findProgram('qwen') !== undefined,
  settings: (computer) => [
    {
      file: settingsFile(computer),
      format: 'json-without-last-commas',
      path: ['mcpServers'],
      entry: httpUrlEntry,
    },
  ],
  condition: trusted,
  afterwards: `Restart Qwen Code. ${trusted}`,
})
