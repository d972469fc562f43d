import type { Readable, Writable } from 'node:stream'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import type { Log } from '../config/logging.ts'
import { type IsBlocked, withoutBlocked } from './block.ts'
import { createMcpServer } from './era-2025/server.ts'
import { rpcCode } from './http/refusal.ts'
import type { Served } from './served.ts'
import { shortLines } from './short-lines.ts'

/** A message over stdio may be as large as the one client cares to make it, up to this. */
const maximumLineBytes = 1024 * 1024

const tooLong = 'This line has more than 1 MB, so it was not read. Send smaller messages.'

/**
 * Serves one MCP client over standard input and output: the same server as the endpoint's, without port and token, as only the program
 * that started us can write to our input.
 *
 * Nothing else may write to `output` until then. Settles when the client closes the stream, which ends running calls.
 *
 * @param options.isBlocked asked at each message
 */
export async function serveStdio(options: {
  served: Served
  isBlocked?: IsBlocked
  log?: Log
  input?: Readable
  output?: Writable
}): Promise<void> {
  const { served, isBlocked = () => false, log, input = process.stdin, output = process.stdout } = options
  const closed = Promise.withResolvers<void>()
  const server = createMcpServer({ ...served, log, isOnThisComputer: () => true, onClose: closed.resolve })
  const close = () => void server.close()
  const lines = shortLines(input, {
    maximumBytes: maximumLineBytes,
    onLongLine: ({ id = null }) => {
      output.write(`${JSON.stringify({ jsonrpc: '2.0', id, error: { code: rpcCode.invalidRequest, message: tooLong } })}\n`)
    },
  })
  lines.once('end', close).once('close', close)
  // The client may be gone before it closed our input: then writing fails.
  output.once('error', close)
  await server.connect(withoutBlocked(new StdioServerTransport(lines, output), isBlocked))
  await closed.promise
  lines.destroy()
}
