import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, formats } from './model-formats.ts'

/** A model on this computer that answers every question by one call of a tool, and then says that it is done. */
export type FakeModel = { url: string; stop(): Promise<void> }

/** The tool that it calls: it takes no arguments, and answers from what the fake Spotify says of Wanda. */
export const calledTool = 'get_user_profile'

/** Starts it. It speaks the streams of Anthropic, OpenAI (chat and responses) and Google, as far as the clients need them. */
export async function startFakeModel(): Promise<FakeModel> {
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const asked = Buffer.concat(chunks).toString()
  const path = (request.url ?? '').split('?')[0] ?? ''
  const format = formats.find(({ suffix }) => suffix.test(path))
  if (request.method !== 'POST' || !format) {
    response.setHeader('content-type', 'application/json')
    return void response.end(JSON.stringify({ object: 'list', data: [{ id: 'fake', object: 'model' }], totalTokens: 1, input_tokens: 1 }))
  }
  const wanted = nextAnswer(asked, asked.match(format.result)?.length ?? 0)
  const isStream = format.streams(asked, path)
  response.setHeader('content-type', isStream ? 'text/event-stream' : 'application/json')
  response.end(isStream ? format.stream(wanted) : JSON.stringify(format.whole(wanted)))
}

/** @param results how many tools were called in this conversation */
function nextAnswer(asked: string, results: number): Answer {
  // The name that the client gives our tool: some put the name of the server before it.
  const tool = new RegExp(`"name":\\s*"([^"]*${calledTool})"`).exec(asked)?.[1]
  const space = /"type":"namespace","name":"(mcp__tonearm[^"]*)"/.exec(asked)?.[1]
  const calls: Answer[] = tool
    ? [{ tool, arguments: {}, ...(space && { space }) }]
    : /"name":\s*"tool_call"/.test(asked)
      ? deferredCalls
      : []
  return calls[results] ?? { text: 'Done.' }
}

/** Qwen Code shows its model no tool of a server before it has looked for it. */
const deferredCalls: Answer[] = [
  { tool: 'tool_search', arguments: { query: `select:mcp__tonearm__${calledTool}` } },
  { tool: 'tool_call', arguments: { name: `mcp__tonearm__${calledTool}`, arguments: {} } },
]
