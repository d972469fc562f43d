import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { silentLog } from '../../src/config/logging.ts'
import { openChangeLog } from '../../src/store/changes.ts'
import { openDatabase } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrations.ts'
import { openShortIds } from '../../src/store/short-ids.ts'

function databaseFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tonearm-store-'))
  onTestFinished(() => rmSync(directory, { recursive: true }))
  return join(directory, 'deep', 'tonearm.sqlite')
}

const river = { id: '69ydOT1234567890123456', type: 'track', name: 'Midnight River' }

describe('the database', () => {
  it('is made at the first start and keeps what it knows', () => {
    const file = databaseFile()
    const first = openDatabase(file, silentLog)
    openShortIds(first)('wanda').remember([river])
    first.close()

    const second = openDatabase(file, silentLog)
    expect(openShortIds(second)('wanda').resolve('69ydOT')).toEqual(river)
    second.close()
  })

  it('can be open in two processes at once', async () => {
    const file = databaseFile()
    const [app, command] = [openDatabase(file, silentLog), openDatabase(file, silentLog)]
    openShortIds(app)('wanda').remember([river])
    await expect.poll(() => openShortIds(command)('wanda').find('69yd')).toEqual(river)
    app.close()
    command.close()
  })

  it('puts a damaged file aside, with all that is in it, and begins a new one', () => {
    const file = databaseFile()
    openDatabase(file, silentLog).close()
    writeFileSync(file, 'this was a database once, before the disk broke'.repeat(100))
    const errors: string[] = []

    const database = openDatabase(
      file,
      { ...silentLog, error: (message) => void errors.push(message) },
      { now: () => Date.UTC(2026, 10, 22, 12) },
    )
    expect(openShortIds(database)('wanda').remember([river]).get(river.id)).toBe('69ydOT')
    database.close()
    expect(readFileSync(`${file}.damaged-2026-11-22T12-00-00`, 'utf8')).toContain('before the disk broke')
    expect(errors).toEqual([expect.stringContaining('put aside')])
  })

  it('leaves the data of a newer version alone', () => {
    const file = databaseFile()
    const newer = openDatabase(file, silentLog)
    newer.exec('PRAGMA user_version = 999')
    newer.close()

    expect(() => openDatabase(file, silentLog)).toThrow('written by a newer version')
    expect(existsSync(file)).toBe(true)
    expect(readdirSync(join(file, '..')).filter((name) => name.includes('damaged'))).toEqual([])
  })

  it('lets only its user into its folder, writes ahead, and never waits for another process that writes', () => {
    const file = databaseFile()
    const database = openDatabase(file, silentLog)
    expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700)
    const value = (pragma: string) => Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]
    expect([value('journal_mode'), value('synchronous'), value('busy_timeout')]).toEqual(['wal', 1, 0])
    database.close()
  })

  it('is for its owner only, also one that an older version made', () => {
    const file = databaseFile()
    openDatabase(file, silentLog).close()
    chmodSync(file, 0o644)
    const database = openDatabase(file, silentLog)
    openShortIds(database)('wanda').remember([river])
    database.flush()
    expect(['', '-wal', '-shm'].map((part) => statSync(file + part).mode & 0o777)).toEqual([0o600, 0o600, 0o600])
    database.close()
  })

  it('puts a file aside whose pages are damaged, also when its head looks right', () => {
    const file = databaseFile()
    const first = openDatabase(file, silentLog)
    openShortIds(first)('wanda').remember([river])
    first.close()
    const bytes = readFileSync(file)
    writeFileSync(file, Buffer.concat([bytes.subarray(0, 100), Buffer.alloc(bytes.length - 100, 0xff)]))

    const database = openDatabase(file, silentLog, { now: () => Date.UTC(2026, 10, 22, 12) })
    expect(openShortIds(database)('wanda').find('69ydOT')).toBeUndefined()
    database.close()
    expect(existsSync(`${file}.damaged-2026-11-22T12-00-00`)).toBe(true)
  })

  it('does not take for damage what only cannot be opened, says so, and is used as soon as it can be', () => {
    const file = databaseFile()
    mkdirSync(file, { recursive: true })
    const database = openDatabase(file, silentLog)
    expect(database.trouble()).toMatchObject({ code: 'database-unavailable', message: expect.stringContaining(file) })
    expect(readdirSync(join(file, '..'))).toEqual(['tonearm.sqlite'])
    const shortIds = openShortIds(database)('wanda')
    expect(shortIds.remember([river]).get(river.id)).toBe('69ydOT')
    expect(shortIds.resolve('69ydOT')).toEqual(river)

    rmdirSync(file)
    database.flush()
    database.close()
    const again = openDatabase(file, silentLog)
    expect(openShortIds(again)('wanda').resolve('69ydOT')).toEqual(river)
    again.close()
  })

  it('that an older version left is brought to the newest step by step, and keeps what is known to be somebody’s', async () => {
    const file = databaseFile()
    const old = openDatabase(file, silentLog)
    const receipt = await openChangeLog(old).begin({ account: 'wanda', client: 'test', what: 'x', revert: {} })
    old.exec(`DROP TABLE activity; DROP TABLE exports; DROP TABLE items; CREATE TABLE items (id TEXT PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL) WITHOUT ROWID, STRICT;
      INSERT INTO items VALUES ('${river.id}', 'track', 'River'); PRAGMA user_version = 3`)
    old.close()

    const database = openDatabase(file, silentLog)
    // Nobody can tell to whom it was shown.
    expect(openShortIds(database)('wanda').find(river.id)).toBeUndefined()
    expect(openChangeLog(database).latest('wanda', 1)).toMatchObject([{ id: receipt }])
    expect(database.prepare('PRAGMA user_version').get()).toEqual({ user_version: 7 })
    expect(database.isTransaction).toBe(false)
    database.close()
  })

  it('is left as it was when a step fails', () => {
    const file = databaseFile()
    openDatabase(file, silentLog).close()
    const old = new DatabaseSync(file)
    // The second step makes library_lists, which goes, and library_rows, which is there already.
    old.exec('DROP TABLE library_lists; PRAGMA user_version = 1')
    expect(() => migrate(old)).toThrow('already exists')
    expect(old.isTransaction).toBe(false)
    expect(old.prepare("SELECT name FROM sqlite_schema WHERE name = 'library_lists'").get()).toBeUndefined()
    expect(old.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 })
    old.close()
  })
})
