import { z } from 'zod'
import type { Page } from '../../spotify/request/paging.ts'

/** Of a list that ends early, because Spotify stopped answering or the answer is full: why, and the offset of the first row that is missing. */
export const stopped = z.object({ why: z.string(), next: z.int() }).optional()

export type Stopped = z.output<typeof stopped>

/** Where a page that was read partly ends; undefined when it was read as a whole. @param offset of its first row */
export function whereStopped({ rows, stopped }: Pick<Page<unknown>, 'rows' | 'stopped'>, offset: number): Stopped {
  return stopped && { why: stopped.message, next: offset + rows.length }
}

/** What is missing of the list, and how to go on. */
export function stoppedLines(stopped: Stopped): string[] {
  if (!stopped) return []
  return [`What comes after row ${stopped.next} is missing: ${stopped.why} To go on, use offset ${stopped.next}.`]
}
