import { type Refusal, rpcCode } from './refusal.ts'

/** A first message that means to be an initialize request. */
export const incompleteInitialize: Refusal = {
  status: 400,
  code: rpcCode.invalidRequest,
  sentence:
    'The initialize request is not complete. It needs an id, and params with protocolVersion, capabilities and clientInfo (name, version).',
}

/** Also what a client of 2026-07-28 hears that first asks with `server/discover`: a 400 sends it back to `initialize`. */
export const noSession: Refusal = {
  status: 400,
  code: rpcCode.refused,
  sentence: 'There is no session yet. Send an initialize request first, then the Mcp-Session-Id header of its answer with every request.',
}

/** Clients start anew on a 404 (2025-11-25, basic/transports, session management); some look for the first words. */
export const sessionNotFound: Refusal = {
  status: 404,
  code: rpcCode.sessionNotFound,
  sentence: 'Session not found: it was ended, or nothing was asked for too long. Start a new one with an initialize request.',
}

/** The person does not want this client. */
export const blocked = (client: string): Refusal => ({
  status: 403,
  code: rpcCode.refused,
  sentence: `Tonearm's owner has blocked ${client}. It can be allowed again in Tonearm's window, page Apps, or by the command tonearm clients allow.`,
})

/** Over the rate. `seconds` is when the next request will be let in. */
export const tooMany = (seconds: number): Refusal => ({
  status: 429,
  code: rpcCode.refused,
  sentence: `Too many requests. Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`,
  headers: { 'Retry-After': String(seconds) },
})

/** All sessions are in use, so none could give way. */
export const full = (maximum: number): Refusal => ({
  status: 503,
  code: rpcCode.refused,
  sentence: `Tonearm cannot take one more client: ${maximum} are connected. Close one of them, then try again.`,
  headers: { 'Retry-After': '60' },
})

/** Came while the endpoint says goodbye. */
export const closing: Refusal = {
  status: 503,
  code: rpcCode.refused,
  sentence: 'Tonearm is being closed. Start it again, then connect anew.',
}
