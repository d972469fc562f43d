import { type ClientName, clientNames } from '../shared/clients.ts'
import type { Client } from './client.ts'
import { claudeCode } from './supported/claude-code.ts'
import { claudeDesktop } from './supported/claude-desktop.ts'
import { cline } from './supported/cline.ts'
import { codex } from './supported/codex.ts'
import { continueCli } from './supported/continue.ts'
import { copilotCli } from './supported/copilot-cli.ts'
import { cursor } from './supported/cursor.ts'
import { geminiCli } from './supported/gemini-cli.ts'
import { goose } from './supported/goose.ts'
import { lmStudio } from './supported/lm-studio.ts'
import { opencode } from './supported/opencode.ts'
import { other } from './supported/other.ts'
import { qwenCode } from './supported/qwen-code.ts'
import { vsCode, vsCodeInsiders, vsCodium } from './supported/vs-code.ts'
import { windsurf } from './supported/windsurf.ts'
import { zed } from './supported/zed.ts'

const byName: Record<ClientName, Client> = {
  'claude-desktop': claudeDesktop,
  'claude-code': claudeCode,
  cursor,
  'vs-code': vsCode,
  'vs-code-insiders': vsCodeInsiders,
  vscodium: vsCodium,
  windsurf,
  zed,
  goose,
  'lm-studio': lmStudio,
  codex,
  'gemini-cli': geminiCli,
  'copilot-cli': copilotCli,
  opencode,
  cline,
  'qwen-code': qwenCode,
  continue: continueCli,
  other,
}

/** Every client that Tonearm knows, in the order in which they are shown. */
export const allClients: Client[] = clientNames.map((name) => byName[name])

/** The client of a name. */
export function findClient(name: ClientName): Client {
  return byName[name]
}
