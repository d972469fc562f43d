import { instructions } from '../../shared/instructions.ts'
import { serverIcons } from '../../shared/server-icon.ts'
import { serverIntroduction } from '../../shared/server-introduction.ts'
import type { ConnectionOptions } from '../connection.ts'
import { failureAnswer, type OwnAnswers, offlineList } from '../own-answers.ts'

/** The protocol versions of the endpoint's SDK (@modelcontextprotocol/sdk 1.32, SUPPORTED_PROTOCOL_VERSIONS), the newest first. */
export const protocolVersions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07']

/** The result of `initialize` while Tonearm is not running: what the endpoint would answer. @param requested the version that the client asked for */
export function offlineInitialize(requested: unknown, version: string): Record<string, unknown> {
  const protocolVersion = protocolVersions.find((known) => known === requested) ?? protocolVersions[0]
  const { serverInfo, capabilities } = serverIntroduction
  return { protocolVersion, capabilities, serverInfo: { ...serverInfo, version, icons: serverIcons }, instructions }
}

/** The bridge's own answers to clients of 2025-11-25 and older. */
export function legacyAnswers({ lists }: Pick<ConnectionOptions, 'lists'>): OwnAnswers {
  return {
    offline: (request) => offlineList(request, lists),
    failure: (request, refusal) => failureAnswer(request, refusal),
  }
}
