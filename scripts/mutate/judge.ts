import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestFile } from './baseline.ts'
import { type Mutant, mutated } from './mutants.ts'
import { orderVariable, runTests } from './run-tests.ts'

/** Killed by a test or the compiler, or by a test that did not end, or not at all. `unreached`: no test runs this place. */
export type Verdict = 'killed' | 'hung' | 'mistyped' | 'survived' | 'unreached'

/** `asked` test files ran out of those that reach the place. */
export type Judged = { mutant: Mutant; verdict: Verdict; asked: number; reaching: number; ms: number }

/** How much longer than without a fault tests may take, on a machine that has other things to do. */
const patience = 3

/** @param mostMs as many tests are asked as took this long together without a fault; @param startMs what Vitest needs before they begin */
export type Limits = { mostMs: number; startMs: number }

/**
 * Puts one fault into the copy, runs the tests that can notice until the first one does, and takes the fault out again.
 *
 * @param reaching the test files that reach the place, those that promise most first; at least one of them is asked
 */
export async function judge(root: string, mutant: Mutant, reaching: TestFile[], limits: Limits): Promise<Judged> {
  const begun = performance.now()
  const asked = firstOf(reaching, limits.mostMs)
  const path = join(root, mutant.file)
  const source = readFileSync(path, 'utf8')
  writeFileSync(path, mutated(source, mutant))
  let verdict: Verdict = 'unreached'
  try {
    if (asked.length > 0) verdict = await ask(root, asked, limits.startMs)
    if ((verdict === 'survived' || verdict === 'unreached') && !(await hasGoodTypes(root))) verdict = 'mistyped'
  } finally {
    writeFileSync(path, source)
  }
  return { mutant, verdict, asked: asked.length, reaching: reaching.length, ms: performance.now() - begun }
}

async function ask(root: string, tests: TestFile[], startMs: number): Promise<Verdict> {
  const paths = tests.map(({ path }) => join(root, path))
  const allMs = tests.reduce((sum, { ms }) => sum + ms, 0)
  const slowestMs = Math.max(...tests.map((test) => test.slowestMs))
  const result = await runTests(root, {
    words: ['run', '--bail=1', '--reporter=dot', `--testTimeout=${Math.round(startMs + patience * slowestMs)}`, ...paths],
    limitMs: startMs + patience * allMs,
    environment: { [orderVariable]: JSON.stringify(paths) },
    workers: 1,
  })
  return result === 'passed' ? 'survived' : result === 'failed' ? 'killed' : 'hung'
}

function firstOf(tests: TestFile[], mostMs: number): TestFile[] {
  let sum = 0
  return tests.filter(({ ms }, index) => {
    sum += ms
    return index === 0 || sum <= mostMs
  })
}

/** What the compiler refuses never gets as far as the tests. */
async function hasGoodTypes(root: string): Promise<boolean> {
  if (!existsSync(join(root, 'tsconfig.json'))) return true
  // Without what it knows from the last time it takes six times as long.
  const words = ['--noEmit', '--incremental', '--tsBuildInfoFile', join(root, '.cache/types.json')]
  const compiler = spawn(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...words], { cwd: root, stdio: 'ignore' })
  return (await new Promise((resolve) => compiler.once('exit', resolve))) === 0
}
