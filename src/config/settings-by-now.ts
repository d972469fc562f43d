import { isProblem } from '../shared/problem.ts'
import type { Settings, SettingsStore } from './settings.ts'

/** The settings as the file says by now: the person may have changed them in another process. While the file cannot be read, what it said before counts. */
export function settingsByNow(settings: Pick<SettingsStore, 'current' | 'reload'>): Settings {
  try {
    settings.reload()
  } catch (error) {
    // Somebody is writing the file, or made a mistake in it.
    if (!isProblem(error)) throw error
  }
  return settings.current()
}
