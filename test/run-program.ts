import { type ChildProcess, spawn } from 'node:child_process'
import { root } from './root.ts'

/** How a command ended: its exit code, or the signal that killed it. */
export type End = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }

/** The `tonearm` command in a process of its own. */
export type RunningCommand = {
  process: ChildProcess
  stdout(): string
  stderr(): string
  /** Waits until the text appears. Fails when the command ends without it. */
  saw(pattern: RegExp, where?: 'stdout' | 'stderr'): Promise<RegExpExecArray>
  type(text: string): void
  endInput(): void
  /** Sends it a signal and waits for the end. */
  stop(signal?: NodeJS.Signals): Promise<End>
  ended: Promise<End>
}

/** Starts a program and collects what it writes. */
export function start(file: string, words: string[], environment: Record<string, string>, directory = root): RunningCommand {
  const child = spawn(file, words, { cwd: directory, env: environment, stdio: ['pipe', 'pipe', 'pipe'] })
  const written = { stdout: '', stderr: '' }
  const watchers = new Set<() => void>()
  let over = false
  const look = () => {
    for (const watcher of watchers) watcher()
  }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      written[name] += text
      look()
    })
  }
  child.stdin.on('error', () => {})
  const ended = new Promise<End>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      over = true
      look()
      resolve({ code, signal, ...written })
    })
  })

  return {
    process: child,
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    saw: (pattern, where = 'stderr') =>
      new Promise((resolve, reject) => {
        const watcher = () => {
          const found = pattern.exec(written[where])
          if (!found && !over) return
          watchers.delete(watcher)
          if (found) resolve(found)
          else reject(new Error(`The command ended without ${pattern} on ${where}. It wrote:\n${written.stdout}\n${written.stderr}`))
        }
        watchers.add(watcher)
        watcher()
      }),
    type: (text) => void child.stdin.write(text),
    endInput: () => void child.stdin.end(),
    stop(signal = 'SIGTERM') {
      child.kill(signal)
      return ended
    },
    ended,
  }
}

/** Runs a program in a terminal of its own, as `script` makes one; what it writes comes together on standard output. */
export function inTerminal(words: string[], environment: Record<string, string>): RunningCommand {
  return start('script', ['--quiet', '--return', '--command', `exec ${words.join(' ')}`, '/dev/null'], environment)
}
