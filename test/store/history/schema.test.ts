import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { backupName, migrateHistory } from '../../../src/store/history/schema.ts'
import { temporaryFile } from '../temporary-database.ts'

const first = 'CREATE TABLE a (x)'

function openFile(file = temporaryFile('history.sqlite')) {
  const database = new DatabaseSync(file)
  database.exec('PRAGMA journal_mode = WAL')
  onTestFinished(() => database.close())
  return { file, database }
}

describe('the tables of the listening history', () => {
  it.each(['recs', 'albums', 'artists'])('find a name in %s without looking at all of them', (table) => {
    const { file, database } = openFile()
    migrateHistory(database, file)
    const plan = database
      .prepare(`EXPLAIN QUERY PLAN SELECT id FROM ${table} WHERE folded = ? OR (folded >= ? AND folded < ?)`)
      .all('', '', '')
    expect(plan.map(({ detail }) => detail)).not.toContainEqual(expect.stringMatching(/^SCAN/))
  })
})

describe('the migrations of the listening history', () => {
  it('copy the file before a later step, as it was', () => {
    const { file, database } = openFile()
    migrateHistory(database, file, [first])
    expect(existsSync(backupName(file, 1))).toBe(false)
    database.exec('INSERT INTO a VALUES (7)')
    migrateHistory(database, file, [first, 'DELETE FROM a'])
    const { database: backup } = openFile(backupName(file, 2))
    expect(backup.prepare('SELECT x FROM a').all()).toEqual([{ x: 7 }])
    expect(database.prepare('SELECT x FROM a').all()).toEqual([])
  })

  it('change nothing when a step fails', () => {
    const { file, database } = openFile()
    migrateHistory(database, file, [first])
    database.exec('INSERT INTO a VALUES (7)')
    expect(() => migrateHistory(database, file, [first, 'DELETE FROM a; DROP TABLE missing'])).toThrow()
    expect(database.prepare('SELECT x FROM a').all()).toEqual([{ x: 7 }])
  })

  it('refuse what a newer version wrote', () => {
    const { file, database } = openFile()
    database.exec('PRAGMA user_version = 99')
    expect(() => migrateHistory(database, file)).toThrow('newer version of Tonearm')
  })
})
