import { inputRequired, inputResponse, type ListToolsResult, Server, type ServerContext } from '@modelcontextprotocol/server'
import type { Log } from '../../../config/logging.ts'
import { instructions } from '../../../shared/instructions.ts'
import { serverIcons } from '../../../shared/server-icon.ts'
import { serverIntroduction } from '../../../shared/server-introduction.ts'
import { hasMoreValuesThan, maximumArgumentValues } from '../../../tools/runtime/argument-size.ts'
import type { Caller, ToolAnswer } from '../../../tools/runtime/caller.ts'
import { type Answers, toolResult } from '../../answers.ts'
import { createProgress, type SendProgress } from '../../progress.ts'
import { asRpcError } from '../../rpc-error.ts'
import { cacheHints, readHint } from '../cache-hints.ts'
import type { OpenQuestions } from '../open-questions.ts'
import { callAsText } from '../sealed-state.ts'
import { showsForms } from '../wire.ts'

/** Who sends a request. */
export type Sender = Pick<Caller, 'client' | 'session' | 'onThisComputer'>

export type ModernServerOptions = {
  answers: Answers
  questions: OpenQuestions<ToolAnswer>
  /** Tonearm's own. */
  version: string
  /** With its icon, which the SDK then puts into each answer: for a server that only introduces itself. */
  withIcon?: boolean
  log: Log
  /** @param meta what the request says of itself in `_meta` */
  senderOf(meta: Record<string, unknown>): Sender
}

/** The one field of the form that asks the person. */
const question = 'ok'

/**
 * The MCP side of the product for 2026-07-28. Nothing is kept in it: over HTTP there is one for each request, over stdio one for the connection.
 *
 * Like the one of `era-2025/` it is the SDK's plain server, whose requests go straight to the answers.
 */
export function createModernServer({ answers, questions, version, withIcon, log, senderOf }: ModernServerOptions): Server {
  const { serverInfo, capabilities } = serverIntroduction
  // Logging is deprecated in this version, and only for requests that ask for it.
  const { logging: _, ...kept } = capabilities
  const server = new Server(
    { ...serverInfo, version, ...(withIcon && { icons: serverIcons }) },
    { capabilities: kept, instructions, cacheHints, jsonSchemaValidator: unused },
  )

  async function answering<Result>(ctx: ServerContext, answer: (caller: Caller) => Promise<Result>): Promise<Result> {
    const progress = createProgress(sendProgress(ctx))
    try {
      const { signal, envelope = {} } = ctx.mcpReq
      return await answer({ ...senderOf(envelope), signal, progress: progress.report, confirm: async () => 'cannot-ask' })
    } catch (error) {
      throw asRpcError(error, log)
    } finally {
      progress.end()
    }
  }

  // A JSON Schema is JSON, which its type here cannot say.
  server.setRequestHandler('tools/list', answers.listTools as () => ListToolsResult)
  server.setRequestHandler('tools/call', ({ params }, ctx) =>
    answering(ctx, async (caller) => {
      const of = () => callAsText(caller, params)
      const waiting = { progress: caller.progress, signal: caller.signal, canAsk: showsForms(ctx.mcpReq.envelope ?? {}) }
      const state = ctx.mcpReq.requestState<string>()
      // More than this is no call, and takes its time to compare.
      const isReply = state !== undefined && !hasMoreValuesThan(maximumArgumentValues, params.arguments)
      const step = await (!isReply
        ? questions.begin(of, waiting, (frame) => answers.callTool(params, { ...caller, ...frame }))
        : questions.reply(state, of, waiting, replyIn(ctx)))
      return step.kind === 'done' ? toolResult(step.result) : ask(step)
    }),
  )
  server.setRequestHandler('resources/list', answers.listResources)
  server.setRequestHandler('resources/templates/list', answers.listTemplates)
  server.setRequestHandler('resources/read', ({ params }, ctx) =>
    answering(ctx, async (caller) => ({ ...(await answers.readResource(params.uri, caller)), ...readHint(params.uri) })),
  )
  server.setRequestHandler('prompts/list', answers.listPrompts)
  server.setRequestHandler('prompts/get', ({ params }, ctx) => answering(ctx, async () => answers.getPrompt(params)))
  server.setRequestHandler('completion/complete', ({ params }, ctx) => answering(ctx, () => answers.complete(params)))

  server.onerror = (error) => log.debug(`MCP: ${error.message.slice(0, 300)}`)
  return server
}

/** Nothing is checked with it: what a person replied is looked at here. The SDK's own takes milliseconds to build, for each request. */
const unused = { getValidator: () => (data: unknown) => ({ valid: true as const, data: data as never, errorMessage: undefined }) }

function ask(step: { question: string; state: string }) {
  return inputRequired({
    requestState: step.state,
    inputRequests: {
      [question]: inputRequired.elicit({
        message: step.question,
        requestedSchema: {
          type: 'object',
          properties: { confirm: { type: 'boolean', title: 'Do it', default: true } },
          required: ['confirm'],
        },
      }),
    },
  })
}

function replyIn({ mcpReq: { inputResponses } }: ServerContext): 'yes' | 'no' | undefined {
  const reply = inputResponse(inputResponses, question)
  if (reply.kind !== 'elicit') return undefined
  return reply.action === 'accept' && reply.content?.confirm === true ? 'yes' : 'no'
}

function sendProgress({ mcpReq: { _meta, notify } }: ServerContext): SendProgress | undefined {
  const progressToken = _meta?.progressToken
  if (progressToken === undefined) return undefined
  return (params) => notify({ method: 'notifications/progress', params: { progressToken, ...params } })
}
