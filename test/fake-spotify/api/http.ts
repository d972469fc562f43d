import type { World } from '../types.ts'

/** One request to the API as a handler sees it: parsed, authorized, with the values of the `{...}` parts of its path. */
export type ApiRequest = {
  method: string
  /** With `/v1`, e.g. `/v1/tracks/4NOy...`. */
  path: string
  params: Record<string, string>
  query: URLSearchParams
  /** Parsed JSON, or the text if it is none; undefined without a body. */
  body: unknown
  contentType: string
  scopes: string[]
  world: World
  now: number
  /** How many rows a playlist brings along. */
  rowsInPlaylist: number
  /** Runs something when a player command takes effect, with the clock of that moment; cancelled when the fake stops. */
  later(ms: number, effect: (now: number) => void): void
}

/** An answer of the API. `filtered`: its fields were chosen by `fields=`, so that required ones may be missing. */
export type Answer = { status: number; json?: unknown; text?: string; headers?: Record<string, string>; filtered?: boolean }

/** One operation: the path is written as in Spotify's contract. `scopes` are all needed; a handler may ask for more. */
export type Route = { method: string; path: string; scopes: string[]; handle(request: ApiRequest): Answer }

/** Thrown by handlers to answer an error in the Web API's form. */
export class ApiError extends Error {
  readonly status: number
  readonly reason: string | undefined
  constructor(status: number, message: string, reason?: string) {
    super(message)
    this.status = status
    this.reason = reason
  }
}

/** The Web API's error object; player and quota errors have a `reason` too. */
export function errorAnswer(status: number, message: string, reason?: string, headers: Record<string, string> = {}): Answer {
  return { status, json: { error: { status, message, ...(reason ? { reason } : {}) } }, headers }
}

/** What an id gives: the thing, or Spotify's 404. */
export function found<Item>(item: Item | undefined): Item {
  if (item === undefined) throw new ApiError(404, 'Resource not found')
  return item
}

/** The scopes that are missing give the 403 of Spotify (wording: facts 2.3). */
export function needScopes(request: ApiRequest, scopes: string[]): void {
  if (scopes.some((scope) => !request.scopes.includes(scope))) throw new ApiError(403, 'Insufficient client scope')
}

/** The body as an object; Spotify answers 400 to anything else. No body counts as an empty object. */
export function bodyObject(request: ApiRequest): Record<string, unknown> {
  if (request.body === undefined) return {}
  if (typeof request.body !== 'object' || request.body === null || Array.isArray(request.body))
    throw new ApiError(400, 'Error parsing JSON.')
  return request.body as Record<string, unknown>
}

/** A whole number from the query; `message` is Spotify's 400 when it is none or out of bounds. */
export function number(query: URLSearchParams, name: string, bounds: { default: number; min: number; max: number }): number {
  const text = query.get(name)
  if (text === null) return bounds.default
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= bounds.min && value <= bounds.max)) throw new ApiError(400, `Invalid ${name}`)
  return value
}
