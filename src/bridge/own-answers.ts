import type { LastLists } from '../discovery/last-lists.ts'
import type { Refusal } from './http-reply.ts'
import { errorAnswer, paramsOf, type Request } from './json-rpc.ts'

/**
 * What the bridge answers in place of the endpoint, in the form of one protocol version.
 *
 * While Tonearm is not running, a client that gets an error, or has to wait too long for a list (25 seconds in Claude Code), gives the server up
 * until the client is restarted. One that gets these answers asks again later.
 */
export type OwnAnswers = {
  /** The result while Tonearm is not running; undefined for everything that only Tonearm can answer. */
  offline(request: Request): Record<string, unknown> | undefined
  /** The answer to a request that failed. */
  failure(request: Request, refusal: Refusal): object
}

/** The first page of tools or prompts, of the lists that are known without Tonearm; undefined for every other request. */
export function offlineList(request: Request, lists: () => LastLists): Record<string, unknown> | undefined {
  if (paramsOf(request).cursor !== undefined) return undefined
  if (request.method === 'tools/list') return { tools: lists().tools }
  return request.method === 'prompts/list' ? { prompts: lists().prompts } : undefined
}

/**
 * An error answer that the model gets to read: of a tool call it reads only results, while clients keep JSON-RPC errors for themselves
 * (2025-11-25, server/tools, error handling).
 *
 * @param around what every result of the protocol version has
 */
export function failureAnswer(request: Request, { code, message, data }: Refusal, around: object = {}): object {
  if (request.method !== 'tools/call') return errorAnswer(request.id, code, message, data)
  return { jsonrpc: '2.0', id: request.id, result: { ...around, content: [{ type: 'text', text: message }], isError: true } }
}
