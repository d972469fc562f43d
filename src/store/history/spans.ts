import { createHash } from 'node:crypto'
import type { Tables } from '../transaction.ts'

/** A span of time, both ends in it, in milliseconds since the epoch. */
export type Span = { first: number; last: number }

/** Between two files of one export there are pauses. A missing year is longer. */
const longestPauseMs = 31 * 24 * 60 * 60_000

/** The spans of which an extended history was imported: there, it knows all. */
export function coveredSpans(tables: Tables, account: number): Span[] {
  return tables.prepare('SELECT first, last FROM covered WHERE account = ? ORDER BY first').all(account) as Span[]
}

/** Adds a span, joined with those beside it, and ends the gaps that it closes. */
export function addCovered(tables: Tables, account: number, span: Span): void {
  const all = [...coveredSpans(tables, account), span].sort((one, other) => one.first - other.first)
  const joined: Span[] = []
  for (const { first, last } of all) {
    const before = joined.at(-1)
    if (before && first - before.last <= longestPauseMs) before.last = Math.max(before.last, last)
    else joined.push({ first, last })
  }
  tables.prepare('DELETE FROM covered WHERE account = ?').run(account)
  const add = tables.prepare('INSERT INTO covered (account, first, last) VALUES (?, ?, ?)')
  const close = tables.prepare('DELETE FROM gaps WHERE account = ? AND first >= ? AND last <= ?')
  for (const { first, last } of joined) {
    add.run(account, first, last)
    close.run(account, first, last)
  }
}

/** The spans that Spotify's list of recent plays did not reach back to: what was played there is not known, until an import. */
export function gaps(tables: Tables, account: number): Span[] {
  return tables.prepare('SELECT first, last FROM gaps WHERE account = ? ORDER BY first').all(account) as Span[]
}

export function addGap(tables: Tables, account: number, { first, last }: Span): void {
  tables.prepare('INSERT OR REPLACE INTO gaps (account, first, last) VALUES (?, ?, ?)').run(account, first, last)
}

/** What was erased: everything in a span, its private sessions, or the plays of an artist. */
export type Erasure = Span & { what: '' | 'private' | `artist:${string}` }

/** The name itself would be a trace of what was erased. */
export function artistMark(foldedName: string): Erasure['what'] {
  return `artist:${createHash('sha256').update(`tonearm history ${foldedName}`).digest('base64url')}`
}

export function erasures(tables: Tables, account: number): Erasure[] {
  return tables.prepare('SELECT first, last, what FROM erased WHERE account = ?').all(account) as Erasure[]
}

export function addErasure(tables: Tables, account: number, { first, last, what }: Erasure): void {
  tables.prepare('INSERT INTO erased (account, first, last, what) VALUES (?, ?, ?, ?)').run(account, first, last, what)
}

/** The person wants back what was erased, as far as Spotify or a file still has it. */
export function forgetErasures(tables: Tables, account: number): void {
  tables.prepare('DELETE FROM erased WHERE account = ?').run(account)
}
