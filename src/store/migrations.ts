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
  // What the person has and where: the lists that were read, and their rows.
  `CREATE TABLE library_lists (
     account TEXT NOT NULL,
     list    TEXT NOT NULL,
     name    TEXT NOT NULL,
     version TEXT NOT NULL,
     total   INTEGER NOT NULL,
     PRIMARY KEY (account, list)
   ) WITHOUT ROWID, STRICT;
   CREATE TABLE library_rows (
     account  TEXT NOT NULL,
     list     TEXT NOT NULL,
     position INTEGER NOT NULL,
     uri      TEXT,
     item     TEXT NOT NULL,
     words    TEXT NOT NULL,
     added_at TEXT,
     PRIMARY KEY (account, list, position)
   ) STRICT;
   CREATE INDEX library_rows_by_uri ON library_rows (account, uri)`,
  // The receipts of changes. `sequence` tells two of the same millisecond apart.
  `CREATE TABLE changes (
     sequence INTEGER PRIMARY KEY,
     id       TEXT NOT NULL UNIQUE,
     account  TEXT NOT NULL,
     at       INTEGER NOT NULL,
     client   TEXT NOT NULL,
     what     TEXT NOT NULL,
     state    TEXT NOT NULL,
     revert   TEXT NOT NULL,
     undoes   TEXT
   ) STRICT;
   CREATE INDEX changes_of_account ON changes (account, sequence);
   CREATE INDEX changes_undoing ON changes (undoes)`,
  // Items that were shown belong to an account. Of those before nobody can tell whose they are, so they are forgotten: a model searches again.
  `DROP TABLE items;
   CREATE TABLE items (
     account TEXT NOT NULL,
     id      TEXT NOT NULL,
     type    TEXT NOT NULL,
     name    TEXT NOT NULL,
     PRIMARY KEY (account, id)
   ) WITHOUT ROWID, STRICT`,
  // Rows are found by their recording, too, and by words that are folded as shared/words.ts says since November 2026. The lists are read again.
  `DELETE FROM library_lists;
   DROP TABLE library_rows;
   CREATE TABLE library_rows (
     account   TEXT NOT NULL,
     list      TEXT NOT NULL,
     position  INTEGER NOT NULL,
     uri       TEXT,
     item      TEXT NOT NULL,
     words     TEXT NOT NULL,
     recording TEXT,
     isrc      TEXT,
     added_at  TEXT,
     PRIMARY KEY (account, list, position)
   ) STRICT;
   CREATE INDEX library_rows_by_uri ON library_rows (account, uri);
   CREATE INDEX library_rows_by_recording ON library_rows (account, recording) WHERE recording IS NOT NULL;
   CREATE INDEX library_rows_by_isrc ON library_rows (account, isrc) WHERE isrc IS NOT NULL`,
  // The files that lists were exported to, and what was in them (SHA-256, hexadecimal).
  `CREATE TABLE exports (
     account TEXT NOT NULL,
     name    TEXT NOT NULL,
     hash    TEXT NOT NULL,
     PRIMARY KEY (account, name)
   ) WITHOUT ROWID, STRICT`,
  // What apps did, in words for people.
  `CREATE TABLE activity (
     sequence    INTEGER PRIMARY KEY,
     account     TEXT NOT NULL,
     at          INTEGER NOT NULL,
     client      TEXT NOT NULL,
     tool        TEXT NOT NULL,
     kind        TEXT NOT NULL,
     words       TEXT NOT NULL,
     failed      INTEGER NOT NULL,
     receipt     TEXT,
     duration_ms INTEGER NOT NULL,
     tokens      INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX activity_of_account ON activity (account, sequence);
   CREATE INDEX activity_by_time ON activity (at)`,
]

/**
 * Brings the database to the newest version, in one transaction.
 *
 * @throws Problem `invalid-setting` when a newer Tonearm wrote it: this one would not know what it may change
 */
export function migrate(database: DatabaseSync): void {
  // Most starts have nothing to do here, and need not wait for a process that writes.
  if (versionOf(database) === steps.length) return
  database.exec('BEGIN IMMEDIATE')
  try {
    const version = versionOf(database)
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
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version)
}
