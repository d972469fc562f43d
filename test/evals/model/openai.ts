import { z } from 'zod'
import type { Conversation, Model, Turn } from './model.ts'
import { postJson, type Service } from './post-json.ts'

const answer = z.object({
  choices: z
    .array(
      z.object({
        message: z.looseObject({
          content: z.string().nullish(),
          tool_calls: z.array(z.looseObject({ id: z.string(), function: z.object({ name: z.string(), arguments: z.string() }) })).nullish(),
        }),
      }),
    )
    .min(1),
})

/**
 * A model behind Chat Completions (https://platform.openai.com/docs/api-reference/chat), which most other services and programs for local
 * models understand too.
 */
export function openAiModel(name: string, given: { baseUrl: string; key: string; sleep?: Service['sleep'] }): Model {
  const { baseUrl, key, sleep } = given
  const service = { url: `${baseUrl}/chat/completions`, headers: { authorization: `Bearer ${key}` }, key, sleep }
  return async (conversation) => {
    const body = { model: name, messages: messages(conversation), tools: conversation.tools.map(offered) }
    const { success, data } = answer.safeParse(await postJson(service, body))
    const message = data?.choices[0]?.message
    if (!success || !message) throw new Error("The model's service answered in a form that is not that of Chat Completions.")
    return {
      text: message.content ?? '',
      uses: (message.tool_calls ?? []).map(({ id, function: { name, arguments: written } }) => ({
        id,
        tool: name,
        parameters: read(written),
      })),
      raw: message,
    }
  }
}

function offered({ name, description, inputSchema }: Conversation['tools'][number]) {
  return { type: 'function', function: { name, description, parameters: inputSchema } }
}

function messages({ system, turns }: Conversation): unknown[] {
  return [{ role: 'system', content: system }, ...turns.flatMap(spoken)]
}

function spoken(turn: Turn): unknown[] {
  switch (turn.from) {
    case 'person':
      return [{ role: 'user', content: turn.text }]
    case 'model':
      return [turn.raw]
    case 'tools':
      return turn.results.map(({ id, text }) => ({ role: 'tool', tool_call_id: id, content: text }))
  }
}

function read(written: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(written === '' ? '{}' : written)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
