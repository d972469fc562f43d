import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Paths of test files as JSON, the first to run first. */
export const orderVariable = 'MUTATE_ORDER'

const config = fileURLToPath(new URL('vitest.config.ts', import.meta.url))

/** What a run came to. Tests that did not end in time are `hung`. */
export type Result = 'passed' | 'failed' | 'hung'

/** @param options.limitMs after which the tests and all they started are ended */
export type Run = {
  words: string[]
  limitMs: number
  environment?: Record<string, string>
  workers?: number
  onOutput?: (text: string) => void
}

/** Runs Vitest in a copy of the project, in a process group of its own. */
export async function runTests(root: string, { words, limitMs, environment, workers, onOutput = () => {} }: Run): Promise<Result> {
  const { CI: _, VITEST: __, ...rest } = process.env
  const program = join(root, 'node_modules/vitest/vitest.mjs')
  const few = workers === undefined ? [] : [`--maxWorkers=${workers}`]
  const child = spawn(process.execPath, [program, ...words, `--config=${config}`, ...few], {
    cwd: root,
    env: { ...rest, ...environment, NODE_ENV: 'test' },
    // What is at the other end of its standard input tells the child whether we are alive (vitest.config.ts).
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  })
  child.stdout.setEncoding('utf8').on('data', onOutput)
  child.stderr.setEncoding('utf8').on('data', onOutput)
  const end = () => endGroup(child.pid)
  // Before the copy is removed.
  process.prependOnceListener('exit', end)
  let hung = false
  const timer = setTimeout(() => {
    hung = true
    end()
  }, limitMs)
  const code = await new Promise((resolve) => child.once('exit', resolve))
  clearTimeout(timer)
  process.off('exit', end)
  end()
  if (hung) return 'hung'
  return code === 0 ? 'passed' : 'failed'
}

/** Ends a process and those it started. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // All of them ended by themselves.
  }
}
