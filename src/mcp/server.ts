import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { CallToolRequestSchema, type CallToolResult, ListToolsRequestSchema, type RequestId } from '@modelcontextprotocol/sdk/types.js'
import type { JsonSchemaValidator, jsonSchemaValidator } from '@modelcontextprotocol/sdk/validation'
import { type Log, silentLog } from '../config/logging.ts'
import { instructions } from '../shared/instructions.ts'
import { serverIntroduction } from '../shared/server-introduction.ts'
import { hasMoreValuesThan, maximumArgumentValues, tooManyValues } from '../tools/runtime/argument-size.ts'
import type { ToolAnswer } from '../tools/runtime/caller.ts'
import type { Registry } from '../tools/runtime/registry.ts'
import { createAnswering } from './answering.ts'
import { serveCompletion } from './completion/serve-completion.ts'
import type { Suggestions } from './completion/suggestions.ts'
import { rpcCode } from './http/refusal.ts'
import { createListNews } from './list-news.ts'
import { listedPrompts, servePrompts } from './prompts/serve-prompts.ts'
import { readable } from './readable.ts'
import type { NowPlaying } from './resources/now-playing.ts'
import type { Resources } from './resources/resources.ts'
import { serveResources } from './resources/serve-resources.ts'
import { rpcError } from './rpc-error.ts'

/** What clients get to see of the product. */
export type Served = {
  registry: Registry
  resources: Resources
  nowPlaying: NowPlaying
  suggestions: Suggestions
  /** Tonearm's own. */
  version: string
}

export type McpServerOptions = Served & {
  log?: Log
  /** Whether what the client sends comes from this computer. Asked at each request; no when missing. */
  isOnThisComputer?: () => boolean
  /** The client has introduced itself and is ready. */
  onClient?: () => void
  /** The client gave up on a request: it gets no answer any more. */
  onCancelled?: (request: RequestId) => void
  /** The connection ended, from either side. */
  onClose?: () => void
}

/**
 * The MCP side of the product, for ONE client: never connect two to the same server, or they get each other's answers (CVE-2026-25536).
 *
 * The registry is the one list of tools and checks their arguments itself, with sentences that a model can act on. So this is the SDK's plain
 * server, and `tools/list` and `tools/call` go straight to the registry: tools registered with the SDK would have other schemas and error texts.
 */
export function createMcpServer(options: McpServerOptions): Server {
  const {
    registry,
    resources,
    nowPlaying,
    suggestions,
    version,
    log = silentLog,
    isOnThisComputer,
    onClient,
    onCancelled,
    onClose,
  } = options
  const { serverInfo, capabilities } = serverIntroduction
  const server = new Server({ ...serverInfo, version }, { capabilities, instructions, jsonSchemaValidator: checkedByConfirm })
  const answering = createAnswering(server, { log, isOnThisComputer, onCancelled })

  // What resources and prompts there are depends on the tools.
  const lists = {
    tools: () => registry.list().map((tool) => [tool.name, 'outputSchema' in tool]),
    resources: () => [resources.list(), resources.templates()],
    prompts: () => listedPrompts(registry),
  }
  const forget = registry.onListChanged(createListNews(server, lists, log))
  const unsubscribe = serveResources(server, { resources, nowPlaying, answering, log })
  servePrompts(server, { registry, answering })
  serveCompletion(server, { suggestions, answering })

  // Answers to clients that left, and what they sent that nobody waited for.
  server.onerror = (error) => log.debug(`MCP: ${error.message.slice(0, 300)}`)
  server.oninitialized = () => onClient?.()
  server.onclose = () => {
    forget()
    unsubscribe()
    onClose?.()
  }

  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: registry.list() }))

  server.setRequestHandler(CallToolRequestSchema, ({ params }, extra) =>
    answering(extra, async (caller) => {
      if (hasMoreValuesThan(maximumArgumentValues, params.arguments)) {
        return toResult({ text: tooManyValues(readable(params.name)), failed: true })
      }
      const answer = await registry.call(params.name, params.arguments ?? {}, caller)
      if (answer.problem === 'unknown-tool') throw unknownTool(params.name, registry)
      if (answer.problem === 'defect') {
        await server.sendLoggingMessage({ level: 'error', logger: 'tonearm', data: `${params.name}: ${answer.text}` }, extra.sessionId)
      }
      return toResult(answer)
    }),
  )

  return server
}

/**
 * The SDK would build a validator of JSON Schema for every client, which takes milliseconds and memory, only for the answer to the one question that is
 * asked: confirm.ts takes nothing but `true` for a yes.
 */
const checkedByConfirm: jsonSchemaValidator = {
  getValidator: <Value>(): JsonSchemaValidator<Value> => {
    return (input) => ({ valid: true, data: input as Value, errorMessage: undefined })
  },
}

function toResult({ text, png, structured, failed }: ToolAnswer): CallToolResult {
  const image = png && { type: 'image' as const, data: Buffer.from(png).toString('base64'), mimeType: 'image/png' }
  return {
    content: [{ type: 'text', text }, ...(image ? [image] : [])],
    isError: failed,
    ...(structured && { structuredContent: structured }),
  }
}

/** A JSON-RPC error, as the specification demands for unknown tools (2025-11-25, server/tools, error handling). */
function unknownTool(name: string, registry: Registry): Error {
  const names = registry.list().map((tool) => tool.name)
  return rpcError(rpcCode.invalidParams, `There is no tool "${readable(name)}". The tools are ${names.join(', ')}.`)
}
