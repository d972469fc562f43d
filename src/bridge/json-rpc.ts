/** A JSON-RPC id as MCP allows it: never null (2025-11-25, basic, requests). */
export type Id = string | number

/** A message, as far as the bridge checks it: its other members, `params` among them, can be anything. */
export type Request = { id: Id; method: string; [member: string]: unknown }
export type Notification = { method: string; [member: string]: unknown }
export type Answer = { id: Id; [member: string]: unknown }

/** A message with its kind. */
export type Message =
  | { kind: 'request'; message: Request }
  | { kind: 'notification'; message: Notification }
  | { kind: 'answer'; message: Answer }

/** JSON-RPC error codes (https://www.jsonrpc.org/specification#error_object), and MCP's. The endpoint uses `refused` for everything without a code there. */
export const errorCode = {
  notJson: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  refused: -32000,
  unsupportedVersion: -32022,
}

/**
 * Says what kind of message a JSON value is, or that it is none, with its id if it has one. Only what the bridge needs is checked. The rest passes
 * unchanged, for the client and the endpoint to check.
 */
export function classify(value: unknown): Message | { kind: 'invalid'; id: Id | null } {
  if (!isObject(value)) return { kind: 'invalid', id: null }
  const { id, method } = value
  if (typeof method === 'string') {
    if (id === undefined) return { kind: 'notification', message: { ...value, method } }
    if (isId(id)) return { kind: 'request', message: { ...value, id, method } }
  } else if (isId(id) && ('result' in value || 'error' in value)) {
    return { kind: 'answer', message: { ...value, id } }
  }
  return { kind: 'invalid', id: isId(id) ? id : null }
}

/** The params of a request or notification; an empty object when they are missing or no object. */
export function paramsOf({ params }: Request | Notification): Record<string, unknown> {
  return isObject(params) ? params : {}
}

/** An error answer. `id` is null when it is not known which request failed. */
export function errorAnswer(id: Id | null, code: number, message: string, data?: unknown): object {
  return { jsonrpc: '2.0', id, error: { code, message, ...(data !== undefined && { data }) } }
}

/** Whether a JSON value is an object: neither an array nor null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether a value can be the id of a request. */
export function isId(value: unknown): value is Id {
  return typeof value === 'string' || typeof value === 'number'
}

/** Deeper than any real message, and well below the depth at which `JSON.stringify` overflows the stack: `JSON.parse` accepts any depth. */
const maximumDepth = 500

/** The value of a JSON text; undefined when the text is not JSON, or is nested too deeply to be written again. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return isDeeper(value, maximumDepth) ? undefined : value
  } catch {
    return undefined
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1))
}
