import { existsSync, writeFileSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { Problem } from '../../shared/problem.ts'

/** Each step brings the history from one version to the next; steps that were released never change. */
const steps: string[] = [
  `CREATE TABLE accounts (id INTEGER PRIMARY KEY, account TEXT NOT NULL UNIQUE) STRICT;

   -- Names are shared by all plays, and are never part of a play's identity: they differ from export to export.
   CREATE TABLE artists (id INTEGER PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL UNIQUE) STRICT;
   CREATE TABLE albums (
     id     INTEGER PRIMARY KEY,
     name   TEXT NOT NULL,
     artist INTEGER NOT NULL,
     folded TEXT NOT NULL,
     UNIQUE (artist, folded)
   ) STRICT;
   -- A recording: what counts as the same song, whatever its URI. "artist" is the first one, the show or the audiobook.
   CREATE TABLE recs (
     id     INTEGER PRIMARY KEY,
     name   TEXT NOT NULL,
     artist INTEGER NOT NULL,
     kind   INTEGER NOT NULL,
     folded TEXT NOT NULL,
     UNIQUE (artist, kind, folded)
   ) STRICT;
   CREATE TABLE items (
     id         INTEGER PRIMARY KEY,
     uri        TEXT UNIQUE,
     rec        INTEGER NOT NULL,
     album      INTEGER,
     first_name TEXT NOT NULL,
     last_name  TEXT NOT NULL
   ) STRICT;
   CREATE INDEX items_of_rec ON items (rec);
   CREATE INDEX items_of_album ON items (album);
   CREATE TABLE item_artists (
     item INTEGER NOT NULL, position INTEGER NOT NULL, artist INTEGER NOT NULL, PRIMARY KEY (item, position)
   ) WITHOUT ROWID, STRICT;
   CREATE INDEX items_of_artist ON item_artists (artist);
   CREATE TABLE isrcs (isrc TEXT PRIMARY KEY, rec INTEGER NOT NULL) WITHOUT ROWID, STRICT;
   CREATE TABLE contexts (id INTEGER PRIMARY KEY, uri TEXT NOT NULL UNIQUE) STRICT;

   -- Times in milliseconds since the epoch. "ms" is -1 where only Spotify's list of recent plays knows of it, which does not say how long it was heard.
   -- "rec" is that of the item, kept here so that counts need no join. "played_at" is the time in Spotify's list, also of a play that an import knows better.
   -- "reason_start" to "source" are places in the lists of play.ts; "flags" is packed as there.
   CREATE TABLE plays (
     account      INTEGER NOT NULL,
     end          INTEGER NOT NULL,
     item         INTEGER NOT NULL,
     ms           INTEGER NOT NULL,
     rec          INTEGER NOT NULL,
     start        INTEGER,
     reason_start INTEGER NOT NULL,
     reason_end   INTEGER NOT NULL,
     platform     INTEGER NOT NULL,
     flags        INTEGER NOT NULL,
     source       INTEGER NOT NULL,
     context      INTEGER,
     played_at    INTEGER,
     PRIMARY KEY (account, end, item, ms)
   ) WITHOUT ROWID, STRICT;
   CREATE INDEX plays_of_rec ON plays (account, rec, end);
   CREATE INDEX live_plays ON plays (account, rec, end) WHERE source = 0;
   CREATE INDEX short_plays ON plays (account, end) WHERE source = 2;

   -- Spans of time of which an extended history was imported; spans that Spotify's list of recent plays missed; and what the person erased.
   CREATE TABLE covered (account INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (account, first)) WITHOUT ROWID, STRICT;
   CREATE TABLE gaps (account INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (account, first)) WITHOUT ROWID, STRICT;
   CREATE TABLE erased (account INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, what TEXT NOT NULL) STRICT;
   CREATE TABLE polls (account INTEGER PRIMARY KEY, at INTEGER NOT NULL, newest INTEGER) STRICT;`,

  // An index by recording is written all over by an import and doubles its time. Plays are looked for by time; what belongs to a recording, the columns know.
  `DROP INDEX plays_of_rec;
   DROP INDEX live_plays;
   CREATE INDEX listed_plays ON plays (account, played_at) WHERE played_at IS NOT NULL;`,

  // What somebody calls a song or an album is looked up by its words, without the artist. Artists have such an index already.
  `CREATE INDEX recs_called ON recs (folded);
   CREATE INDEX albums_called ON albums (folded);`,
]

/** The name of the copy that is made before the step to this version. */
export function backupName(file: string, version: number): string {
  return `${file}.before-version-${version}`
}

/** The copies that were made before a step. Erasing removes them: what is erased would still stand in them. */
export function backupsOf(file: string): string[] {
  return steps.map((_, index) => backupName(file, index + 1)).filter((name) => existsSync(name))
}

/**
 * Brings the history to the newest version in one transaction, after copying the file.
 *
 * @param to for tests of later steps
 * @throws Problem `invalid-setting` when a newer Tonearm wrote it
 */
export function migrateHistory(database: DatabaseSync, file: string, to: readonly string[] = steps): void {
  if (versionOf(database) === to.length) return
  if (versionOf(database) > 0 && versionOf(database) < to.length) backUp(database, backupName(file, versionOf(database) + 1))
  database.exec('BEGIN IMMEDIATE')
  try {
    const version = versionOf(database)
    if (version > to.length) {
      throw new Problem(
        'invalid-setting',
        'The listening history was written by a newer version of Tonearm. Update Tonearm, or choose another data directory.',
      )
    }
    for (const step of to.slice(version)) database.exec(step)
    database.exec(`PRAGMA user_version = ${to.length}`)
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

/** SQLite copies it: on POSIX systems, a process that opens the file in another way loses its locks. */
function backUp(database: DatabaseSync, copy: string): void {
  // Empty, and for its owner alone.
  writeFileSync(copy, '', { mode: 0o600 })
  database.prepare('VACUUM INTO ?').run(copy)
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version)
}
