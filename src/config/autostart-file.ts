import { join } from 'node:path'

/** Where desktops on Linux look for programs to start at login (https://specifications.freedesktop.org/autostart-spec/latest/). */
export function autostartFile(environment: NodeJS.ProcessEnv, home: string): string {
  return join(environment.XDG_CONFIG_HOME || join(home, '.config'), 'autostart', 'tonearm.desktop')
}
