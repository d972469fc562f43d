import { Client, type ClientOptions, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { onTestFinished } from 'vitest'
import { type RawAnswer, type Running, wellBehaved } from '../running.ts'

/** What JSON.parse makes. */
type Json = ReturnType<typeof JSON.parse>

/** What each request of 2026-07-28 says of itself. */
export const envelope = (name = 'hand-made', capabilities: object = { elicitation: { form: {} } }) => ({
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name, version: '1' },
  'io.modelcontextprotocol/clientCapabilities': capabilities,
})

/** A request of 2026-07-28 as it stands in the body. */
export function modernRequest(method: string, params: Record<string, unknown> = {}, meta: object = envelope()) {
  return { jsonrpc: '2.0', id: 1, method, params: { _meta: meta, ...params } }
}

/** The headers that repeat what stands in the body. */
export function modernHeaders({ method, params }: ReturnType<typeof modernRequest>): Record<string, string> {
  const { name, uri } = params as Record<string, unknown>
  const named = method === 'resources/read' ? uri : method === 'tools/call' || method === 'prompts/get' ? name : undefined
  return { 'MCP-Protocol-Version': '2026-07-28', 'Mcp-Method': method, ...(typeof named === 'string' && { 'Mcp-Name': named }) }
}

/** Sends one request of 2026-07-28, as a client does that does everything right. @param headers in place of the right ones; undefined leaves one out */
export async function ask(
  { post }: Pick<Running, 'post'>,
  request: ReturnType<typeof modernRequest>,
  headers: Record<string, string | undefined> = {},
): Promise<RawAnswer & { json: Json }> {
  const all = Object.entries({ ...modernHeaders(request), ...headers }).filter(
    (header): header is [string, string] => header[1] !== undefined,
  )
  const answer = await post(request, Object.fromEntries(all))
  return { ...answer, json: answer.headers['content-type'] === 'application/json' ? JSON.parse(answer.body) : {} }
}

/** Opens an event stream and collects what comes. It ends with `close()`, or when the test ends. */
export async function stream(url: string, token: string, request: ReturnType<typeof modernRequest>) {
  const cut = new AbortController()
  onTestFinished(() => cut.abort())
  const answer = await fetch(url, {
    method: 'POST',
    headers: { ...wellBehaved(token), ...modernHeaders(request) },
    body: JSON.stringify(request),
    signal: cut.signal,
  })
  const messages: Json[] = []
  const ended = (async () => {
    let rest = ''
    for await (const text of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const events = (rest + text).split('\n\n')
      rest = events.pop() ?? ''
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event)?.[1]
        if (data) messages.push(JSON.parse(data))
      }
    }
  })().catch(() => {})
  return { answer, messages, ended, close: () => cut.abort() }
}

/** The client of the newer SDK. @param mode how it finds out which era the server speaks */
export async function connectNewer(
  { url, token }: { url: string; token: string },
  mode: 'auto' | 'legacy',
  options: ClientOptions = {},
): Promise<Client> {
  const client = new Client({ name: `newer client, ${mode}`, version: '2' }, { versionNegotiation: { mode }, ...options })
  onTestFinished(() => client.close())
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { Authorization: `Bearer ${token}` } } }))
  return client
}
