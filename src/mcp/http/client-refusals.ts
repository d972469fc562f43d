import { type Refusal, rpcCode } from './refusal.ts'

/** A first message with the method `initialize` that is not a valid initialize request. */
export const incompleteInitialize: Refusal = {
  status: 400,
  code: rpcCode.invalidRequest,
  sentence:
    'The initialize request is not complete. It needs an id, and params with protocolVersion, capabilities and clientInfo (name, version).',
}

/** A request that neither opens a session, nor is in one, nor speaks a version without sessions. */
export const noSession: Refusal = {
  status: 400,
  code: rpcCode.refused,
  sentence: 'There is no session yet. Send an initialize request first, then the Mcp-Session-Id header of its answer with every request.',
}

/** On a 404 clients open a new session (2025-11-25, basic/transports, session management); some look for the words "Session not found". */
export const sessionNotFound: Refusal = {
  status: 404,
  code: rpcCode.sessionNotFound,
  sentence: 'Session not found: it has ended. Start a new one with an initialize request.',
}

/** The user has blocked this client. */
export const blocked = (client: string): Refusal => ({
  status: 403,
  code: rpcCode.refused,
  sentence: `Tonearm's owner has blocked ${client}. It can be allowed again in Tonearm's window, page Apps, or by the command tonearm clients allow.`,
})

/** Over the rate. `seconds`: after this long the next request is accepted. */
export const tooMany = (seconds: number): Refusal => ({
  status: 429,
  code: rpcCode.refused,
  sentence: `Too many requests to Tonearm (its own limit, not Spotify's). Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`,
  headers: { 'Retry-After': String(seconds) },
})

/** All sessions are in use, so none can be ended for a new one. */
export const full = (maximum: number): Refusal => ({
  status: 503,
  code: rpcCode.refused,
  sentence: `Tonearm cannot accept another client: ${maximum} are connected. Close one of them, then try again.`,
  headers: { 'Retry-After': '60' },
})

/** A client that reads no event stream wants to listen. */
export const onlyAsStream: Refusal = {
  status: 406,
  code: rpcCode.refused,
  sentence: 'Changes are sent as an event stream. Send the header "Accept: application/json, text/event-stream".',
}

/** The request came while the endpoint closes. */
export const closing: Refusal = {
  status: 503,
  code: rpcCode.refused,
  sentence: 'Tonearm is closing. Start it again, then connect again.',
}
