import type { Readable, Writable } from 'node:stream'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import type { Log } from '../config/logging.ts'
import { type IsBlocked, withoutBlocked } from './block.ts'
import { createMcpServer, type Served } from './server.ts'

/** A message over stdio may be as large as the one client cares to make it, up to this. */
const maxBufferSize = 1024 * 1024

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
  const server = createMcpServer({ ...served, log, onClose: closed.resolve })
  const close = () => void server.close()
  input.once('end', close).once('close', close)
  // The client may be gone before it closed our input: then writing fails.
  output.once('error', close)
  await server.connect(withoutBlocked(new StdioServerTransport(input, output, { maxBufferSize }), isBlocked))
  await closed.promise
}
