import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname } from 'node:path'
import type { App } from 'electron'
import { autostartFile } from '../../config/autostart-file.ts'
import { Problem } from '../../shared/problem.ts'
import { hiddenFlag } from '../launch-options.ts'

/** Whether the app starts when the person logs in to the computer. */
export type Autostart = {
  /** `available` is true in an installed app. */
  state(): { on: boolean; available: boolean }
  /** @throws Problem `not-available` that says why */
  set(on: boolean): Promise<void>
  /**
   * Corrects the path in the autostart entry, to be called at each start: the name of an AppImage holds its version, and people move the file.
   *
   * What the person changed in the entry stays, above all that it is off.
   */
  refresh(): void
}

type Surroundings = { platform: NodeJS.Platform; environment: NodeJS.ProcessEnv; home: string; executable: string }

/**
 * Login items on macOS and Windows; on Linux, where Electron has none, an entry in the XDG autostart folder
 * (https://specifications.freedesktop.org/autostart-spec/latest/). A checkout cannot start at login, because Electron itself would start.
 */
export function createAutostart(options: {
  app: Pick<App, 'isPackaged' | 'getLoginItemSettings' | 'setLoginItemSettings'>
  platform?: NodeJS.Platform
  environment: NodeJS.ProcessEnv
  home?: string
  executable?: string
}): Autostart {
  const { app, platform = process.platform, environment, home = homedir(), executable = process.execPath } = options
  const surroundings = { platform, environment, home, executable }
  const file = autostartFile(environment, home)

  return {
    state: () => ({
      available: app.isPackaged,
      on: app.isPackaged && (platform === 'linux' ? isOn(readEntry(file)) : app.getLoginItemSettings({ args: [hiddenFlag] }).openAtLogin),
    }),
    async set(on) {
      if (!app.isPackaged) {
        if (on) throw new Problem('not-available', 'Only an installed Tonearm can start at login.')
        return
      }
      if (platform !== 'linux') return loginItem(app, on)
      if (!on) return rmSync(file, { force: true })
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, autostartEntry(surroundings))
    },
    refresh() {
      const entry = app.isPackaged && platform === 'linux' ? readEntry(file) : undefined
      if (entry === undefined || !isOn(entry)) return
      const command = execLine(surroundings)
      const updated = /^Exec=/m.test(entry) ? entry.replace(/^Exec=.*$/m, () => command) : autostartEntry(surroundings)
      if (updated !== entry) writeFileSync(file, updated)
    },
  }
}

function loginItem(app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings'>, on: boolean): void {
  app.setLoginItemSettings({ openAtLogin: on, args: [hiddenFlag] })
  const { status, openAtLogin } = app.getLoginItemSettings({ args: [hiddenFlag] })
  if (status === 'requires-approval') {
    throw new Problem('not-available', 'macOS needs your approval. Open System Settings, General, Login Items, and allow Tonearm.')
  }
  if (openAtLogin !== on) throw new Problem('not-available', 'The system did not accept this change to the login items.')
}

/** The text of the entry; undefined when there is none that can be read. */
function readEntry(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

/** Desktops switch an entry off by one of these lines: `Hidden` by the specification, the other one in GNOME. */
function isOn(entry: string | undefined): boolean {
  return entry !== undefined && !/^(?:Hidden *= *true|X-GNOME-Autostart-enabled *= *false) *$/im.test(entry)
}

/** An AppImage runs from another folder at each start. `APPIMAGE` says where its file is. */
function execLine({ environment, executable }: Pick<Surroundings, 'environment' | 'executable'>): string {
  return `Exec=${quoted(environment.APPIMAGE || executable)} ${hiddenFlag}`
}

/** The whole entry. */
export function autostartEntry(surroundings: Pick<Surroundings, 'environment' | 'executable'>): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Tonearm',
    'Comment=Your music for Claude and other assistants',
    execLine(surroundings),
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n')
}

/** Quotes a path by the Desktop Entry specification: reserved characters quoted, then backslashes escaped, and % doubled. */
function quoted(path: string): string {
  const word = /^[\w./:@+-]+$/.test(path) ? path : `"${path.replace(/["`$\\]/g, '\\$&')}"`
  return word.replaceAll('\\', '\\\\').replaceAll('%', '%%')
}
