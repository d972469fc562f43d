import { instructions } from '../shared/instructions.ts'
import { serverIntroduction } from '../shared/server-introduction.ts'

/** The protocol versions of the endpoint's SDK (@modelcontextprotocol/sdk 1.32, SUPPORTED_PROTOCOL_VERSIONS), the newest first. */
export const protocolVersions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07']

/**
 * The result of `initialize` while Tonearm is not running. It is what the endpoint would answer: a client that gets an error gives the server up
 * until the client is restarted, while one that gets this result asks again later.
 *
 * @param requested the protocol version that the client asked for
 * @param version of this build; the Tonearm that is started later may have another one
 */
export function offlineInitializeResult(requested: unknown, version: string): Record<string, unknown> {
  const protocolVersion = protocolVersions.find((known) => known === requested) ?? protocolVersions[0]
  const { serverInfo, capabilities } = serverIntroduction
  return { protocolVersion, capabilities, serverInfo: { ...serverInfo, version }, instructions }
}
