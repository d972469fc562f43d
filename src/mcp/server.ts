import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js'
import {
  CallToolRequestSchema,
  type CallToolResult,
  ListToolsRequestSchema,
  type ListToolsResult,
  type RequestId,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js'
import { type Log, silentLog } from '../config/logging.ts'
import type { Caller, Catalog, ToolAnswer } from '../tools/catalog.ts'
import { hasMoreValuesThan, maximumArgumentValues } from './argument-size.ts'
import { instructions } from './instructions.ts'
import { rpcCode } from './refusal.ts'

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>

/** A client as it introduced itself, made fit for people to read. */
export type Introduction = { name: string; version: string }

export type McpServerOptions = {
  catalog: Catalog
  /** Tonearm's own. */
  version: string
  log?: Log
  /** The client has introduced itself and is ready. */
  onClient?: () => void
  /** A tool call begins. */
  onCall?: () => void
  /** The client gave up on a request: it gets no answer any more. */
  onCancelled?: (request: RequestId) => void
  /** The connection ended, from either side. */
  onClose?: () => void
}

/**
 * The MCP side of the catalog, for ONE client: never connect two to the same server, or they get each other's answers (CVE-2026-25536).
 *
 * The catalog is the one list of tools and checks their arguments itself, with sentences that a model can act on. So `tools/list` and
 * `tools/call` go straight to it instead of through tools registered with the SDK, whose schemas and error texts would differ.
 */
export function createMcpServer(options: McpServerOptions): McpServer {
  const { catalog, version, log = silentLog, onClient, onCall, onCancelled, onClose } = options
  const mcp = new McpServer(
    { name: 'tonearm', title: 'Tonearm for Spotify', version },
    { capabilities: { tools: { listChanged: true }, logging: {} }, instructions },
  )
  const client = mcp.server

  const forget = catalog.onListChanged(() => {
    if (mcp.isConnected()) client.sendToolListChanged().catch((error) => log.debug(`A client missed that the tools changed: ${error}`))
  })
  // Answers to clients that left, and what they sent that nobody waited for.
  client.onerror = (error) => log.debug(`MCP: ${error.message.slice(0, 300)}`)
  client.oninitialized = () => onClient?.()
  client.onclose = () => {
    forget()
    onClose?.()
  }

  // The SDK's type wants JSON Schema's `properties` spelled out; the catalog promises an object schema and no more.
  client.setRequestHandler(ListToolsRequestSchema, () => ({ tools: catalog.list() as ListToolsResult['tools'] }))

  client.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    if (!catalog.has(params.name)) throw unknownTool(params.name, catalog)
    onCall?.()
    extra.signal.addEventListener('abort', () => onCancelled?.(extra.requestId), { once: true })
    if (hasMoreValuesThan(maximumArgumentValues, params.arguments)) return toResult(tooManyValues(params.name))

    const progress = progressFor(extra)
    try {
      const caller: Caller = { client: introduction(mcp).name, progress: progress.report, signal: extra.signal }
      return toResult(await catalog.call(params.name, params.arguments ?? {}, caller))
    } catch (error) {
      log.error(`Defect in ${params.name}: ${error instanceof Error ? error.stack : error}`)
      const answer = defectIn(params.name)
      await mcp.sendLoggingMessage({ level: 'error', logger: 'tonearm', data: answer.text }, extra.sessionId)
      return toResult(answer)
    } finally {
      progress.end()
    }
  })

  return mcp
}

/** Who is connected to `mcp`. The name is whatever the client says: control characters are taken out and the length is capped. */
export function introduction(mcp: McpServer): Introduction {
  const said = mcp.server.getClientVersion()
  return { name: readable(said?.name) || 'unknown client', version: readable(said?.version) }
}

function readable(text = ''): string {
  return text
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, 80)
}

function toResult({ text, structured, failed }: ToolAnswer): CallToolResult {
  return { content: [{ type: 'text', text }], isError: failed, ...(structured && { structuredContent: structured }) }
}

/**
 * Sends `notifications/progress` when the request asked for it (2025-11-25, basic/utilities/progress: the value must increase with each one,
 * and none may follow the answer).
 */
function progressFor({ _meta, sendNotification }: Extra): { report: Caller['progress']; end(): void } {
  const progressToken = _meta?.progressToken
  let reached = Number.NEGATIVE_INFINITY
  let ended = progressToken === undefined
  return {
    report(done, total, message) {
      if (progressToken === undefined || ended || !(done > reached)) return
      reached = done
      // A client that left meanwhile misses the news; that it left is noticed elsewhere.
      sendNotification({ method: 'notifications/progress', params: { progressToken, progress: done, total, message } }).catch(() => {})
    },
    end() {
      ended = true
    },
  }
}

/**
 * A JSON-RPC error, as the specification demands for unknown tools (2025-11-25, server/tools, error handling). Not an McpError, since that one puts
 * its code before the sentence.
 */
function unknownTool(name: string, catalog: Catalog): Error {
  const names = catalog.list().map((tool) => tool.name)
  const sentence = `There is no tool "${readable(name)}". The tools are ${names.join(', ')}.`
  return Object.assign(new Error(sentence), { code: rpcCode.invalidParams })
}

const tooManyValues = (tool: string): ToolAnswer => ({
  text: `The arguments of ${tool} have more than ${maximumArgumentValues} values. Split them over several calls.`,
  failed: true,
})

const defectIn = (tool: string): ToolAnswer => ({
  text: `Tonearm failed in ${tool} because of an error of its own. Another call may still work; the details are in Tonearm's log.`,
  failed: true,
})
