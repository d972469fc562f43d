import type { McpUiHostContext, McpUiInitializeRequest, McpUiInitializeResult } from '@modelcontextprotocol/ext-apps'

declare const TONEARM_VERSION: string

/** An answer of a tool, as far as the pages read it. */
export type ToolAnswer = { content?: { type: string; text?: string }[]; isError?: boolean; _meta?: Record<string, unknown> }

/** An element of the page, which has one for each selector that is asked for. */
export const part = <Kind extends Element = HTMLElement>(selector: string): Kind => document.querySelector(selector) as Kind

/** The client that shows this page. */
export type Host = {
  /** Calls a tool of the server that the page is from. @throws Error with the client's sentence when it does not let the page do that */
  callTool(name: string, parameters: Record<string, unknown>): Promise<ToolAnswer>
}

/** What a page shows of a call that the person or the client stopped. */
const cancelled: ToolAnswer = { content: [{ type: 'text', text: 'The call was cancelled.' }], isError: true }

type Message = {
  jsonrpc: '2.0'
  id?: number | string
  method?: string
  params?: unknown
  result?: unknown
  error?: { code: number; message: string }
}

/**
 * Connects the page with the client around it: JSON-RPC over messages between windows (MCP Apps, 2026-01-26).
 *
 * The protocol's own package would make the page thirty times as large, for six messages; so only its types are used here, and the tests let its
 * other half show the page.
 *
 * @param page.name of the page, for the client's log
 * @param page.onAnswer gets the answer of the tool call that the page was opened for
 */
export async function connectHost(page: { name: string; onAnswer(answer: ToolAnswer): void }): Promise<Host> {
  const waiting = new Map<Message['id'], { resolve(result: unknown): void; reject(error: Error): void }>()
  let last = 0

  const send = (message: Omit<Message, 'jsonrpc'>) => window.parent.postMessage({ jsonrpc: '2.0', ...message }, '*')
  const request = (method: string, params: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      last += 1
      waiting.set(last, { resolve, reject })
      send({ id: last, method, params })
    })

  function answer({ id, method }: Message): void {
    if (method === 'ping' || method === 'ui/resource-teardown') send({ id, result: {} })
    else send({ id, error: { code: -32601, message: `${page.name} does not know "${method}".` } })
  }

  function settle({ id, result, error }: Message): void {
    const asked = waiting.get(id)
    waiting.delete(id)
    if (error) asked?.reject(new Error(error.message))
    else asked?.resolve(result)
  }

  function receive({ source, data }: MessageEvent): void {
    if (source !== window.parent) return
    const message = data as Message
    if (message?.jsonrpc !== '2.0') return
    if (message.method === undefined) settle(message)
    else if (message.id !== undefined) answer(message)
    else if (message.method === 'ui/notifications/tool-cancelled') page.onAnswer(cancelled)
    else if (message.method === 'ui/notifications/tool-result') page.onAnswer(message.params as ToolAnswer)
    else if (message.method === 'ui/notifications/host-context-changed') dress(message.params as McpUiHostContext)
  }

  window.addEventListener('message', receive)
  const params: McpUiInitializeRequest['params'] = {
    appInfo: { name: page.name, version: TONEARM_VERSION },
    appCapabilities: {},
    protocolVersion: '2026-01-26',
  }
  const { hostContext } = (await request('ui/initialize', params)) as McpUiInitializeResult
  dress(hostContext)
  send({ method: 'ui/notifications/initialized', params: {} })
  new ResizeObserver(() => {
    const { width, height } = document.documentElement.getBoundingClientRect()
    send({ method: 'ui/notifications/size-changed', params: { width: Math.ceil(width), height: Math.ceil(height) } })
  }).observe(document.documentElement)

  return { callTool: async (name, parameters) => (await request('tools/call', { name, arguments: parameters })) as ToolAnswer }
}

/** What an answer says in words. */
export function textOf({ content }: ToolAnswer): string {
  return content?.find(({ type }) => type === 'text')?.text ?? ''
}

/** Takes over the client's colours and fonts; light or dark as the system, until the client says which. */
function dress({ theme, styles }: Partial<McpUiHostContext> = {}): void {
  const root = document.documentElement
  if (theme) root.dataset.theme = theme
  else root.dataset.theme ??= matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  for (const [name, value] of Object.entries(styles?.variables ?? {})) if (value) root.style.setProperty(name, value)
}
