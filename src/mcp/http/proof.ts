import type { IncomingMessage, ServerResponse } from 'node:http'
import { methodNotAllowed } from './guard.ts'
import { type Refusal, rpcCode, sendJson } from './refusal.ts'

/** What shows that this program knows the token, for a nonce that somebody chose and the port that we listen on. */
export type Prove = (nonce: string, port: number) => string

/** As long as a random one has to be, and no longer: computing a proof takes less than refusing a request, so it needs no limit on how often. */
const nonceForm = /^[\w-]{16,128}$/

/**
 * Answers `GET /proof?nonce=...`: the one question that takes no token, since whoever asks does not know yet whether it may send us one.
 *
 * Only for programs on this computer: over a network, proofs would let somebody try out in peace which token a person chose.
 */
export function answerProof(
  { method = '', url = '', socket }: IncomingMessage,
  response: ServerResponse,
  prove: (nonce: string) => string,
): Refusal | undefined {
  if (!isLoopback(socket.remoteAddress ?? '')) return notFromHere
  if (method !== 'GET') return methodNotAllowed(['GET'])
  const nonce = new URLSearchParams(url.slice(url.indexOf('?'))).get('nonce') ?? ''
  if (!nonceForm.test(nonce)) return wrongNonce
  sendJson(response, 200, JSON.stringify({ proof: prove(nonce) }))
  return undefined
}

/** A socket that listens on `::` shows IPv4 addresses as `::ffff:127.0.0.1`. */
function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}

const notFromHere: Refusal = {
  status: 403,
  code: rpcCode.refused,
  sentence: 'Only programs on the computer that runs Tonearm can ask for its proof.',
}

const wrongNonce: Refusal = {
  status: 400,
  code: rpcCode.invalidRequest,
  sentence: 'Ask for a proof with ?nonce= and 16 to 128 letters, digits, "-" or "_".',
}
