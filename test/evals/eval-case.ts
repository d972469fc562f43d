import type { World } from '../fake-spotify/types.ts'
import type { Parameter } from './from-answers.ts'

/** One tool call of a script. Values that only an earlier answer can give are read from it: `idOf('Midnight River')`. */
export type ScriptedCall = { tool: string; parameters: Record<string, Parameter> }

/** A tool call as it was made, and what came back. */
export type AnsweredCall = { tool: string; parameters: Record<string, unknown>; answer: string; failed: boolean }

/** What there is to judge when a session is over. */
export type Ending = {
  calls: AnsweredCall[]
  /** What the person is told: the closing words of a model, or the last answer of a script, which a model would only have to pass on. */
  told: string
  /** Wanda's Spotify afterwards. */
  world: World
  /** The requests that were to change something at Spotify: `PUT /v1/me/player/pause`. */
  writes: string[]
}

/** One thing that must be true in the end, in words for the result page. */
export type Check = { what: string; holds(ending: Ending): boolean }

/** An everyday request: what a person says, what a sensible model does with it, and how the result is judged. */
export type EvalCase = {
  /** The capability that the case stands for. */
  name: string
  language: 'English' | 'German' | 'Spanish'
  /** As people write, with their spelling. */
  says: string
  /** What the person answers when the model stops to ask. */
  thenSays?: string
  /** What is different in Wanda's world. */
  prepare?: (world: World) => void
  /** Wanda has imported her listening history (history.ts). */
  history?: boolean
  script: ScriptedCall[]
  checks: Check[]
  /** More than that is not wrong, but wasteful: tool calls, and tokens of their parameters and answers together. */
  within: { calls: number; tokens: number }
}

/** One call of a script. */
export function call(tool: string, parameters: Record<string, Parameter> = {}): ScriptedCall {
  return { tool, parameters }
}
