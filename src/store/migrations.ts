import type { DatabaseSync } from 'node:sqlite'
import { Problem } from '../shared/problem.ts'

/** Each step brings the database from one version to the next; steps that were released never change. */
const steps: string[] = [
  // Every item that was ever shown, so that the short form of its id can be resolved later.
  `CREATE TABLE items (
     id   TEXT PRIMARY KEY,
     type TEXT NOT NULL,
     name TEXT NOT NULL
   ) WITHOUT ROWID, STRICT`,
]

/**
 * Brings the database to the newest version, in one transaction.
 *
 * @throws Problem `invalid-setting` when a newer Tonearm wrote it: this one would not know what it may change
 */
export function migrate(database: DatabaseSync): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number }
    if (version > steps.length) {
      throw new Problem(
        'invalid-setting',
        'The data of Tonearm was written by a newer version. Update Tonearm, or choose another data directory.',
      )
    }
    for (const step of steps.slice(version)) database.exec(step)
    database.exec(`PRAGMA user_version = ${steps.length}`)
    database.exec('COMMIT')
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}
