import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import {
  CallToolRequestSchema,
  type CallToolResult,
  ListToolsRequestSchema,
  type ListToolsResult,
  type RequestId,
} from '@modelcontextprotocol/sdk/types.js'
import { type Log, silentLog } from '../config/logging.ts'
import { instructions } from '../shared/instructions.ts'
import { serverIntroduction } from '../shared/server-introduction.ts'
import type { ToolAnswer } from '../tools/runtime/caller.ts'
import type { Catalog } from '../tools/runtime/registry.ts'
import { createAnswering } from './answering.ts'
import { hasMoreValuesThan, maximumArgumentValues } from './argument-size.ts'
import { serveCompletion } from './completion/serve-completion.ts'
import type { Suggestions } from './completion/suggestions.ts'
import { rpcCode } from './http/refusal.ts'
import { servePrompts } from './prompts/serve-prompts.ts'
import { readable } from './readable.ts'
import type { NowPlaying } from './resources/now-playing.ts'
import type { Resources } from './resources/resources.ts'
import { serveResources } from './resources/serve-resources.ts'
import { rpcError } from './rpc-error.ts'

/** What clients get to see of the product. */
export type Served = {
  catalog: Catalog
  resources: Resources
  nowPlaying: NowPlaying
  suggestions: Suggestions
  /** Tonearm's own. */
  version: string
}

export type McpServerOptions = Served & {
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
 * The MCP side of the product, for ONE client: never connect two to the same server, or they get each other's answers (CVE-2026-25536).
 *
 * The catalog is the one list of tools and checks their arguments itself, with sentences that a model can act on. So `tools/list` and
 * `tools/call` go straight to it instead of through tools registered with the SDK, whose schemas and error texts would differ.
 */
export function createMcpServer(options: McpServerOptions): McpServer {
  const { catalog, resources, nowPlaying, suggestions, version, log = silentLog, onClient, onCall, onCancelled, onClose } = options
  const { serverInfo, capabilities } = serverIntroduction
  const mcp = new McpServer({ ...serverInfo, version }, { capabilities, instructions })
  const client = mcp.server
  const answering = createAnswering(mcp, { log, onCancelled })

  const forget = catalog.onListChanged(() => {
    if (!mcp.isConnected()) return
    // What resources and prompts there are depends on the tools.
    const news = [client.sendToolListChanged(), client.sendResourceListChanged(), client.sendPromptListChanged()]
    Promise.all(news).catch((error) => log.debug(`A client missed that the tools changed: ${error}`))
  })
  const unsubscribe = serveResources(mcp, { resources, nowPlaying, answering, log })
  servePrompts(mcp, { catalog, answering })
  serveCompletion(mcp, { suggestions, answering })

  // Answers to clients that left, and what they sent that nobody waited for.
  client.onerror = (error) => log.debug(`MCP: ${error.message.slice(0, 300)}`)
  client.oninitialized = () => onClient?.()
  client.onclose = () => {
    forget()
    unsubscribe()
    onClose?.()
  }

  // The SDK's type wants JSON Schema's `properties` spelled out; the catalog promises an object schema and no more.
  client.setRequestHandler(ListToolsRequestSchema, () => ({ tools: catalog.list() as ListToolsResult['tools'] }))

  client.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    if (!catalog.has(params.name)) throw unknownTool(params.name, catalog)
    onCall?.()
    if (hasMoreValuesThan(maximumArgumentValues, params.arguments)) return toResult(tooManyValues(params.name))

    return answering(extra, async (caller) => {
      try {
        return toResult(await catalog.call(params.name, params.arguments ?? {}, caller))
      } catch (error) {
        log.error(`Defect in ${params.name}: ${error instanceof Error ? error.stack : error}`)
        const answer = defectIn(params.name)
        await mcp.sendLoggingMessage({ level: 'error', logger: 'tonearm', data: answer.text }, extra.sessionId)
        return toResult(answer)
      }
    })
  })

  return mcp
}

function toResult({ text, structured, failed }: ToolAnswer): CallToolResult {
  return { content: [{ type: 'text', text }], isError: failed, ...(structured && { structuredContent: structured }) }
}

/** A JSON-RPC error, as the specification demands for unknown tools (2025-11-25, server/tools, error handling). */
function unknownTool(name: string, catalog: Catalog): Error {
  const names = catalog.list().map((tool) => tool.name)
  const sentence = `There is no tool "${readable(name)}". The tools are ${names.join(', ')}.`
  return rpcError(rpcCode.invalidParams, sentence)
}

const tooManyValues = (tool: string): ToolAnswer => ({
  text: `The arguments of ${tool} have more than ${maximumArgumentValues} values. Split them over several calls.`,
  failed: true,
})

const defectIn = (tool: string): ToolAnswer => ({
  text: `Tonearm failed in ${tool} because of an error of its own. Another call may still work; the details are in Tonearm's log.`,
  failed: true,
})
