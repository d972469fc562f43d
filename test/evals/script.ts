import { fillIn } from './from-answers.ts'
import type { Performer } from './stage.ts'

/** Plays the calls that a sensible model makes, one after the other. What it would tell the person is the last answer. */
export const script: Performer = async (evalCase, _client, call) => {
  const answers: string[] = []
  try {
    for (const { tool, parameters } of evalCase.script) answers.push((await call(tool, fillIn(parameters, answers))).answer)
  } catch (error) {
    return { told: answers.at(-1) ?? '', stopped: error instanceof Error ? error.message : String(error) }
  }
  return { told: answers.at(-1) ?? '' }
}
