/** A JSON-RPC id as MCP allows it: never null (2025-11-25, basic, requests). */
export type Id = string | number

export type Request = { jsonrpc: '2.0'; id: Id; method: string; params?: Record<string, unknown> }
export type Notification = { jsonrpc: '2.0'; method: string; params?: Record<string, unknown> }
export type Answer = { jsonrpc: '2.0'; id: Id; result?: unknown; error?: unknown }
export type Message = Request | Notification | Answer

/** A message with its kind; or that it is none, with its id if it has one. */
export type Sorted =
  | { kind: 'request'; message: Request }
  | { kind: 'notification'; message: Notification }
  | { kind: 'answer'; message: Answer }
  | { kind: 'none'; id: Id | null }

/** JSON-RPC error codes (https://www.jsonrpc.org/specification#error_object); `refused` is the endpoint's for whatever it does not do. */
export const errorCode = { notJson: -32700, invalidRequest: -32600, methodNotFound: -32601, invalidParams: -32602, refused: -32000 }

/** Says what kind of message a JSON value is. Only what the bridge needs is looked at; the rest is between client and endpoint. */
export function sort(value: unknown): Sorted {
  if (!isObject(value)) return { kind: 'none', id: null }
  const { id, method } = value
  if (typeof method === 'string') {
    if (id === undefined) return { kind: 'notification', message: value as Notification }
    if (isId(id)) return { kind: 'request', message: value as Request }
  } else if (isId(id) && ('result' in value || 'error' in value)) {
    return { kind: 'answer', message: value as Answer }
  }
  return { kind: 'none', id: isId(id) ? id : null }
}

/** The answer that a request failed. `id` is null when it is not known which one. */
export function errorAnswer(id: Id | null, code: number, sentence: string): object {
  return { jsonrpc: '2.0', id, error: { code, message: sentence } }
}

/**
 * The answer that a request failed, where the model gets to read it: of a tool call it reads results only, while clients keep JSON-RPC errors
 * for themselves (2025-11-25, server/tools, error handling).
 */
export function failure(request: Request, code: number, sentence: string): object {
  if (request.method !== 'tools/call') return errorAnswer(request.id, code, sentence)
  return { jsonrpc: '2.0', id: request.id, result: { content: [{ type: 'text', text: sentence }], isError: true } }
}

/** Whether it is a JSON object: neither an array nor null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether it can be the id of a request. */
export function isId(value: unknown): value is Id {
  return typeof value === 'string' || typeof value === 'number'
}

/** Deeper than any message is, and far from where `JSON.stringify` runs out of stack: `JSON.parse` takes any depth. */
const deepest = 500

/** The value that a JSON text stands for; undefined when it is none, or is nested so deeply that it could not be passed on. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return isDeeper(value, deepest) ? undefined : value
  } catch {
    return undefined
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1))
}
