import { spawn } from 'node:child_process'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Paths } from '../config/paths.ts'
import { mayStart, takeTurn } from './may-start.ts'

/** A program and its arguments. */
type Command = readonly [program: string, ...words: string[]]

/**
 * The ways to start the installed app, the first that exists is used. Everything in them is fixed by the system and by how Tonearm is installed
 * (electron-builder.yml): nothing comes from a file, and no shell reads it.
 */
export function startCommands(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv, home: string): Command[] {
  if (platform === 'darwin') return [['/usr/bin/open', '-g', '-b', 'app.tonearm']]
  if (platform === 'win32') {
    const programs = join(environment.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'Programs')
    return [[join(programs, 'tonearm', 'Tonearm.exe')]]
  }
  return [
    ['gtk-launch', 'tonearm'],
    ['gio', 'launch', '/usr/share/applications/tonearm.desktop'],
  ]
}

/**
 * Makes what starts the installed app when a client's request needs it, where the person allows that.
 *
 * @returns called at each request that waits for Tonearm; starts it at most once in 30 seconds. A failure is only logged: the request then says
 * how to start Tonearm
 */
export function createStarter(options: {
  paths: Paths
  environment: NodeJS.ProcessEnv
  log: (text: string) => void
  platform?: NodeJS.Platform
  now?: () => number
}): () => void {
  const { paths, environment, log, platform = process.platform, now = Date.now } = options

  function start([command, ...others]: Command[]): void {
    if (!command) {
      log('Tonearm could not be started: it is not installed, or the desktop offers no way to start it.')
      return
    }
    const [program, ...words] = command
    const child = spawn(program, words, { detached: true, stdio: 'ignore', windowsHide: true, env: environment })
    child.once('error', () => start(others))
    child.once('exit', (code) => code !== 0 && start(others))
    child.unref()
  }

  return () => {
    if (!mayStart(paths, environment) || !takeTurn(paths.starting, now())) return
    log('Starting Tonearm, because an app needs it.')
    start(startCommands(platform, environment, homedir()))
  }
}
