import { chmodSync } from 'node:fs'
import { isProblem } from '../../shared/problem.ts'
import { keysIn } from '../secrets.ts'
import type { EntryPlace } from './entry-place.ts'
import { readSettingsFile } from './read-file.ts'
import { readEntry } from './settings-file.ts'

/** Takes away from others what they may do with a settings file that holds our key, after the client's own command has written it. */
export function keepKeyPrivate(place: EntryPlace): void {
  try {
    const entry = readEntry(place)
    if (entry.state !== 'entry' || keysIn(entry.value).length === 0) return
    const { file, mode = 0 } = readSettingsFile(place)
    if ((mode & 0o077) !== 0) chmodSync(file, mode & 0o7700)
  } catch (error) {
    // Who wrote the file may own it too. The client is connected all the same.
    if (!isProblem(error) && (error as NodeJS.ErrnoException).code === undefined) throw error
  }
}
