import type { Tables } from '../transaction.ts'
import { heardFirst, heardLast } from './heard-span.ts'
import { privateFlag } from './play.ts'
import { addErasure, artistMark, type Span } from './spans.ts'

/** What is erased: everything, a span of time, the plays of one artist, or the private sessions. */
export type EraseWhat = { what: 'all' } | ({ what: 'span' } & Span) | { what: 'artist'; foldedName: string } | { what: 'private' }

/**
 * Deletes plays, with the names that nothing needs any more, and notes the times, so that neither Spotify's list nor an export brings them back. Inside of
 * a transaction; what was deleted stands in the file until it is scrubbed (history-database.ts).
 *
 * @param now what is played later is kept
 * @returns how many plays were deleted
 */
export function erasePlays(tables: Tables, account: number, erase: EraseWhat, now: number): number {
  const always = { first: 0, last: now }
  switch (erase.what) {
    case 'all':
      addErasure(tables, account, { ...always, what: '' })
      return deleteWhere(tables, account, `${heardFirst} <= ?`, [now])
    case 'span':
      addErasure(tables, account, { first: erase.first, last: Math.min(erase.last, now), what: '' })
      return deleteWhere(tables, account, `${heardFirst} <= ? AND ${heardLast} >= ?`, [erase.last, erase.first])
    case 'private':
      addErasure(tables, account, { ...always, what: 'private' })
      return deleteWhere(tables, account, 'flags & ? = ?', [privateFlag.mask, privateFlag.value])
    case 'artist': {
      const condition =
        'rec IN (SELECT recs.id FROM recs JOIN artists ON artists.id = artist WHERE artists.folded = ?) OR item IN (SELECT item FROM item_artists JOIN artists ON artists.id = artist WHERE artists.folded = ?)'
      addErasure(tables, account, { ...always, what: artistMark(erase.foldedName) })
      return deleteWhere(tables, account, condition, [erase.foldedName, erase.foldedName])
    }
  }
}

function deleteWhere(tables: Tables, account: number, condition: string, values: (number | string)[]): number {
  const { changes } = tables.prepare(`DELETE FROM plays WHERE account = ? AND (${condition})`).run(account, ...values)
  dropUnused(tables)
  return Number(changes)
}

/** The tables of an account's rows. */
const tablesOfAccounts = ['plays', 'covered', 'gaps', 'erased', 'polls'] as const

/** Deletes all that is kept of an account, or of every account; what it erased, too. */
export function forgetAccount(tables: Tables, account?: string): void {
  const whose = account === undefined ? [] : [account]
  const condition = account === undefined ? '' : 'WHERE account IN (SELECT id FROM accounts WHERE account = ?)'
  for (const table of tablesOfAccounts) tables.prepare(`DELETE FROM ${table} ${condition}`).run(...whose)
  tables.prepare(`DELETE FROM accounts ${account === undefined ? '' : 'WHERE account = ?'}`).run(...whose)
  dropUnused(tables)
}

/** Gives the rows that were kept under an earlier id of an account to its lasting id. */
export function adoptAccount(tables: Tables, earlierId: string, account: string): void {
  const numberOf = (id: string) => tables.prepare('SELECT id FROM accounts WHERE account = ?').get(id)?.id as number | undefined
  const [from, to] = [numberOf(earlierId), numberOf(account)]
  if (from === undefined) return
  if (to === undefined) {
    tables.prepare('UPDATE accounts SET account = ? WHERE id = ?').run(account, from)
    return
  }
  for (const table of tablesOfAccounts) tables.prepare(`UPDATE OR REPLACE ${table} SET account = ? WHERE account = ?`).run(to, from)
  tables.prepare('DELETE FROM accounts WHERE id = ?').run(from)
}

/** Names are traces, too. */
function dropUnused(tables: Tables): void {
  tables.exec(`
    DELETE FROM items WHERE id NOT IN (SELECT item FROM plays);
    DELETE FROM item_artists WHERE item NOT IN (SELECT id FROM items);
    DELETE FROM recs WHERE id NOT IN (SELECT rec FROM items UNION SELECT rec FROM plays);
    DELETE FROM isrcs WHERE rec NOT IN (SELECT id FROM recs);
    DELETE FROM albums WHERE id NOT IN (SELECT album FROM items WHERE album IS NOT NULL);
    DELETE FROM artists WHERE id NOT IN (SELECT artist FROM recs UNION SELECT artist FROM albums UNION SELECT artist FROM item_artists);
    DELETE FROM contexts WHERE id NOT IN (SELECT context FROM plays WHERE context IS NOT NULL);
  `)
}
