import { existsSync, rmSync } from 'node:fs'
import { replaceFile } from './replace-file.ts'

/**
 * Notes that the person quit the app by hand: from now on nothing but the person starts it. Not for the end of the session, updates and restarts.
 *
 * @returns false when it could not be noted, as on a full disk: no reason not to quit
 */
export function noteQuitByHand(file: string): boolean {
  try {
    replaceFile(file, '')
    return true
  } catch {
    return false
  }
}

/** Removes the note, when the app starts. */
export function forgetQuitByHand(file: string): void {
  rmSync(file, { force: true })
}

/** Whether the person quit the app by hand, and has not started it since. */
export function wasQuitByHand(file: string): boolean {
  return existsSync(file)
}
