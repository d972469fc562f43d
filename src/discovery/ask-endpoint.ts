import { request as sendRequest } from 'node:http'
import type { EndpointFile } from './endpoint-file.ts'
import { type NoConnection, openProvenConnection } from './proven-connection.ts'

/** The endpoint's answer, or why there is none. A body that is not JSON is undefined. */
export type EndpointAnswer = { kind: 'answer'; status: number; body: unknown } | NoConnection

/** The answer may take an hour, as that of an import does; the proof is given at once. */
const proofTimeoutMs = 10_000

/**
 * Asks the running Tonearm with its control token, over a connection of its own on which it has proved who it is.
 *
 * Not with `fetch`, which sends requests to a proxy where the environment names one, this computer's own included.
 */
export async function askEndpoint(
  { url, token, controlToken }: EndpointFile & { controlToken: string },
  {
    method,
    path,
    body,
    timeoutMs,
    signal,
  }: { method: 'GET' | 'POST'; path: string; body?: object; timeoutMs: number; signal?: AbortSignal },
): Promise<EndpointAnswer> {
  const connection = await openProvenConnection({ url, token }, { timeoutMs: Math.min(timeoutMs, proofTimeoutMs), signal })
  if (connection.kind !== 'proven') return connection
  const { socket } = connection
  return new Promise((resolve) => {
    const timer = setTimeout(() => socket.destroy(), timeoutMs)
    const leave = () => void socket.destroy()
    signal?.addEventListener('abort', leave, { once: true })
    const request = sendRequest(new URL(path, url), {
      createConnection: () => socket,
      method,
      headers: { Authorization: `Bearer ${controlToken}`, ...(body && { 'Content-Type': 'application/json' }) },
    })
    request.once('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      response.once('end', () => resolve({ kind: 'answer', status: response.statusCode ?? 0, body: parseJson(text) }))
    })
    request.on('error', () => {})
    request.once('close', () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', leave)
      socket.destroy()
      resolve({ kind: 'silent' })
    })
    request.end(body && JSON.stringify(body))
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
