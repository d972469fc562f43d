import { afterAll, describe, expect, it } from 'vitest'
import { allCases } from './cases/all-cases.ts'
import { script } from './script.ts'
import { createStage } from './stage.ts'

describe('what people ask for, done with the calls of a sensible model', () => {
  const stage = createStage()
  afterAll(stage.stop)

  it.each(allCases)('$name: "$says"', async (evalCase) => {
    const { score, missed, calls, tokens } = await stage.perform(evalCase, script)
    const spent = `${calls.length} of ${evalCase.within.calls} calls, ${tokens} of ${evalCase.within.tokens} tokens`
    const story = calls.map(({ tool, parameters, answer }) => `${tool} ${JSON.stringify(parameters)}\n${answer}`).join('\n\n')
    expect({ score, missed }, `${spent}\n${story}`).toEqual({ score: 3, missed: [] })
  })
})
