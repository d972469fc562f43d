import type { Readable, Writable } from 'node:stream'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { isInitializeRequest, type JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js'
import { type Log, silentLog } from '../config/logging.ts'
import { type IsBlocked, withoutBlocked } from './block.ts'
import { createMcpServer } from './era-2025/server.ts'
import type { ModernStdio } from './era-2026/sdk/stdio.ts'
import { namesItsVersion } from './era-2026/wire.ts'
import type { Served } from './served.ts'
import { createStdioTransport } from './stdio-transport.ts'
import { countingUnanswered } from './unanswered.ts'
import { wrongParams } from './wrong-params.ts'

/** How long the calls under way may take when the client has closed its side. The bridge gives them as long. */
const usualFinishMs = 5_000

/**
 * Serves one MCP client over standard input and output: the same servers as the endpoint's, without port and token, as only the program that started us
 * can write to our input. The client may speak either era, and change from one to the other: some look first whether they find the newer one.
 *
 * Nothing else may write to `output` until then. Settles when the client has closed the stream: what it has asked is still answered, and cancelled
 * if that takes too long.
 *
 * @param options.isBlocked asked at each message
 */
export async function serveStdio(options: {
  served: Served
  isBlocked?: IsBlocked
  log?: Log
  input?: Readable
  output?: Writable
  finishMs?: number
}): Promise<void> {
  const { served, isBlocked = () => false, log = silentLog, input = process.stdin, output = process.stdout } = options
  const { finishMs = usualFinishMs } = options
  const closed = Promise.withResolvers<void>()
  const wire = countingUnanswered(withoutBlocked(createStdioTransport(input, output), isBlocked))
  const close = () => void wire.close()
  input.once('end', () => void wire.allAnswered(finishMs).then(close))
  input.once('close', () => input.readableEnded || close())
  // The client may be gone before it closed our input: then writing fails.
  output.once('error', close)

  let modern: Promise<ModernStdio> | undefined
  let speaksModern = false
  const older: Transport = {
    start: async () => {},
    async send(message, options) {
      // What it says without being asked, a client of the newer era has to subscribe to.
      if (!(speaksModern && 'method' in message)) await wire.send(message, options)
    },
    close: wire.close,
  }
  wire.onclose = () => older.onclose?.()
  wire.onerror = (error) => older.onerror?.(error)
  wire.onmessage = (message, extra) => {
    const wrong = wrongParams(message)
    if (wrong && 'id' in message) {
      const { code, sentence } = wrong
      wire.send({ jsonrpc: '2.0', id: message.id, error: { code, message: sentence } }).catch((error) => wire.onerror?.(error))
      return
    }
    if (isInitializeRequest(message)) speaksModern = false
    else if (namesItsVersion(message)) speaksModern = true
    if (!speaksModern) {
      older.onmessage?.(message, extra)
      return
    }
    modern ??= import('./era-2026/sdk/stdio.ts').then(({ serveModernStdio }) =>
      serveModernStdio({ served, log, send: (answer) => wire.send(answer as JSONRPCMessage) }),
    )
    modern.then(({ deliver }) => deliver(message)).catch((error) => log.error('Bug while reading a message', error))
  }

  const server = createMcpServer({ ...served, log, isOnThisComputer: () => true, onClose: closed.resolve })
  await server.connect(older)
  await wire.start()
  await closed.promise
  await (await modern)?.close()
  input.destroy()
}
