import { afterAll, describe, expect, it } from 'vitest'
import { tools } from '../../src/tools/runtime/registry.ts'
import { allCases } from './cases/all-cases.ts'
import { script } from './script.ts'
import { createStage } from './stage.ts'

describe('what people ask for, done with the calls of a sensible model', () => {
  const stage = createStage()
  afterAll(stage.stop)

  it.each(allCases.map((evalCase) => [evalCase.name, evalCase.says, evalCase] as const))('%s: "%s"', async (_name, _says, evalCase) => {
    const { score, missed, calls, tokens } = await stage.perform(evalCase, script)
    const spent = `${calls.length} of ${evalCase.within.calls} calls, ${tokens} of ${evalCase.within.tokens} tokens`
    const story = calls.map(({ tool, parameters, answer }) => `${tool} ${JSON.stringify(parameters)}\n${answer}`).join('\n\n')
    expect({ score, missed }, `${spent}\n${story}`).toEqual({ score: 3, missed: [] })
  })
})

describe('the cases', () => {
  it('use every tool', () => {
    const used = new Set(allCases.flatMap((evalCase) => evalCase.script.map(({ tool }) => tool)))
    expect(tools.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([])
  })

  it('have names of their own, and are asked in each language', () => {
    expect(new Set(allCases.map(({ name }) => name)).size).toBe(allCases.length)
    const counts = Map.groupBy(allCases, ({ language }) => language)
    for (const language of ['English', 'German', 'Spanish'] as const) expect(counts.get(language)?.length, language).toBeGreaterThan(10)
  })
})
