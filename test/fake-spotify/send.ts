import type { ServerResponse } from 'node:http'

/** What goes over the wire: one of json, text and html, or nothing; `location` for redirects. */
export type Reply = { status: number; json?: unknown; text?: string; html?: string; location?: string; headers?: Record<string, string> }

/**
 * Writes an answer and says how many bytes its body has.
 *
 * @param truncated promise the whole body, send half of it and close the connection
 */
export function send(response: ServerResponse, reply: Reply, truncated = false): number {
  const headers: Record<string, string> = { 'cache-control': 'private, max-age=0' }
  let body = reply.text ?? reply.html ?? ''
  if (reply.json !== undefined) {
    body = JSON.stringify(reply.json)
    headers['content-type'] = 'application/json; charset=utf-8'
  } else if (reply.html !== undefined) headers['content-type'] = 'text/html; charset=utf-8'
  else if (reply.text) headers['content-type'] = 'text/plain; charset=utf-8'
  if (reply.location) headers.location = reply.location
  Object.assign(headers, reply.headers)
  const bytes = Buffer.from(body)
  if (reply.status !== 204) headers['content-length'] = String(bytes.length)
  response.writeHead(reply.status, headers)
  if (!truncated) {
    response.end(bytes)
    return bytes.length
  }
  const half = bytes.subarray(0, Math.floor(bytes.length / 2))
  response.write(half, () => response.destroy())
  return half.length
}
