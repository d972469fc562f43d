import { type LastLists, readLastLists } from '../discovery/last-lists.ts'
import { instructions } from '../shared/instructions.ts'
import { serverIntroduction } from '../shared/server-introduction.ts'
import { paramsOf, type Request } from './json-rpc.ts'

/** The protocol versions of the endpoint's SDK (@modelcontextprotocol/sdk 1.32, SUPPORTED_PROTOCOL_VERSIONS), the newest first. */
export const protocolVersions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07']

/**
 * What the bridge answers by itself while Tonearm is not running. It is what the endpoint would answer: a client that gets an error, or has to wait
 * too long (25 seconds in Claude Code), gives the server up until the client is restarted, while one that gets these answers asks again later.
 */
export type OfflineAnswers = {
  /** @param requested the protocol version that the client asked for */
  initialize(requested: unknown): Record<string, unknown>
  /** The first page of tools or prompts; undefined for everything that only Tonearm can answer. */
  list(request: Request): Record<string, unknown> | undefined
}

/**
 * @param options.listsFile what the last run left
 * @param options.builtIn the lists for a computer on which there was no run
 * @param options.version of this build; the Tonearm that is started later may have another one
 */
export function createOfflineAnswers(options: { listsFile: string; builtIn: LastLists; version: string }): OfflineAnswers {
  const { listsFile, builtIn, version } = options
  const lists = () => readLastLists(listsFile) ?? builtIn

  return {
    initialize(requested) {
      const protocolVersion = protocolVersions.find((known) => known === requested) ?? protocolVersions[0]
      const { serverInfo, capabilities } = serverIntroduction
      return { protocolVersion, capabilities, serverInfo: { ...serverInfo, version }, instructions }
    },
    list(request) {
      if (paramsOf(request).cursor !== undefined) return undefined
      if (request.method === 'tools/list') return { tools: lists().tools }
      return request.method === 'prompts/list' ? { prompts: lists().prompts } : undefined
    },
  }
}
