import { type ExecFileException, type ExecFileOptions, execFile } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { Problem } from '../../shared/problem.ts'
import type { Computer } from '../client.ts'
import { batchFileWords, isBatchFile } from './batch-file.ts'
import { usualFolders } from './usual-folders.ts'

/** Programs of the clients start a whole Node.js, or have 400 MB themselves: their first start on a busy computer is slow. */
const patienceMs = 60_000

/** What Windows itself can start, and batch files. `PATHEXT` also names scripts that need their interpreters. */
const windowsExtensions = ['.com', '.exe', '.bat', '.cmd']

/**
 * This computer.
 *
 * @param options.openLink and openFile: missing where there is no desktop
 * @param options.patienceMs what a program gets to end, in milliseconds
 */
export function createComputer(
  options: Pick<Computer, 'platform' | 'home' | 'environment' | 'root' | 'openLink' | 'openFile'> & { patienceMs?: number },
): Computer {
  const computer: Computer = {
    ...options,
    findProgram(name) {
      const folders = [...pathOf(computer), ...usualFolders(computer)]
      return folders
        .flatMap((folder) => fileNames(name, computer).map((file) => join(folder, file)))
        .find((file) => isProgram(file, computer))
    },
    run: (program, words) => run(program, words, computer, options.patienceMs ?? patienceMs),
  }
  return computer
}

/**
 * Where Windows puts the aliases of apps from packages: its `claude.exe` is Claude Desktop
 * (https://github.com/anthropics/claude-code/issues/24903).
 */
const appAliases = /[\\/]Microsoft[\\/]WindowsApps[\\/]?$/i

/** The folders that PATH names. What is relative counts from where we happen to be, so it is no place to look for a program. */
function pathOf({ platform, environment }: Computer): string[] {
  const folders = (environment.PATH ?? environment.Path ?? '')
    .split(platform === 'win32' ? ';' : ':')
    .filter((folder) => isAbsolute(folder))
  return platform === 'win32' ? folders.filter((folder) => !appAliases.test(folder)) : folders
}

function fileNames(name: string, { platform, environment }: Computer): string[] {
  if (platform !== 'win32') return [name]
  const extensions = (environment.PATHEXT || windowsExtensions.join(';')).toLowerCase().split(';')
  return extensions.filter((extension) => windowsExtensions.includes(extension)).map((extension) => `${name}${extension}`)
}

function isProgram(file: string, { platform }: Computer): boolean {
  try {
    if (platform !== 'win32') accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/** Runs it in the person's home folder, so that no project's settings have a say. */
function run(program: string, words: string[], computer: Computer, timeout: number): ReturnType<Computer['run']> {
  const isBatch = isBatchFile(program, computer.platform)
  const file = isBatch ? commandInterpreter(computer) : program
  const options: ExecFileOptions = {
    cwd: computer.home,
    env: { ...computer.environment, PATH: longerPath(program, computer) },
    timeout,
    // Nobody waits for a program that does not even end when it is asked to.
    killSignal: 'SIGKILL',
    windowsHide: true,
    windowsVerbatimArguments: isBatch,
  }
  return new Promise((resolve, reject) => {
    try {
      const child = execFile(
        file,
        isBatch ? batchFileWords(program, words) : words,
        { ...options, encoding: 'utf8' },
        (error, stdout, stderr) => {
          if (!error) resolve({ exitCode: 0, output: `${stdout}${stderr}` })
          else if (typeof error.code === 'number') resolve({ exitCode: error.code, output: `${stderr}${stdout}` })
          else reject(notEnded(program, error, timeout))
        },
      )
      // A question nobody can answer ends at once.
      child.stdin?.end()
    } catch (error) {
      // Words that no program can be given: too long, or with NUL in them.
      reject(notEnded(program, error as ExecFileException, timeout))
    }
  })
}

/** With the program's own folder and the usual ones: what npm installs looks for `node` on the PATH. */
function longerPath(program: string, computer: Computer): string {
  return [dirname(program), ...pathOf(computer), ...usualFolders(computer)].join(computer.platform === 'win32' ? ';' : ':')
}

function commandInterpreter({ environment }: Computer): string {
  return environment.ComSpec || join(environment.SystemRoot || 'C:\\Windows', 'System32', 'cmd.exe')
}

/** The error of Node quotes the words, which hold the token: neither its message nor the error itself goes on. */
function notEnded(program: string, error: ExecFileException, timeout: number): Problem {
  const name = basename(program)
  const failed = error.signal ? `was ended by the system (${error.signal})` : `could not be run (${error.code})`
  const what = error.killed ? `did not end within ${timeout / 1000} seconds and was stopped` : failed
  return new Problem('client-settings', `The program "${name}" ${what}. Run it in a terminal to see what is wrong, then try again.`)
}
