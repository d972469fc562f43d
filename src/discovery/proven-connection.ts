import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import type { EndpointAddress } from './endpoint-file.ts'
import { isProof } from './proof.ts'

/** Why there is no connection: nobody listens (`unreachable`), no answer came (`silent`), or the answer was no proof (`unproven`). No token was sent. */
export type NoConnection = { kind: 'unreachable' | 'silent' | 'unproven' }

/** A new connection to the running Tonearm, on which it has proved who it is. */
export type Connection = { kind: 'proven'; socket: Socket } | NoConnection

/** Far more than the endpoint's answer has. */
const maximumBytes = 4_096

/**
 * Opens a connection and lets the program at the other end prove that it is Tonearm, before anything secret is sent on that connection.
 *
 * After a crash another program can listen on the port that endpoint.json names. The question goes over the same connection as everything that
 * follows, so no other program can take its place in between. Written by hand on the socket, since Node's HTTP client gives no socket back.
 */
export function openProvenConnection(
  { url, token }: EndpointAddress,
  { timeoutMs, signal }: { timeoutMs: number; signal?: AbortSignal },
): Promise<Connection> {
  const { hostname, host, port } = new URL(url)
  const portNumber = Number(port || 80)
  const nonce = randomBytes(16).toString('hex')
  const socket = connect({ host: hostname.replace(/^\[(.*)\]$/, '$1'), port: portNumber, noDelay: true })

  return new Promise((resolve) => {
    let isConnected = false
    let received = ''

    function settle(connection: Connection): void {
      clearTimeout(timer)
      signal?.removeEventListener('abort', giveUp)
      socket.off('data', onData).off('close', giveUp)
      if (connection.kind !== 'proven') socket.destroy()
      resolve(connection)
    }

    function giveUp(): void {
      settle({ kind: isConnected ? 'silent' : 'unreachable' })
    }

    function onData(chunk: Buffer): void {
      received += chunk.toString('latin1')
      const answer = parseAnswer(received)
      if (answer === 'incomplete') {
        if (received.length > maximumBytes) settle({ kind: 'unproven' })
        return
      }
      settle(isProof(answer?.proof, token, nonce, portNumber) ? { kind: 'proven', socket } : { kind: 'unproven' })
    }

    const timer = setTimeout(giveUp, timeoutMs)
    signal?.addEventListener('abort', giveUp)
    // This listener stays: a broken connection must never end the program.
    socket.on('error', () => {})
    socket.once('connect', () => {
      isConnected = true
      socket.write(`GET /proof?nonce=${nonce} HTTP/1.1\r\nHost: ${host}\r\nAccept: application/json\r\n\r\n`)
    })
    socket.on('data', onData).on('close', giveUp)
    if (signal?.aborted) giveUp()
  })
}

/** The JSON of a whole answer with status 200; undefined when it is anything else. Tonearm always says how long its answer is. */
function parseAnswer(received: string): { proof?: unknown } | 'incomplete' | undefined {
  const headEnd = received.indexOf('\r\n\r\n')
  if (headEnd < 0) return 'incomplete'
  const head = received.slice(0, headEnd)
  const body = received.slice(headEnd + 4)
  const length = Number(/\r\ncontent-length: *(\d{1,4}) *(?:\r\n|$)/i.exec(head)?.[1] ?? Number.NaN)
  if (!/^HTTP\/1\.1 200 /.test(head) || Number.isNaN(length) || body.length > length) return undefined
  if (body.length < length) return 'incomplete'
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
