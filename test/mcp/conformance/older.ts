import { setTimeout as pause } from 'node:timers/promises'
import type { Server } from '@modelcontextprotocol/sdk/server/index.js'
import {
  CallToolRequestSchema,
  CompleteRequestSchema,
  CreateMessageResultSchema,
  ElicitResultSchema,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  ReadResourceRequestSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from '@modelcontextprotocol/sdk/types.js'
import type { Extra } from '../../../src/mcp/era-2025/extra.ts'
import { answer, form, listed, noCompletion, prompt, prompts, read, resources, sameAnswers, templates } from './fixtures.ts'

/** Gives a server of the versions up to 2025-11-25 what the conformance suite expects to find. */
export function withOlderFixtures(server: Server): void {
  const names = [...Object.keys(sameAnswers), ...Object.keys(tools)]
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: names.map(listed) }))
  server.setRequestHandler(CallToolRequestSchema, ({ params: { name, arguments: parameters = {} } }, extra) => {
    const same = Object.hasOwn(sameAnswers, name) && sameAnswers[name as keyof typeof sameAnswers]
    return same ? { content: same } : (tools[name]?.(extra, parameters) ?? { ...answer(`No ${name}`), isError: true })
  })
  server.setRequestHandler(ListResourcesRequestSchema, () => ({ resources }))
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({ resourceTemplates: templates }))
  server.setRequestHandler(ReadResourceRequestSchema, ({ params }) => read(params.uri) ?? { contents: [] })
  server.setRequestHandler(SubscribeRequestSchema, () => ({}))
  server.setRequestHandler(UnsubscribeRequestSchema, () => ({}))
  server.setRequestHandler(ListPromptsRequestSchema, () => ({ prompts }))
  server.setRequestHandler(GetPromptRequestSchema, ({ params }) => prompt(params.name, params.arguments))
  server.setRequestHandler(CompleteRequestSchema, () => noCompletion)
}

type Tool = (extra: Extra, parameters: Record<string, unknown>) => Promise<ReturnType<typeof answer> & { isError?: boolean }>

async function elicit({ sendRequest }: Extra, message: string, requestedSchema: object) {
  const { action, content } = await sendRequest(
    { method: 'elicitation/create', params: { mode: 'form', message, requestedSchema: requestedSchema as ReturnType<typeof form> } },
    ElicitResultSchema,
  )
  return answer(`action=${action}, content=${JSON.stringify(content ?? {})}`)
}

const options = ['option1', 'option2', 'option3']
const titled = ['First', 'Second', 'Third'].map((title, at) => ({ const: `value${at + 1}`, title }))

const tools: Record<string, Tool> = {
  test_error_handling: async () => ({ ...answer('This tool intentionally returns an error for testing'), isError: true }),
  async test_tool_with_logging({ sendNotification }) {
    for (const data of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
      await sendNotification({ method: 'notifications/message', params: { level: 'info', data } })
      await pause(20)
    }
    return answer('Tool with logging executed successfully')
  },
  async test_tool_with_progress({ _meta, sendNotification }) {
    const progressToken = _meta?.progressToken ?? 'none'
    for (const progress of [0, 50, 100]) {
      await sendNotification({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } })
      await pause(20)
    }
    return answer(String(progressToken))
  },
  async test_sampling({ sendRequest }, { prompt: said }) {
    const messages = [{ role: 'user' as const, content: { type: 'text' as const, text: String(said) } }]
    const { content } = await sendRequest(
      { method: 'sampling/createMessage', params: { messages, maxTokens: 100 } },
      CreateMessageResultSchema,
    )
    return answer(`LLM response: ${JSON.stringify(content)}`)
  },
  test_elicitation: (extra, { message }) => elicit(extra, String(message), form('response')),
  test_elicitation_sep1034_defaults: (extra) =>
    elicit(extra, 'Please review', {
      type: 'object',
      properties: {
        name: { type: 'string', default: 'John Doe' },
        age: { type: 'integer', default: 30 },
        score: { type: 'number', default: 95.5 },
        status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
        verified: { type: 'boolean', default: true },
      },
      required: [],
    }),
  test_elicitation_sep1330_enums: (extra) =>
    elicit(extra, 'Please select', {
      type: 'object',
      properties: {
        untitledSingle: { type: 'string', enum: options },
        titledSingle: { type: 'string', oneOf: titled },
        legacyEnum: { type: 'string', enum: ['opt1', 'opt2', 'opt3'], enumNames: ['Option One', 'Option Two', 'Option Three'] },
        untitledMulti: { type: 'array', minItems: 1, maxItems: 3, items: { type: 'string', enum: options } },
        titledMulti: { type: 'array', minItems: 1, maxItems: 3, items: { anyOf: titled } },
      },
      required: [],
    }),
}
