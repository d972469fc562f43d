import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
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

/** Ends what clients have left running that were given this home folder: Cline leaves a program in a session of its own. Linux only. */
export function endLeftovers(home: string): void {
  if (process.platform !== 'linux') return
  for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)) {
    try {
      if (readFileSync(`/proc/${id}/environ`, 'utf8').split('\0').includes(`HOME=${home}`)) process.kill(Number(id), 'SIGKILL')
    } catch {
      // It is another user's, or gone.
    }
  }
}
