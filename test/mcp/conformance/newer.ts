import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import {
  acceptedContent,
  type CallToolResult,
  createRequestStateCodec,
  type InputRequests,
  type InputRequiredResult,
  inputRequired,
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server'
import { answer, form, listed, noCompletion, prompt, prompts, read, resources, sameAnswers, templates } from './fixtures.ts'

/** Gives a server of 2026-07-28 what the conformance suite expects to find. @param change makes a list change, for those who listen */
export function withNewerFixtures(server: Server, change: Record<'tools' | 'prompts', () => void>): void {
  const all: Record<string, Tool> = {
    ...tools,
    async test_trigger_tool_change() {
      change.tools()
      return answer('The list of tools changed')
    },
    async test_trigger_prompt_change() {
      change.prompts()
      return answer('The list of prompts changed')
    },
  }
  const names = [...Object.keys(sameAnswers), ...Object.keys(all)]
  server.setRequestHandler('tools/list', () => ({ tools: names.map(listed) }))
  server.setRequestHandler('tools/call', ({ params: { name } }, ctx) => {
    const same = Object.hasOwn(sameAnswers, name) && sameAnswers[name as keyof typeof sameAnswers]
    return same ? { content: same } : (all[name]?.(ctx) ?? { ...answer(`No ${name}`), isError: true })
  })
  server.setRequestHandler('resources/list', () => ({ resources }))
  server.setRequestHandler('resources/templates/list', () => ({ resourceTemplates: templates }))
  server.setRequestHandler('resources/read', ({ params: { uri } }) => {
    const found = read(uri)
    if (!found) throw new ResourceNotFoundError(uri)
    return found
  })
  server.setRequestHandler('prompts/list', () => ({
    prompts: [...prompts, { name: 'test_input_required_result_prompt', description: 'Asks first' }],
  }))
  server.setRequestHandler('prompts/get', ({ params }, ctx) => {
    if (params.name !== 'test_input_required_result_prompt') return prompt(params.name, params.arguments)
    const context = replied<{ context: string }>(ctx, 'user_context')?.context
    if (context === undefined) return ask({ user_context: question('What context should the prompt use?', 'context') })
    return { messages: [{ role: 'user', content: { type: 'text', text: `Use the following context: ${context}` } }] }
  })
  server.setRequestHandler('completion/complete', () => noCompletion)
}

type Tool = (ctx: ServerContext) => Promise<CallToolResult | InputRequiredResult>

const codec = createRequestStateCodec<{ round: number; nonce: string }>({ key: randomBytes(32) })
const seal = (round = 1) => codec.mint({ round, nonce: randomUUID() })

/** The state that a client brings back. */
async function state(ctx: ServerContext) {
  const sealed = ctx.mcpReq.requestState<string>()
  if (sealed === undefined) return undefined
  return codec.verify(sealed, ctx).catch(() => {
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'Invalid or expired requestState')
  })
}

const replied = <Content extends Record<string, unknown>>(ctx: ServerContext, key: string) =>
  acceptedContent<Content>(ctx.mcpReq.inputResponses, key)

/** A reply that is not a form's. */
const response = (ctx: ServerContext, key: string) =>
  ctx.mcpReq.inputResponses?.[key] as { content?: { text?: string }; roots?: { uri: string }[] } | undefined

const ask = (inputRequests: InputRequests, requestState?: string) => inputRequired({ inputRequests, ...(requestState && { requestState }) })
const question = (message: string, field: string) => inputRequired.elicit({ message, requestedSchema: form(field) })
const sample = (text: string) =>
  inputRequired.createMessage({ messages: [{ role: 'user', content: { type: 'text', text } }], maxTokens: 100 })
const whatName = question('What is your name?', 'name')
const confirm = inputRequired.elicit({
  message: 'Please confirm',
  requestedSchema: { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] },
})

/** Asks once, with a state that must come back as it was. */
const withState: Tool = async (ctx) => {
  const known = await state(ctx)
  if (replied(ctx, 'confirm') === undefined) return ask({ confirm }, await seal())
  if (known === undefined) throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'requestState is missing')
  return answer('state-ok, integrity-ok')
}

const tools: Record<string, Tool> = {
  async test_error_handling() {
    return { ...answer('This tool intentionally returns an error for testing'), isError: true }
  },
  async test_tool_with_progress({ mcpReq: { _meta, notify } }) {
    const progressToken = _meta?.progressToken
    for (const progress of progressToken === undefined ? [] : [0, 50, 100]) {
      await notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } })
      await pause(20)
    }
    return answer(String(progressToken))
  },
  test_missing_capability: async (ctx) => (response(ctx, 'llm_answer') ? answer('pong') : ask({ llm_answer: sample('Reply with: pong') })),
  test_streaming_elicitation: async () => answer('Nothing but the answer'),
  async test_logging_tool(ctx) {
    await ctx.mcpReq.log('info', 'Only for requests with a log level')
    return answer('Logged')
  },
  async test_input_required_result_elicitation(ctx) {
    const name = replied<{ name: unknown }>(ctx, 'user_name')?.name
    return typeof name === 'string' ? answer(`Hello, ${name}!`) : ask({ user_name: whatName })
  },
  async test_input_required_result_sampling(ctx) {
    const reply = response(ctx, 'capital_question')
    return reply ? answer(`Sampling response: ${reply.content?.text}`) : ask({ capital_question: sample('What is the capital of France?') })
  },
  async test_input_required_result_list_roots(ctx) {
    const roots = response(ctx, 'client_roots')?.roots
    return roots ? answer(`Roots: ${roots.map(({ uri }) => uri).join(', ')}`) : ask({ client_roots: inputRequired.listRoots() })
  },
  test_input_required_result_request_state: withState,
  test_input_required_result_tampered_state: withState,
  async test_input_required_result_multiple_inputs(ctx) {
    await state(ctx)
    const name = replied<{ name: string }>(ctx, 'user_name')?.name
    const greeting = response(ctx, 'greeting')?.content?.text
    const roots = response(ctx, 'client_roots')?.roots
    if (name && greeting && roots) return answer(`${greeting} ${name}, ${roots.length} roots`)
    const wanted = { user_name: whatName, greeting: sample('Generate a greeting'), client_roots: inputRequired.listRoots() }
    return ask(wanted, await seal())
  },
  async test_input_required_result_multi_round(ctx) {
    const round = (await state(ctx))?.round ?? 0
    if (round === 0) return ask({ step1: whatName }, await seal(1))
    if (round === 1) return ask({ step2: question('What is your favorite color?', 'color') }, await seal(2))
    return answer(`Complete: ${replied<{ color: string }>(ctx, 'step2')?.color}`)
  },
  async test_input_required_result_capabilities(ctx) {
    if (ctx.mcpReq.inputResponses) return answer('Fulfilled')
    const envelope: Record<string, unknown> = ctx.mcpReq.envelope ?? {}
    const declared = Object.keys(envelope['io.modelcontextprotocol/clientCapabilities'] ?? {})
    const wanted: InputRequests = {
      ...(declared.includes('elicitation') && { user_name: whatName }),
      ...(declared.includes('sampling') && { greeting: sample('Generate a short greeting') }),
      ...(declared.includes('roots') && { client_roots: inputRequired.listRoots() }),
    }
    return Object.keys(wanted).length > 0 ? ask(wanted) : answer('This client can be asked nothing')
  },
}
