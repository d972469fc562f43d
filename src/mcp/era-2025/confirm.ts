import type { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js'
import type { Caller } from '../../tools/runtime/caller.ts'
import type { Extra } from './extra.ts'

/** So long the person may think. */
const patienceMs = 5 * 60_000

/**
 * Asks the person a question through their client (form elicitation, 2025-11-25, client/elicitation). Dismissing it is a no, and so is no answer within
 * five minutes: what nobody agreed to is not done.
 *
 * The question goes the way of the answer to the call (`relatedRequestId`), which every client listens to while it waits.
 */
export async function confirm(server: Server, extra: Extra, question: string): ReturnType<Caller['confirm']> {
  if (!server.getClientCapabilities()?.elicitation?.form) return 'cannot-ask'
  try {
    const { action, content } = await server.elicitInput(
      {
        message: question,
        requestedSchema: {
          type: 'object',
          properties: { confirm: { type: 'boolean', title: 'Do it', default: true } },
          required: ['confirm'],
        },
      },
      { relatedRequestId: extra.requestId, signal: extra.signal, timeout: patienceMs },
    )
    return action === 'accept' && content?.confirm === true ? 'yes' : 'no'
  } catch (error) {
    return error instanceof McpError && error.code === ErrorCode.RequestTimeout ? 'no' : 'cannot-ask'
  }
}
