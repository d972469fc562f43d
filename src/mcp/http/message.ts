import type { IncomingMessage } from 'node:http'
import { maximumBodyBytes, tooLarge } from './guard.ts'
import { type Refusal, rpcCode } from './refusal.ts'

/** The JSON-RPC message of a request; or why there is none; or that the client left before it had sent everything. */
export type ReceivedMessage = { kind: 'message'; message: object } | { kind: 'refused'; refusal: Refusal } | { kind: 'gone' }

/**
 * Reads the body of a POST as one JSON-RPC message. The SDK checks whether it is a valid one.
 *
 * Batches are refused: the protocol dropped them with 2025-06-18, and the rate limit would count a batch of a hundred calls as one.
 */
export async function readMessage(request: IncomingMessage): Promise<ReceivedMessage> {
  const body = await readBody(request)
  if (body === 'gone') return { kind: 'gone' }
  if (body === 'too large') return { kind: 'refused', refusal: tooLarge }
  const message = parseJson(body)
  if (message === undefined) return { kind: 'refused', refusal: notJson }
  if (Array.isArray(message)) return { kind: 'refused', refusal: batch }
  if (typeof message !== 'object' || message === null) return { kind: 'refused', refusal: notAMessage }
  return { kind: 'message', message }
}

/** Keeps at most the limit in memory. The rest is read and dropped, so that the client gets to see the answer. */
function readBody(request: IncomingMessage): Promise<Buffer | 'too large' | 'gone'> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes <= maximumBodyBytes) {
        chunks.push(chunk)
      } else {
        chunks = []
        resolve('too large')
      }
    })
    request.once('end', () => resolve(Buffer.concat(chunks)))
    request.once('close', () => resolve('gone'))
  })
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

const notJson: Refusal = { status: 400, code: rpcCode.notJson, sentence: 'The message is not valid JSON (in UTF-8).' }

const batch: Refusal = {
  status: 400,
  code: rpcCode.invalidRequest,
  sentence: 'Batches are not accepted. Send one JSON-RPC message in each request.',
}

const notAMessage: Refusal = { status: 400, code: rpcCode.invalidRequest, sentence: 'The message is not a JSON-RPC object.' }
