import { randomBytes } from 'node:crypto'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { onTestFinished } from 'vitest'
import { silentLog } from '../../src/config/logging.ts'
import { proofOf } from '../../src/discovery/proof.ts'
import { type Endpoint, type EndpointOptions, startEndpoint } from '../../src/mcp/http/endpoint.ts'
import type { Served } from '../../src/mcp/served.ts'
import { servedWith, testCatalog } from './test-catalog.ts'

/** A running endpoint for one test, with the ways to talk to it. All is closed when the test ends. */
export type Running = {
  endpoint: Endpoint
  token: string
  /** From now on its proofs are for this port: that of a proxy in front of it. */
  proveFor(port: number): void
  /** A real MCP client of the SDK, connected and listening for news. */
  connect(name?: string): Promise<{ client: Client; transport: StreamableHTTPClientTransport }>
  /** One HTTP request, exactly with these headers: also such as fetch refuses to send. */
  send(options: RawRequest): Promise<RawAnswer>
  /** A POST to /mcp that a well-behaved client could have sent, but for `headers`. */
  post(message: unknown, headers?: Record<string, string>): Promise<RawAnswer>
}

export type RawRequest = { method?: string; path?: string; headers?: Record<string, string>; body?: string | Buffer }
export type RawAnswer = { status: number; headers: IncomingHttpHeaders; body: string; raw: string }

/** The first message of every session. */
export const initialize = {
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'hand-made', version: '1' } },
}

export type RunningOptions = Partial<Omit<EndpointOptions, 'served'>> & { catalog?: Served['registry']; served?: Partial<Served> }

/** Starts an endpoint on a free port with a fresh token. */
export async function running({ catalog = testCatalog(), served, ...options }: RunningOptions = {}): Promise<Running> {
  const token = randomBytes(32).toString('base64url')
  let proxyPort: number | undefined
  const endpoint = await startEndpoint({
    served: { ...servedWith(catalog), ...served },
    port: 0,
    token: () => token,
    log: silentLog,
    prove: (nonce, port) => proofOf((options.token ?? (() => token))(), nonce, proxyPort ?? port),
    ...options,
  })
  onTestFinished(() => endpoint.close())

  const send = ({ method = 'GET', path = '/mcp', headers = {}, body }: RawRequest) =>
    new Promise<RawAnswer>((resolve, reject) => {
      const request = httpRequest({ host: '127.0.0.1', port: endpoint.port, method, path, agent: false })
      request.setHeader('Host', `127.0.0.1:${endpoint.port}`)
      for (const [name, value] of Object.entries(headers)) request.setHeader(name, value)
      request.once('error', reject)
      request.once('response', async (response) => {
        const chunks: Buffer[] = []
        for await (const chunk of response) chunks.push(chunk)
        const text = Buffer.concat(chunks).toString()
        const { rawHeaders, statusCode = 0, statusMessage } = response
        resolve({
          status: statusCode,
          headers: response.headers,
          body: text,
          raw: [statusCode, statusMessage, ...rawHeaders, text].join('\n'),
        })
      })
      request.end(body)
    })

  return {
    endpoint,
    token,
    proveFor(port) {
      proxyPort = port
    },
    send,
    post: (message, headers = {}) =>
      send({
        method: 'POST',
        headers: { ...wellBehaved(token), ...headers },
        body: typeof message === 'string' ? message : JSON.stringify(message),
      }),
    async connect(name = 'test client') {
      const client = new Client({ name, version: '9.9' })
      const listening = Promise.withResolvers<void>()
      const transport = new StreamableHTTPClientTransport(new URL(endpoint.url), {
        requestInit: { headers: { Authorization: `Bearer ${token}` } },
        async fetch(url, init) {
          const answer = await fetch(url, init)
          if (init?.method === 'GET') listening.resolve()
          return answer
        },
      })
      onTestFinished(() => client.close())
      await client.connect(transport)
      await listening.promise
      return { client, transport }
    },
  }
}

/** The headers of a client that does everything right. */
export function wellBehaved(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', Accept: 'application/json, text/event-stream' }
}

/** The sentence of a refusal, and proof that it came as a JSON-RPC error. @param request the id it must carry: null before the body was read */
export function sentence(answer: Pick<RawAnswer, 'body' | 'headers'>, request: string | number | null = null): string {
  if (answer.headers['content-type'] !== 'application/json')
    throw new Error(`not JSON but ${answer.headers['content-type']}: ${answer.body}`)
  const { jsonrpc, id, error } = JSON.parse(answer.body)
  if (jsonrpc !== '2.0' || id !== request || typeof error.code !== 'number') throw new Error(`not a JSON-RPC error: ${answer.body}`)
  return error.message
}

/** What an event-stream answer to one request says. */
export function answered(answer: RawAnswer): Record<string, unknown> {
  return JSON.parse(/^data: (.*)$/m.exec(answer.body)?.[1] ?? '{}')
}

/** The text of a tool's answer. */
export function textOf(result: unknown): string {
  return (result as { content: { text: string }[] }).content.map(({ text }) => text).join('\n')
}

/** Waits until `condition` holds; fails after a second. */
export async function until(condition: () => boolean): Promise<void> {
  const end = Date.now() + 1000
  while (!condition()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${condition}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
