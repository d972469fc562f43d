import type { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { type CompleteRequest, CompleteRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import type { Answering } from '../answering.ts'
import { prompts } from '../prompts/prompts.ts'
import type { SuggestionKind, Suggestions } from './suggestions.ts'

/** The most that one answer may hold (2025-11-25, server/utilities/completion). */
const mostValues = 100

/** Completes names of playlists and devices while somebody fills in a prompt or the address of a resource. */
export function serveCompletion(server: Server, { suggestions, answering }: { suggestions: Suggestions; answering: Answering }): void {
  server.setRequestHandler(CompleteRequestSchema, ({ params }, extra) =>
    answering(extra, async () => {
      const kind = kindOf(params)
      const names = kind ? await suggestions.names(kind, params.argument.value) : []
      return { completion: { values: names.slice(0, mostValues), total: names.length, hasMore: names.length > mostValues } }
    }),
  )
}

/** Playlists may be named where they stand in an address, too; other items have names that are too many to suggest. */
function kindOf({ ref, argument }: CompleteRequest['params']): SuggestionKind | undefined {
  if (ref.type === 'ref/resource') return ref.uri === 'spotify://playlist/{id}' && argument.name === 'id' ? 'playlist' : undefined
  const filledIn = prompts.find(({ name }) => name === ref.name)?.arguments ?? {}
  return Object.hasOwn(filledIn, argument.name) ? filledIn[argument.name]?.suggest : undefined
}
