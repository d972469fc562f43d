import { clientName, readable } from '../readable.ts'

/** The first version without sessions. Versions are dates, so they compare as text. */
const firstVersion = '2026-07-28'

/** What each request says of itself in its `_meta` (2026-07-28, basic/index, _meta). */
const protocolVersion = 'io.modelcontextprotocol/protocolVersion'
const clientInfo = 'io.modelcontextprotocol/clientInfo'
const clientCapabilities = 'io.modelcontextprotocol/clientCapabilities'

/**
 * Whether a request speaks 2026-07-28 or later: each one decides for itself, and both eras share one address. A request does that names such a version
 * in its header, or any version in its `_meta`, which older ones do not know.
 */
export function speaksModern(headers: Record<string, string | string[] | undefined>, message: object = {}): boolean {
  const version = headers['mcp-protocol-version']
  return (typeof version === 'string' && version.trim() >= firstVersion) || namesItsVersion(message)
}

/** Whether a message says itself which version it speaks. `initialize` asks for one that goes with a session. */
export function namesItsVersion(message: object): boolean {
  return methodOf(message) !== 'initialize' && protocolVersion in metaOf(message)
}

/** Who sent a message, made fit for people to read. */
export function senderOf(message: object): { name: string; version: string } {
  return sender(metaOf(message))
}

/** Who sent what came with this `_meta`. */
export function sender(meta: Record<string, unknown>): { name: string; version: string } {
  const { name, version } = record(meta[clientInfo])
  return { name: clientName(text(name)), version: readable(text(version)) }
}

/** Whether the client of a request can show a question. An empty `elicitation` means forms (2025-11-25, client/elicitation). */
export function showsForms(meta: Record<string, unknown>): boolean {
  const { elicitation } = record(meta[clientCapabilities])
  return elicitation !== undefined && ('form' in record(elicitation) || !('url' in record(elicitation)))
}

/** The method of a message; undefined for an answer. */
export function methodOf(message: object): string | undefined {
  return 'method' in message ? text(message.method) : undefined
}

/** The resources whose changes a `subscriptions/listen` wants to hear of. */
export function resourcesListenedTo(message: object): unknown[] {
  if (methodOf(message) !== 'subscriptions/listen') return []
  const { resourceSubscriptions } = record(paramsOf(message).notifications)
  return Array.isArray(resourceSubscriptions) ? resourceSubscriptions : []
}

/** The id of the request that a message takes back. */
export function cancelledBy(message: object): unknown {
  return methodOf(message) === 'notifications/cancelled' ? paramsOf(message).requestId : undefined
}

const paramsOf = (message: object) => record('params' in message ? message.params : undefined)

const metaOf = (message: object) => record(paramsOf(message)._meta)

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
