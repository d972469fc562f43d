import { DatabaseSync } from 'node:sqlite'

type Row = Record<string, string | number | null>

/** A damaged page lies between what can be read from both ends. So many single rows are tried there. */
const mostTried = 5_000

/**
 * Copies the receipts that can still be read in a damaged database into a new one, so that changes can be undone all the same.
 *
 * @returns how many were saved
 */
export function rescueReceipts(damagedFile: string, fresh: DatabaseSync): number {
  const rows = readableRows(damagedFile)
  const columns = fresh
    .prepare('SELECT name FROM pragma_table_info(?)')
    .all('changes')
    .map(({ name }) => String(name))
  let saved = 0
  for (const row of rows) {
    const known = columns.filter((column) => column in row)
    const insert = `INSERT INTO changes (${known.join(', ')}) VALUES (${known.map(() => '?').join(', ')})`
    try {
      fresh.prepare(insert).run(...known.map((column) => row[column] ?? null))
      saved += 1
    } catch {
      // A row that is not whole, or the new database fails, too. The old file keeps it.
    }
  }
  return saved
}

function readableRows(file: string): Row[] {
  const rows = new Map<number, Row>()
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file)
    const [first, last] = [readFrom(database, 'ASC', rows), readFrom(database, 'DESC', rows)]
    if (first === undefined || last === undefined) return inOrder(rows)
    const single = database.prepare('SELECT * FROM changes WHERE sequence = ?')
    for (let sequence = first + 1; sequence < last && sequence - first <= mostTried; sequence += 1) {
      try {
        add(single.get(sequence), rows)
      } catch {
        // This one stands on the damaged page.
      }
    }
  } catch {
    // Nothing of it can be read.
  } finally {
    database?.close()
  }
  return inOrder(rows)
}

/** Reads as far as that works. @returns the last sequence that could be read */
function readFrom(database: DatabaseSync, order: 'ASC' | 'DESC', rows: Map<number, Row>): number | undefined {
  let last: number | undefined
  try {
    for (const row of database.prepare(`SELECT * FROM changes ORDER BY sequence ${order}`).iterate()) last = add(row, rows) ?? last
  } catch {
    // The damaged page.
  }
  return last
}

function add(row: Record<string, unknown> | undefined, rows: Map<number, Row>): number | undefined {
  if (typeof row?.sequence !== 'number' || !isJson(row.revert)) return undefined
  rows.set(row.sequence, row as Row)
  return row.sequence
}

function isJson(text: unknown): boolean {
  try {
    return typeof text === 'string' && typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

function inOrder(rows: Map<number, Row>): Row[] {
  return [...rows.entries()].sort(([one], [other]) => one - other).map(([, row]) => row)
}
