import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import {
  CallToolRequestSchema,
  CompleteRequestSchema,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  ReadResourceRequestSchema,
  type RequestId,
} from '@modelcontextprotocol/sdk/types.js'
import type { JsonSchemaValidator, jsonSchemaValidator } from '@modelcontextprotocol/sdk/validation'
import { type Log, silentLog } from '../../config/logging.ts'
import { instructions } from '../../shared/instructions.ts'
import { serverIcons } from '../../shared/server-icon.ts'
import { serverIntroduction } from '../../shared/server-introduction.ts'
import { createAnswers, toolResult } from '../answers.ts'
import { createListNews } from '../list-news.ts'
import type { Served } from '../served.ts'
import { createAnswering } from './answering.ts'
import { serveSubscription } from './now-playing-subscription.ts'

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
 * The MCP side of the product for ONE client of the versions up to 2025-11-25: never connect two to the same server, or they get each other's answers
 * (CVE-2026-25536).
 *
 * The registry is the one list of tools and checks their arguments itself, with sentences that a model can act on. So this is the SDK's plain
 * server, and every request goes straight to the answers: tools registered with the SDK would have other schemas and error texts.
 */
export function createMcpServer(options: McpServerOptions): Server {
  const { registry, nowPlaying, version, log = silentLog, isOnThisComputer, onClient, onCancelled, onClose } = options
  const { serverInfo, capabilities } = serverIntroduction
  const server = new Server(
    { ...serverInfo, version, icons: serverIcons },
    { capabilities, instructions, jsonSchemaValidator: checkedByConfirm },
  )
  const answers = createAnswers(options)
  const answering = createAnswering(server, { log, isOnThisComputer, onCancelled })

  server.setRequestHandler(ListToolsRequestSchema, answers.listTools)
  server.setRequestHandler(CallToolRequestSchema, ({ params }, extra) =>
    answering(extra, async (caller) => {
      const answer = await answers.callTool(params, caller)
      if (answer.problem === 'defect') {
        await server.sendLoggingMessage({ level: 'error', logger: 'tonearm', data: `${params.name}: ${answer.text}` }, extra.sessionId)
      }
      return toolResult(answer)
    }),
  )
  server.setRequestHandler(ListResourcesRequestSchema, answers.listResources)
  server.setRequestHandler(ListResourceTemplatesRequestSchema, answers.listTemplates)
  server.setRequestHandler(ReadResourceRequestSchema, ({ params }, extra) =>
    answering(extra, (caller) => answers.readResource(params.uri, caller)),
  )
  server.setRequestHandler(ListPromptsRequestSchema, answers.listPrompts)
  server.setRequestHandler(GetPromptRequestSchema, ({ params }, extra) => answering(extra, async () => answers.getPrompt(params)))
  server.setRequestHandler(CompleteRequestSchema, ({ params }, extra) => answering(extra, () => answers.complete(params)))

  const unsubscribe = serveSubscription(server, { nowPlaying, log })
  const notify = (name: string, send: () => Promise<void>) => () => {
    if (server.transport) send().catch((error) => log.debug(`A client was not told that its ${name} changed: ${error}`))
  }
  const forget = registry.onListChanged(
    createListNews(answers, {
      tools: notify('tools', () => server.sendToolListChanged()),
      resources: notify('resources', () => server.sendResourceListChanged()),
      prompts: notify('prompts', () => server.sendPromptListChanged()),
    }),
  )

  // Answers to clients that left, and what they sent that nobody waited for.
  server.onerror = (error) => log.debug(`MCP: ${error.message.slice(0, 300)}`)
  server.oninitialized = () => onClient?.()
  server.onclose = () => {
    forget()
    unsubscribe()
    onClose?.()
  }
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
