import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Where things are kept, as absolute paths. */
export type Paths = {
  directory: string
  settings: string
  /** The vault, where the user asked for a file. */
  vault: string
  /** How clients were before they were connected. */
  clients: string
  database: string
  /** The listening history, a database of its own: only its worker opens it. */
  history: string
  /** `{url, token, pid, version}` of the running endpoint, for the bridge; exists only while it runs. */
  endpoint: string
  /** The tools and prompts of the last run, for clients that ask while Tonearm is not running. */
  lists: string
  log: string
  /** The size and place of the settings window. */
  window: string
  /** The folder of Chromium, which shows the window. */
  web: string
  /** Exists from when the person quits the app by hand until the app starts again. */
  quitByHand: string
  /** Written by the bridge that starts the app, so that only one does. */
  starting: string
}

/**
 * The data directory: Electron's `userData` for the name Tonearm, so that the command and the desktop app share one
 * (https://www.electronjs.org/docs/latest/api/app#appgetpathname).
 */
function defaultDirectory(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform, home: string): string {
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Tonearm')
    case 'win32':
      return join(environment.APPDATA || join(home, 'AppData', 'Roaming'), 'Tonearm')
    default:
      return join(environment.XDG_CONFIG_HOME || join(home, '.config'), 'Tonearm')
  }
}

/** The paths for this user on this computer. `directory` wins over `TONEARM_DATA_DIR`, which wins over the default. */
export function findPaths(
  options: { directory?: string; environment?: NodeJS.ProcessEnv; platform?: NodeJS.Platform; home?: string } = {},
): Paths {
  const { environment = process.env, platform = process.platform, home = homedir() } = options
  const chosen = options.directory || environment.TONEARM_DATA_DIR || defaultDirectory(environment, platform, home)
  const directory = resolve(chosen)
  return {
    directory,
    settings: join(directory, 'settings.json'),
    vault: join(directory, 'vault.json'),
    clients: join(directory, 'clients.json'),
    database: join(directory, 'tonearm.sqlite'),
    history: join(directory, 'history.sqlite'),
    endpoint: join(directory, 'endpoint.json'),
    lists: join(directory, 'lists.json'),
    window: join(directory, 'window.json'),
    web: join(directory, 'web'),
    log: join(directory, 'logs', 'tonearm.log'),
    quitByHand: join(directory, 'quit-by-hand'),
    starting: join(directory, 'starting'),
  }
}
