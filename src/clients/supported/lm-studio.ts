import { existsSync, readFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { knownClients } from '../../shared/client-titles.ts'
import type { Client, Computer } from '../client.ts'
import { defineClient } from '../define-client.ts'
import { urlEntry } from '../entry.ts'
import { base64Link } from '../install-links.ts'
import { hasApp } from '../system/folders.ts'

/**
 * LM Studio's own folder: `~/.lmstudio`, in installations from before 2025 `~/.cache/lm-studio`, or wherever the file `~/.lmstudio-home-pointer`
 * says (https://github.com/lmstudio-ai/lmstudio-bug-tracker/issues/1371).
 */
function lmStudioFolder({ home }: Computer): string {
  const usual = join(home, '.lmstudio')
  const older = join(home, '.cache', 'lm-studio')
  return [pointedTo(join(home, '.lmstudio-home-pointer')), usual, older].find((folder) => folder && existsSync(folder)) ?? usual
}

function pointedTo(pointer: string): string | undefined {
  try {
    const folder = readFileSync(pointer, 'utf8').trim()
    return isAbsolute(folder) ? folder : undefined
  } catch {
    return undefined
  }
}

/** LM Studio, by its link (https://lmstudio.ai/docs/app/mcp/deeplink); its servers are in `mcp.json`, in the same form as Cursor's. */
export const lmStudio: Client = defineClient({
  name: 'lm-studio',
  title: knownClients['lm-studio'].title,
  detect: (computer) => existsSync(lmStudioFolder(computer)) || hasApp(computer, { mac: 'LM Studio.app', windows: ['LM Studio'] }),
  settings: (computer) => [{ file: join(lmStudioFolder(computer), 'mcp.json'), format: 'json', path: ['mcpServers'], entry: urlEntry }],
  link: {
    make: (connection) => base64Link('lmstudio://add_mcp', urlEntry(connection)),
    afterwards: 'Confirm it in LM Studio, then switch Tonearm on in a chat, under "Integrations".',
  },
  afterwards: 'LM Studio notices the change by itself. Switch Tonearm on in a chat, under "Integrations".',
})
