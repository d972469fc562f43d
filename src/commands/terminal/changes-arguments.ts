import type { Given } from './flags.ts'

/** What `tonearm changes` shows, or `tonearm undo` takes back. */
export type ChangesRequest = { limit: number } | { receipt: string; force: boolean }

/** So many are listed unless another number is given. */
const usualLimit = 20

/** All that are kept of an account. */
const highestLimit = 500

/** Reads `--limit`. @returns a sentence without the full stop, when it is wrong */
export function parseLimit({ limit }: Given): ChangesRequest | string {
  if (limit === undefined) return { limit: usualLimit }
  const number = typeof limit === 'string' && /^\d{1,3}$/.test(limit) ? Number(limit) : 0
  return number >= 1 && number <= highestLimit ? { limit: number } : `--limit is a number from 1 to ${highestLimit}`
}

/** Reads the words after `tonearm undo`. @returns a sentence without the full stop, when they are wrong */
export function parseReceipt(words: string[], { force }: Given): ChangesRequest | string {
  const [receipt, ...others] = words
  if (receipt === undefined) return '"tonearm undo" needs the receipt of a change, which "tonearm changes" shows'
  if (others.length > 0) return '"tonearm undo" takes back one change at a time'
  return { receipt, force: force === true }
}
