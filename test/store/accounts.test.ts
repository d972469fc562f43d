import { describe, expect, it } from 'vitest'
import { openAccounts } from '../../src/store/accounts.ts'
import type { OpenDatabase } from '../../src/store/database.ts'
import { temporaryDatabase } from './temporary-database.ts'

type Column = { name: string; type: string }

/** The tables whose rows belong to somebody, each with a row of Wanda's. */
function tablesWithRows(database: OpenDatabase, account: string): string[] {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all() as { name: string }[]
  return tables.flatMap(({ name }) => {
    const columns = database.prepare(`PRAGMA table_info(${name})`).all() as Column[]
    if (!columns.some((column) => column.name === 'account')) return []
    const values = columns.map((column) => (column.name === 'account' ? account : column.type === 'INTEGER' ? 1 : 'x'))
    database.prepare(`INSERT INTO ${name} VALUES (${columns.map(() => '?').join(', ')})`).run(...values)
    return [name]
  })
}

const owners = (database: OpenDatabase, table: string) =>
  (database.prepare(`SELECT account FROM ${table}`).all() as { account: string }[]).map(({ account }) => account)

describe('what is kept of an account', () => {
  it('is forgotten in every table that has accounts', () => {
    const database = temporaryDatabase()
    const tables = tablesWithRows(database, 'wanda')
    expect(tables.length).toBeGreaterThan(4)
    openAccounts(database).forget('wanda')
    for (const table of tables) expect(owners(database, table), table).toEqual([])
  })

  it('goes to the lasting id of the account in every such table', () => {
    const database = temporaryDatabase()
    const tables = tablesWithRows(database, 'wanda.listens')
    openAccounts(database).adopt('wanda.listens', 'lasting')
    for (const table of tables) expect(owners(database, table), table).toEqual(['lasting'])
  })
})
