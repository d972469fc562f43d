import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { proofOf } from '../../src/discovery/proof.ts'

/** An endpoint that speaks only 2026-07-28, as the SDK serves it, with Tonearm's proof and token. */
export type ModernEndpoint = {
  url: string
  token: string
  /** The headers of each POST that arrived. */
  headers(): Record<string, unknown>[]
  /** Calls that the client cancelled. */
  cancelled(): number
  /** How many listen streams are open. */
  listening(): number
  /** Adds a tool, and tells whoever listens. */
  addTool(name: string): void
  resourceUpdated(uri: string): void
  /** Ends all streams properly and stops listening. */
  stop(): Promise<void>
  /** Cuts all connections and stops listening. */
  kill(): Promise<void>
}

/** Starts it for one test. */
export async function modernEndpoint(options: { tools?: string[]; prompts?: string[] } = {}): Promise<ModernEndpoint> {
  const token = randomBytes(16).toString('hex')
  const tools = ['echo', 'slow', ...(options.tools ?? [])]
  const headers: Record<string, unknown>[] = []
  let cancelled = 0
  let listening = 0

  const handler = createMcpHandler(
    () => {
      const server = new McpServer({ name: 'tonearm', version: '1.2.3' }, { capabilities: { resources: { subscribe: true } } })
      for (const name of tools) {
        server.registerTool(
          name,
          { description: 'Says it again.', inputSchema: z.object({ text: z.string().optional() }) },
          async (input, ctx) => {
            const { signal } = ctx.mcpReq
            if (name === 'slow') {
              await new Promise((resolve) => signal.addEventListener('abort', resolve))
              cancelled += 1
            }
            return { content: [{ type: 'text', text: input.text ?? '' }] }
          },
        )
      }
      for (const name of options.prompts ?? ['review']) {
        server.registerPrompt(name, {}, () => ({ messages: [{ role: 'user', content: { type: 'text', text: name } }] }))
      }
      server.registerResource('now', 'spotify://now-playing', {}, () => ({ contents: [] }))
      return server
    },
    { legacy: 'reject' },
  )

  /** Node's request as the SDK takes it. It is aborted, and so cancelled, when its connection closes. */
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const closed = new AbortController()
    response.once('close', () => closed.abort())
    const { method, headers } = request
    const body = await text(request)
    const web = new Request(`http://127.0.0.1${request.url}`, {
      method,
      headers: headers as Record<string, string>,
      body,
      signal: closed.signal,
    })
    const { status, headers: answerHeaders, body: stream } = await handler.fetch(web)
    response.writeHead(status, Object.fromEntries(answerHeaders))
    if (stream) await pipeline(Readable.fromWeb(stream as ReadableStream), response)
    else response.end()
  }

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1')
    if (pathname === '/proof') {
      const proof = proofOf(token, searchParams.get('nonce') ?? '', (server.address() as AddressInfo).port)
      return void response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ proof }))
    }
    headers.push(request.headers)
    if (request.headers['mcp-method'] === 'subscriptions/listen') {
      listening += 1
      response.once('close', () => {
        listening -= 1
      })
    }
    // It fails when the client has gone.
    answer(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))

  const kill = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  onTestFinished(kill)
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`,
    token,
    headers: () => headers,
    cancelled: () => cancelled,
    listening: () => listening,
    addTool(name) {
      tools.push(name)
      handler.notify.toolsChanged()
    },
    resourceUpdated: (uri) => handler.notify.resourceUpdated(uri),
    async stop() {
      await handler.close()
      await kill()
    },
    kill,
  }
}

/** What every request of 2026-07-28 carries. */
export const envelope = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'hand-made', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
}
