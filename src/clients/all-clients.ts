import { type ClientName, clientNames } from '../shared/clients.ts'
import { claudeCode } from './claude-code.ts'
import { claudeDesktop } from './claude-desktop.ts'
import type { Client } from './client.ts'
import { codex } from './codex.ts'
import { cursor } from './cursor.ts'
import { geminiCli } from './gemini-cli.ts'
import { goose } from './goose.ts'
import { lmStudio } from './lm-studio.ts'
import { other } from './other.ts'
import { vsCode } from './vs-code.ts'
import { windsurf } from './windsurf.ts'
import { zed } from './zed.ts'

const byName: Record<ClientName, Client> = {
  'claude-desktop': claudeDesktop,
  'claude-code': claudeCode,
  cursor,
  'vs-code': vsCode,
  windsurf,
  zed,
  goose,
  'lm-studio': lmStudio,
  codex,
  'gemini-cli': geminiCli,
  other,
}

/** Every client that we know, in the order in which they are shown. */
export const allClients: Client[] = clientNames.map((name) => byName[name])

/** The client of a name. */
export function findClient(name: ClientName): Client {
  return byName[name]
}
