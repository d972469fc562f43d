import type { ServerResponse } from 'node:http'
import { isProblem } from '../../shared/problem.ts'
import { type Refusal, rpcCode, sendJson } from './refusal.ts'

/** What the commands and the window of this Tonearm may see and do, and no client. */
export type Control = {
  /** Opens it. Stands in endpoint.json, and in no client's settings. */
  token: string
  /** What `GET /status` answers then: everything. */
  status: () => unknown
  /** What `POST /control` does, by the name that its `action` gives. `input` is the whole message. The signal aborts when the command has gone. */
  actions: Readonly<Record<string, (input: object, signal: AbortSignal) => Promise<unknown>>>
}

/** Answers `POST /control` with `{"action": NAME, ...}` when the action is done: with what it returns, if anything. */
export async function carryOut({ actions }: Control, message: object, response: ServerResponse): Promise<Refusal | undefined> {
  const name = 'action' in message && typeof message.action === 'string' ? message.action : ''
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (!action) return unknownAction(Object.keys(actions))
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  let result: unknown
  try {
    result = await action(message, gone.signal)
  } catch (error) {
    if (!isProblem(error)) throw error
    return { status: 409, code: rpcCode.refused, sentence: error.message }
  }
  sendJson(response, 200, JSON.stringify({ done: name, result }))
  return undefined
}

const unknownAction = (names: string[]): Refusal => ({
  status: 400,
  code: rpcCode.invalidParams,
  sentence: `This Tonearm does not know that action. It knows: ${names.join(', ')}.`,
})
