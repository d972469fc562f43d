import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { type Block, blockAt, reachedFileVariable, readReached, whileLoading, withProbes } from './probes.ts'
import { runTests } from './run-tests.ts'

/** The most that all tests may take, on a slow machine. */
const limitMs = 30 * 60_000

/** What Vitest may need before the tests begin. A run of few tests shows how busy the machine is; one of many takes long anyway. */
const startMs = { least: 15_000, most: 30_000 }

/** A test file, as a path from the root, and how long its tests and the slowest of them took, in milliseconds. */
export type TestFile = { path: string; ms: number; slowestMs: number }

/** What is known of the tests before anything is broken. */
export type Baseline = {
  /** The test files that can notice a fault at this place, those that promise most first. */
  noticing(file: string, start: number): TestFile[]
  /** Test files that fail without any fault, and are left out. */
  failing: string[]
  /** What Vitest may need before the tests begin, in milliseconds. */
  startMs: number
}

type Report = {
  testResults: { name: string; status: string; startTime: number; endTime: number; assertionResults: { duration?: number }[] }[]
}

/**
 * Runs the tests that import the sources, directly or not, and those in the folder that mirrors theirs. Probes tell which test file reaches what.
 *
 * @param root a copy of the project; it is left as it was
 * @param files sources, as paths from the root
 */
export async function takeBaseline(root: string, files: string[]): Promise<Baseline> {
  const blocks = new Map<string, Block[]>()
  const sources = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]))
  for (const [file, source] of sources) {
    const probed = withProbes(file, source)
    blocks.set(file, probed.blocks)
    writeFileSync(join(root, file), probed.text)
  }
  const reachedFile = join(root, '.reached')
  const reportFile = join(root, '.report.json')
  // `test/` mirrors `src/`.
  const near = files.flatMap((file) => globSync(`${dirname(file).replace(/^src/, 'test')}/*.test.ts`, { cwd: root }))
  let said = ''
  const begun = performance.now()
  await runTests(root, {
    words: ['related', '--run', '--reporter=json', `--outputFile=${reportFile}`, ...new Set([...files, ...near])],
    limitMs,
    environment: { [reachedFileVariable]: reachedFile },
    onOutput: (text) => {
      said += text
    },
  })
  const took = performance.now() - begun
  for (const [file, source] of sources) writeFileSync(join(root, file), source)

  const tests = readReport(root, reportFile, said)
  const passed = tests.filter((test) => test.passed)
  const reached = readReached(reachedFile)
  return {
    failing: tests.filter(({ passed }) => !passed).map(({ path }) => path),
    startMs: Math.min(startMs.most, Math.max(startMs.least, 3 * took)),
    noticing(file, start) {
      const inFile = blocks.get(file) ?? []
      const block = blockAt(inFile, start)
      const reaches = ({ path }: TestFile, { id }: Block) => reached.get(id)?.has(join(root, path)) ?? false
      const any = !block || block.id === file || reached.get(block.id)?.has(whileLoading)
      return passed
        .filter((test) => any || reaches(test, block))
        .sort(byPromise((test) => inFile.filter((one) => reaches(test, one)).length))
    },
  }
}

function readReport(root: string, file: string, said: string): (TestFile & { passed: boolean })[] {
  let report: Report
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as Report
  } catch {
    throw new Error(`The tests did not run:\n${said}`)
  }
  return report.testResults.map(({ name, status, startTime, endTime, assertionResults }) => ({
    path: relative(root, name),
    passed: status === 'passed',
    ms: endTime - startTime,
    slowestMs: Math.max(0, ...assertionResults.map(({ duration = 0 }) => duration)),
  }))
}

/** Those that reach much of a file in little time come first. */
function byPromise(reachedIn: (test: TestFile) => number): (one: TestFile, other: TestFile) => number {
  const cost = (test: TestFile) => test.ms / (1 + reachedIn(test))
  return (one, other) => cost(one) - cost(other)
}
