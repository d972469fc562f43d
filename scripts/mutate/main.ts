import { existsSync, globSync, statSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { mutate } from './mutate.ts'

//   npm run mutate -- src/changes src/auth/session.ts [--sample 60] [--seed 1] [--seconds 30] [--jobs 2]
//
// breaks the sources in many small ways, one at a time and in copies of the checkout, and says which faults no test notices.
//
//   --sample   so many mutants, chosen by chance; without it all of them
//   --seed     another one chooses others
//   --seconds  how long the tests asked about one mutant take together, the most promising first
//   --jobs     how many mutants at once

const project = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '30' },
    jobs: { type: 'string', default: String(availableParallelism()) },
  },
})

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))

const files = positionals.flatMap(sourcesIn)
if (files.length === 0) throw new Error('Name files or folders of src/, for example: npm run mutate -- src/changes')
await mutate({
  project,
  files: [...new Set(files)],
  sample: values.sample === undefined ? undefined : whole('sample', values.sample),
  seed: whole('seed', values.seed),
  testMs: whole('seconds', values.seconds) * 1000,
  jobs: whole('jobs', values.jobs),
  say: console.log,
})

function sourcesIn(named: string): string[] {
  const path = relative(project, join(process.cwd(), named)).replaceAll('\\', '/')
  const full = join(project, path)
  if (!/^src(?:\/|$)/.test(path) || !existsSync(full)) throw new Error(`"${named}" is no file or folder of src/.`)
  if (statSync(full).isFile()) return [path]
  return globSync('**/*.ts', { cwd: full })
    .map((file) => `${path}/${file.replaceAll('\\', '/')}`)
    .sort()
}

function whole(name: string, text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} is a whole number from 1 on, not "${text}".`)
  return number
}
