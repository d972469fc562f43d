import { Problem } from '../../shared/problem.ts'
import type { Caller } from '../runtime/caller.ts'

/** @throws Problem `not-available` for a client on another computer: files are written and read on this one */
export function requireThisComputer({ onThisComputer }: Pick<Caller, 'onThisComputer'>): void {
  if (onThisComputer) return
  throw new Problem(
    'not-available',
    'Files are written and read only for apps on the computer on which Tonearm runs, and this app connects from elsewhere. The user can do it in an app on that computer.',
  )
}
