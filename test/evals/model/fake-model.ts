import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the fake model has been told so far. */
export type Heard = { says: string[]; answers: string[]; system: string; tools: { name: string; parameters: unknown }[] }

/** What it does then: calls tools, or says something. `written`: parameters that are no JSON object, as Chat Completions can send them. */
export type Decision = { text?: string; calls?: { tool: string; parameters?: Record<string, unknown>; written?: string }[] }

/** An answer that is no decision, such as a refusal. */
export type RawAnswer = { status: number; body: string; headers?: Record<string, string> }

type AnthropicBody = {
  system: { text: string }[]
  tools: { name: string; input_schema: unknown }[]
  messages: { role: string; content: string | { type: string; tool_use_id: string; content: string }[] }[]
}
type OpenAiBody = {
  tools: { function: { name: string; parameters: unknown } }[]
  messages: { role: string; content: string; tool_call_id?: string }[]
}

/** A model's service on loopback that understands both protocols, and decides as it is told. */
export async function startFakeModel(decide: (heard: Heard, turn: number) => Decision | RawAnswer) {
  const requests: { path: string; headers: Record<string, unknown>; body: unknown }[] = []
  let lastId = 0

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = JSON.parse(Buffer.concat(chunks).toString()) as AnthropicBody & OpenAiBody
    const path = request.url ?? ''
    requests.push({ path, headers: { ...request.headers }, body })
    const isAnthropic = path === '/v1/messages'
    const decision = decide(isAnthropic ? heardByAnthropic(body) : heardByOpenAi(body), requests.length)
    if ('status' in decision) {
      response.writeHead(decision.status, decision.headers).end(decision.body)
      return
    }
    response.end(JSON.stringify(isAnthropic ? asAnthropic(decision) : asOpenAi(decision)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  function asAnthropic({ text, calls = [] }: Decision) {
    const content = [
      ...(text === undefined ? [] : [{ type: 'text', text }]),
      ...calls.map(({ tool, parameters = {} }) => ({ type: 'tool_use', id: `toolu_${++lastId}`, name: tool, input: parameters })),
    ]
    return { role: 'assistant', content, stop_reason: calls.length > 0 ? 'tool_use' : 'end_turn' }
  }

  function asOpenAi({ text, calls = [] }: Decision) {
    const tool_calls = calls.map(({ tool, parameters, written }) => ({
      id: `call_${++lastId}`,
      type: 'function',
      function: { name: tool, arguments: written ?? JSON.stringify(parameters ?? {}) },
    }))
    return { choices: [{ message: { role: 'assistant', content: text ?? null, ...(tool_calls.length > 0 && { tool_calls }) } }] }
  }

  return {
    address,
    requests,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function heardByAnthropic({ system, tools, messages }: AnthropicBody): Heard {
  return {
    says: messages.flatMap(({ role, content }) => (role === 'user' && typeof content === 'string' ? [content] : [])),
    answers: messages.flatMap(({ role, content }) =>
      role === 'user' && typeof content !== 'string' ? content.map((result) => result.content) : [],
    ),
    system: system.map(({ text }) => text).join(''),
    tools: tools.map(({ name, input_schema }) => ({ name, parameters: input_schema })),
  }
}

function heardByOpenAi({ tools, messages }: OpenAiBody): Heard {
  const from = (wanted: string) => messages.filter(({ role }) => role === wanted).map(({ content }) => content)
  return {
    says: from('user'),
    answers: from('tool'),
    system: from('system').join(''),
    tools: tools.map(({ function: { name, parameters } }) => ({ name, parameters })),
  }
}
