import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'

/** Longer than any of them needs to start, connect and answer. */
const patienceMs = 90_000

/** Runs a client to its end, in a group of its own, so that what it leaves behind ends with it. @returns what it wrote, without colours */
export async function runClient(
  program: string,
  words: string[],
  { cwd, environment }: { cwd: string; environment: NodeJS.ProcessEnv },
): Promise<string> {
  const child = spawn(program, words, {
    cwd,
    env: { ...environment, NO_COLOR: '1', CI: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk
    })
  }
  const endGroup = () => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL')
    } catch {
      // Nobody is left of it.
    }
  }
  const timer = setTimeout(endGroup, patienceMs)
  await new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', (error) => {
      said += error.message
      resolve()
    })
  })
  clearTimeout(timer)
  if (child.pid) endGroup()
  return stripVTControlCharacters(said)
}
