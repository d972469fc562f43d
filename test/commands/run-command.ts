import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { builtCommand } from '../package/built-command.ts'
import { root } from '../root.ts'
import { type RunningCommand, start } from '../run-program.ts'

/** What Node runs as the `tonearm` command: what ships, not its source. */
export const commandFile = await builtCommand()

/** Node keeps what it compiled, which halves the time of each start. */
const compileCache = join(root, 'node_modules', '.cache', 'tonearm-commands')

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
export function newComputer({ environment = {}, program = [process.execPath, commandFile] }: ComputerOptions = {}): Computer {
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
    for (const { process } of running) process.kill('SIGKILL')
    await Promise.all([...running].map(({ ended }) => ended))
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  })

  return {
    dataDirectory,
    path: (...names) => join(dataDirectory, ...names),
    environment: own,
    run(words, extra = {}) {
      const [file = '', ...first] = program
      const started = start(file, [...first, ...words], { ...own, ...extra })
      running.add(started)
      started.ended.then(() => running.delete(started))
      return started
    },
  }
}
