import type { ServerResponse } from 'node:http'
import { defectSentence } from '../../shared/problem.ts'

/** Why a request goes no further: the HTTP status, the JSON-RPC error code, and a whole sentence for the reader. */
export type Refusal = { status: number; code: number; sentence: string; headers?: Record<string, string> }

/** The id of a JSON-RPC request. */
export type RequestId = string | number

/** The id of the request that a message is; undefined for a notification, an answer, and what is not JSON-RPC. */
export function requestIdOf(message: object): RequestId | undefined {
  if (!('id' in message && 'method' in message)) return undefined
  return typeof message.id === 'string' || typeof message.id === 'number' ? message.id : undefined
}

/** JSON-RPC error codes (https://www.jsonrpc.org/specification#error_object); the -320xx ones are those of the MCP SDK. */
export const rpcCode = {
  notJson: -32700,
  invalidRequest: -32600,
  invalidParams: -32602,
  internal: -32603,
  refused: -32000,
  sessionNotFound: -32001,
  resourceNotFound: -32002,
} as const

/** A bug in Tonearm, as the client sees it: nothing of what was thrown, which may hold anything. */
export const defect: Refusal = {
  status: 500,
  code: rpcCode.internal,
  sentence: defectSentence,
}

/** The refusal as a JSON-RPC error. @param id null when it answers the HTTP request, before the message was read */
export function refusalBody({ code, sentence }: Refusal, id: RequestId | null = null): string {
  return JSON.stringify({ jsonrpc: '2.0', id, error: { code, message: sentence } })
}

/** Answers with a refusal, unless part of an answer has been sent already: then it cuts the connection, as nothing else can follow. */
export function sendRefusal(response: ServerResponse, refusal: Refusal, id?: RequestId): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  sendJson(response, refusal.status, refusalBody(refusal, id), refusal.headers)
}

/** Answers with JSON. The answer is for this client at this moment, so nothing may cache it. */
export function sendJson(response: ServerResponse, status: number, json: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(json),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  })
  response.end(json)
}
