import { prompts } from '../prompts/prompts.ts'
import type { SuggestionKind, Suggestions } from './suggestions.ts'

/** What somebody is filling in: the address of a resource or an argument of a prompt. */
export type CompleteRequest = {
  ref: { type: 'ref/resource'; uri: string } | { type: 'ref/prompt'; name: string }
  argument: { name: string; value: string }
}

/** Names that fit what was typed so far. */
export type Completed = { completion: { values: string[]; total: number; hasMore: boolean } }

/** The most that one answer may hold (2025-11-25, server/utilities/completion). */
const mostValues = 100

/** Completes names of playlists and devices while somebody fills in a prompt or the address of a resource. */
export async function complete(suggestions: Suggestions, request: CompleteRequest): Promise<Completed> {
  const kind = kindOf(request)
  const names = kind ? await suggestions.names(kind, request.argument.value) : []
  return { completion: { values: names.slice(0, mostValues), total: names.length, hasMore: names.length > mostValues } }
}

/** Playlists may be named where they stand in an address, too; other items have names that are too many to suggest. */
function kindOf({ ref, argument }: CompleteRequest): SuggestionKind | undefined {
  if (ref.type === 'ref/resource') return ref.uri === 'spotify://playlist/{id}' && argument.name === 'id' ? 'playlist' : undefined
  const filledIn = prompts.find(({ name }) => name === ref.name)?.arguments ?? {}
  return Object.hasOwn(filledIn, argument.name) ? filledIn[argument.name]?.suggest : undefined
}
