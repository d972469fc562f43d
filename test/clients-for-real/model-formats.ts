// The streams of Anthropic, OpenAI (chat and responses) and Google, as far as the clients need them.

/** `space` is the group of tools in which Codex has those of a server. */
export type Answer = { tool: string; arguments: object; space?: string } | { text: string }

/** How a model is asked at an address, and how it answers. */
type Format = {
  suffix: RegExp
  /** What stands in the conversation for each tool that was called. */
  result: RegExp
  streams(asked: string, path: string): boolean
  stream(answer: Answer): string
  whole(answer: Answer): unknown
}

const event = (data: { type: string }) => `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`
const streamIsAsked = (asked: string) => /"stream":\s*true/.test(asked)

const anthropic: Format = {
  suffix: /\/messages$/,
  result: /"type":\s*"tool_result"/g,
  streams: streamIsAsked,
  whole: (answer) => ({
    ...{
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'fake',
      usage: { input_tokens: 1, output_tokens: 1 },
      stop_sequence: null,
    },
    content: [
      'tool' in answer
        ? { type: 'tool_use', id: 'toolu_1', name: answer.tool, input: answer.arguments }
        : { type: 'text', text: answer.text },
    ],
    stop_reason: 'tool' in answer ? 'tool_use' : 'end_turn',
  }),
  stream(answer) {
    const message = { ...(anthropic.whole(answer) as object), content: [], stop_reason: null }
    const block = 'tool' in answer ? { type: 'tool_use', id: 'toolu_1', name: answer.tool, input: {} } : { type: 'text', text: '' }
    const delta =
      'tool' in answer
        ? { type: 'input_json_delta', partial_json: JSON.stringify(answer.arguments) }
        : { type: 'text_delta', text: answer.text }
    const stop_reason = 'tool' in answer ? 'tool_use' : 'end_turn'
    const events = [
      { type: 'message_start', message },
      { type: 'content_block_start', index: 0, content_block: block },
      { type: 'content_block_delta', index: 0, delta },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason, stop_sequence: null }, usage: { output_tokens: 1 } },
      { type: 'message_stop' },
    ]
    return events.map(event).join('')
  },
}

const chat: Format = {
  suffix: /\/chat\/completions$/,
  result: /"role":\s*"tool"/g,
  streams: streamIsAsked,
  whole: (answer) => ({
    ...{
      id: 'c1',
      object: 'chat.completion',
      created: 1,
      model: 'fake',
      usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
    },
    choices: [{ index: 0, message: chatMessage(answer), finish_reason: 'tool' in answer ? 'tool_calls' : 'stop' }],
  }),
  stream(answer) {
    const chunk = (delta: object, finish_reason: string | null) => ({
      ...{ id: 'c1', object: 'chat.completion.chunk', created: 1, model: 'fake', choices: [{ index: 0, delta, finish_reason }] },
      ...(finish_reason && { usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } }),
    })
    const chunks = [chunk(chatMessage(answer), null), chunk({}, 'tool' in answer ? 'tool_calls' : 'stop')]
    return [...chunks.map((one) => JSON.stringify(one)), '[DONE]'].map((data) => `data: ${data}\n\n`).join('')
  },
}

function chatMessage(answer: Answer): object {
  if ('text' in answer) return { role: 'assistant', content: answer.text }
  const call = {
    index: 0,
    id: `call_${answer.tool}`,
    type: 'function',
    function: { name: answer.tool, arguments: JSON.stringify(answer.arguments) },
  }
  return { role: 'assistant', content: null, tool_calls: [call] }
}

const responses: Format = {
  suffix: /\/responses$/,
  result: /"type":\s*"function_call_output"/g,
  streams: streamIsAsked,
  whole: (answer) => ({
    ...{ id: 'resp_1', object: 'response', status: 'completed', model: 'fake', output: [outputItem(answer)] },
    usage: { input_tokens: 1, input_tokens_details: null, output_tokens: 1, output_tokens_details: null, total_tokens: 2 },
  }),
  stream: (answer) =>
    [
      { type: 'response.created', response: { id: 'resp_1' } },
      { type: 'response.output_item.done', output_index: 0, item: outputItem(answer) },
      { type: 'response.completed', response: responses.whole(answer) },
    ]
      .map(event)
      .join(''),
}

function outputItem(answer: Answer): object {
  if ('text' in answer) {
    const content = [{ type: 'output_text', text: answer.text, annotations: [] }]
    return { type: 'message', id: 'item_1', role: 'assistant', status: 'completed', content }
  }
  const { tool: name, space: namespace } = answer
  return {
    type: 'function_call',
    id: 'item_1',
    call_id: 'call_1',
    name,
    namespace,
    arguments: JSON.stringify(answer.arguments),
    status: 'completed',
  }
}

const google: Format = {
  suffix: /:(streamGenerateContent|generateContent)$/,
  result: /"functionResponse"/g,
  streams: (_, path) => path.endsWith(':streamGenerateContent'),
  whole: (answer) => ({
    candidates: [
      {
        content: {
          role: 'model',
          parts: ['tool' in answer ? { functionCall: { name: answer.tool, args: answer.arguments } } : { text: answer.text }],
        },
        finishReason: 'STOP',
        index: 0,
      },
    ],
    usageMetadata: { promptTokenCount: 1, candidatesTokenCount: 1, totalTokenCount: 2 },
  }),
  stream: (answer) => `data: ${JSON.stringify(google.whole(answer))}\n\n`,
}

/** All of them. */
export const formats = [anthropic, chat, responses, google]
