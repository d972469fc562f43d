import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** The checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** The command as a checkout runs it. */
export const source = join(root, 'src', 'cli.ts')

/** Node keeps what it compiled, which halves the time of each start. */
const compileCache = join(root, 'node_modules', '.cache', 'tonearm-commands')

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

/** Somebody's computer: a home directory, a data directory and an environment of its own, so that nothing of the real ones is used. */
export type Computer = {
  dataDirectory: string
  path(...names: string[]): string
  environment: Record<string, string>
  run(words: string[], environment?: Record<string, string>): RunningCommand
}

export type ComputerOptions = {
  environment?: Record<string, string>
  /** The program and its first words. */
  program?: string[]
}

/** Sets a computer up for one test; at its end what still runs there is killed and everything removed. */
export function newComputer({ environment = {}, program = [process.execPath, source] }: ComputerOptions = {}): Computer {
  const home = mkdtempSync(join(tmpdir(), 'tonearm-home-'))
  const running = new Set<RunningCommand>()
  const own = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_RUNTIME_DIR: home,
    TMPDIR: home,
    TZ: 'Europe/Berlin',
    NODE_COMPILE_CACHE: compileCache,
    TONEARM_PORT: '0',
    TONEARM_CALLBACK_PORT: '0',
    ...environment,
  }
  const dataDirectory = join(home, '.config', 'Tonearm')

  onTestFinished(async () => {
    for (const command of running) command.process.kill('SIGKILL')
    await Promise.all([...running].map(({ ended }) => ended))
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })

  return {
    dataDirectory,
    path: (...names) => join(dataDirectory, ...names),
    environment: own,
    run(words, extra = {}) {
      const [file = '', ...first] = program
      const command = start(file, [...first, ...words], { ...own, ...extra })
      running.add(command)
      command.ended.then(() => running.delete(command))
      return command
    },
  }
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
