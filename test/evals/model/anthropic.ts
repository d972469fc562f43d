import { z } from 'zod'
import type { Model, Turn } from './model.ts'
import { postJson, type Service } from './post-json.ts'

/** Blocks of other types, such as thoughts, are sent back as they came. */
const answer = z.object({
  content: z.array(
    z.looseObject({
      type: z.string(),
      text: z.string().optional(),
      id: z.string().optional(),
      name: z.string().optional(),
      input: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
})

/** A model behind the Messages API (https://platform.claude.com/docs/en/api/messages). */
export function anthropicModel(name: string, given: { baseUrl: string; key: string; sleep?: Service['sleep'] }): Model {
  const { baseUrl, key, sleep } = given
  const service = { url: `${baseUrl}/v1/messages`, headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01' }, key, sleep }
  return async ({ system, tools, turns }) => {
    const body = {
      model: name,
      max_tokens: 4_096,
      // The tools and this text are the same in every request: kept at the service, they cost a tenth.
      system: [{ type: 'text', text: system, cache_control: { type: 'ephemeral' } }],
      tools: tools.map(({ name, description, inputSchema }) => ({ name, description, input_schema: inputSchema })),
      messages: turns.map(message),
    }
    const { success, data } = answer.safeParse(await postJson(service, body))
    if (!success) throw new Error("The model's service answered in a form that is not that of the Messages API.")
    return {
      text: data.content.map(({ type, text = '' }) => (type === 'text' ? text : '')).join(''),
      uses: data.content.flatMap(({ type, id, name: tool, input }) =>
        type === 'tool_use' && id !== undefined && tool !== undefined ? [{ id, tool, parameters: input }] : [],
      ),
      raw: data.content,
    }
  }
}

function message(turn: Turn): { role: 'user' | 'assistant'; content: unknown } {
  switch (turn.from) {
    case 'person':
      return { role: 'user', content: turn.text }
    case 'model':
      return { role: 'assistant', content: turn.raw }
    case 'tools':
      return {
        role: 'user',
        content: turn.results.map(({ id, text, failed }) => ({ type: 'tool_result', tool_use_id: id, content: text, is_error: failed })),
      }
  }
}
