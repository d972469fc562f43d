import { setTimeout as pause } from 'node:timers/promises'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { callTool, type Product, startProduct } from '../product.ts'
import type { AnsweredCall, Ending, EvalCase } from './eval-case.ts'
import { evalHistory } from './history.ts'
import { judge, type Verdict } from './judge.ts'
import { evalWorld, today } from './world.ts'

/** Does what a person says with the tools of this client. Calls go through `call`, so that they are seen. */
export type Performer = (evalCase: EvalCase, client: Client, call: ToolCall) => Promise<Performance>

/** How a session ended. `stopped`: why it ended before its time. */
export type Performance = { told: string; stopped?: string }

/** One tool call over the wire. */
export type ToolCall = (tool: string, parameters: Record<string, unknown>) => Promise<AnsweredCall>

/** Where the cases are played: the whole product, with Wanda's Spotify behind it. */
export type Stage = {
  perform(evalCase: EvalCase, performer: Performer): Promise<Verdict>
  stop(): Promise<void>
}

type Running = { product: Product; client: Client; readers: Set<string>; history: boolean }

/** A stage that starts the product when a case needs it, and again after a case that used more than the tools that only read. */
export function createStage(): Stage {
  let running: Running | undefined

  async function stop(): Promise<void> {
    const stopping = running?.product
    running = undefined
    await stopping?.stop()
  }

  return {
    async perform(evalCase, performer) {
      if (evalCase.prepare || running?.history !== (evalCase.history === true)) await stop()
      running ??= await start(evalCase)
      const { product, client, readers } = running
      product.spotify.clearRecord()
      const before = endingOf(product, [], '')
      const calls: AnsweredCall[] = []
      const { told, stopped } = await performer(evalCase, client, async (tool, parameters) => {
        const { text, failed } = await callTool(client, tool, parameters).catch(refused)
        const answered = { tool, parameters, answer: text, failed }
        calls.push(answered)
        return answered
      })
      const after = endingOf(product, calls, told)
      const verdict = judge(evalCase, before, after, stopped)
      const violations = product.spotify.violations()
      if (evalCase.prepare || calls.some(({ tool }) => !readers.has(tool))) await stop()
      if (violations.length > 0) throw new Error(`"${evalCase.name}" broke Spotify's contract: ${violations.join('; ')}`)
      return verdict
    },
    stop,
  }
}

/** What is no answer of a tool, such as a tool that does not exist: a client tells the model so. */
function refused(error: unknown): { text: string; failed: boolean } {
  return { text: error instanceof Error ? error.message : String(error), failed: true }
}

/** The simulated Spotify carries commands out at once: the pauses before it is asked whether it did can be short. */
const haste = 20

async function start({ prepare, history = false }: EvalCase): Promise<Running> {
  const world = evalWorld()
  prepare?.(world)
  const startedAt = Date.now()
  const product = await startProduct({
    world,
    ...(history && { heard: evalHistory(world) }),
    now: () => today + Date.now() - startedAt,
    sleep: (milliseconds) => pause(milliseconds / haste),
  })
  const client = await product.connect('evals')
  const { tools } = await client.listTools()
  const readers = new Set(tools.filter(({ annotations }) => annotations?.readOnlyHint).map(({ name }) => name))
  return { product, client, readers, history }
}

/** The world is copied: it changes while the session goes on. */
function endingOf({ spotify }: Product, calls: AnsweredCall[], told: string): Ending {
  const writes = spotify.record().filter(({ kind, method }) => kind === 'api' && method !== 'GET')
  return { calls, told, world: structuredClone(spotify.world), writes: writes.map(({ line }) => line) }
}
