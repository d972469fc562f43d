import { instructions } from '../shared/instructions.ts'
import { serverIntroduction } from '../shared/server-introduction.ts'

/** The protocol versions of the endpoint's SDK (@modelcontextprotocol/sdk 1.32, SUPPORTED_PROTOCOL_VERSIONS), the newest first. */
export const protocolVersions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07']

/**
 * What the endpoint would answer to `initialize`, for when it is not there: a client that is refused gives the server up until it is restarted,
 * while one that was let in asks again when Tonearm has been started.
 *
 * @param requested the protocol version that the client asked for
 * @param version of this build, which may differ from the one that is started later
 */
export function ownAnswer(requested: unknown, version: string): Record<string, unknown> {
  const protocolVersion = protocolVersions.find((known) => known === requested) ?? protocolVersions[0]
  const { serverInfo, capabilities } = serverIntroduction
  return { protocolVersion, capabilities, serverInfo: { ...serverInfo, version }, instructions }
}
