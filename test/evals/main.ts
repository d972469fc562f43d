import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { allCases } from './cases/all-cases.ts'
import { chooseModel } from './model/choose-model.ts'
import { performedBy } from './model/performed-by.ts'
import { resultPage, summary } from './result-page.ts'
import { runCases } from './run-cases.ts'
import { script } from './script.ts'

//   npm run evals -- [--model NAME] [--only WORDS] [--page FILE]
//
// does what people ask for with Tonearm and a simulated Spotify, and says how well it went.
//
//   --model  a model does it, at the service whose key stands in the environment; without it the scripted calls are made
//   --only   the cases whose name contains these words
//   --page   where the result goes, in place of .cache/evals/

const { values } = parseArgs({ options: { model: { type: 'string' }, only: { type: 'string', default: '' }, page: { type: 'string' } } })

process.exitCode = await main().catch((error: Error) => {
  console.error(error.message)
  return 1
})

async function main(): Promise<number> {
  const performer = values.model ?? 'scripted'
  const performance = values.model === undefined ? script : performedBy(chooseModel(values.model, process.env))
  const cases = allCases.filter(({ name }) => name.includes(values.only))
  if (cases.length === 0) throw new Error(`No case has "${values.only}" in its name.`)

  const result = await runCases(cases, performance, ({ case: { name }, score, missed }) =>
    console.log(`${score}  ${name}${missed.length > 0 ? ` (missed: ${missed.join('; ')})` : ''}`),
  )
  const run = { performer, date: new Date().toISOString().slice(0, 10), ...result }
  const page = values.page ?? join(fileURLToPath(new URL('../../', import.meta.url)), '.cache', 'evals', `${fileName(performer)}.md`)
  mkdirSync(dirname(page), { recursive: true })
  writeFileSync(page, resultPage(run))
  console.log(`\n${performer}: ${summary(run)}\n${page}`)
  if (run.stopped !== undefined) throw new Error(`Stopped after ${run.verdicts.length} of ${cases.length} cases: ${run.stopped}`)
  return performer === 'scripted' && run.verdicts.some(({ score }) => score < 3) ? 1 : 0
}

function fileName(performer: string): string {
  return performer.replace(/[^\w.-]+/g, '-')
}
