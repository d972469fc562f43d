import { existsSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { setImmediate, setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../src/config/logging.ts'
import { createDatabaseCheck } from '../../src/store/check-database.ts'
import type { OpenDatabase } from '../../src/store/database.ts'
import { openLibraryIndex } from '../../src/store/library-index.ts'
import { quickCheck } from '../../src/store/quick-check.ts'
import { damagePage, overwrite } from './damage.ts'
import { temporaryDatabase, temporaryFile } from './temporary-database.ts'

const dayMs = 24 * 60 * 60_000

/** A database with a page that no query of these tests reads. */
function damagedFile(): string {
  const file = temporaryFile()
  temporaryDatabase(file).close()
  damagePage(file, 'library_rows')
  return file
}

/** Answers once, and waits until the check is over. */
async function answer(file: string, database: OpenDatabase, now = Date.now()): Promise<void> {
  const before = statSync(`${file}.checked`, { throwIfNoEntry: false })?.ctimeMs
  createDatabaseCheck({ file, database, log: silentLog, now: () => now, afterMs: 1 })()
  await expect.poll(() => statSync(`${file}.checked`, { throwIfNoEntry: false })?.ctimeMs).not.toBe(before)
}

const checkedAt = (file: string, time: number) => {
  writeFileSync(`${file}.checked`, '')
  utimesSync(`${file}.checked`, time / 1_000, time / 1_000)
}

describe('the check of the database', () => {
  it('sees damage that no query has met, without keeping anybody waiting', async () => {
    expect(await quickCheck(damagedFile())).toMatch(/malformed|library_rows|btree|Tree/i)
    const sound = temporaryFile()
    temporaryDatabase(sound).close()
    expect(await quickCheck(sound)).toBeUndefined()
    expect(await quickCheck(`${sound}-that-is-not-there`)).toBeUndefined()
  })

  it('does not stand in the way of other work in this process', async () => {
    const file = temporaryFile()
    const database = temporaryDatabase(file)
    const rows = Array.from({ length: 20_000 }, (_, position) => ({ position, item: { text: 'x'.repeat(200) }, words: `song ${position}` }))
    openLibraryIndex(database).replace('wanda', { list: 'a', name: 'A', version: '1', total: rows.length }, rows)
    let over = false
    const check = quickCheck(file).finally(() => {
      over = true
    })
    let turns = 0
    for (; !over; turns += 1) await setImmediate()
    expect(await check).toBeUndefined()
    expect(turns).toBeGreaterThan(50)
  })

  it('follows the first answer after a process was killed, and replaces a damaged file', async () => {
    const file = damagedFile()
    checkedAt(file, Date.now())
    // What SQLite leaves behind when nobody closed the file.
    writeFileSync(`${file}-wal`, '')
    const database = temporaryDatabase(file)
    expect(database.stoppedCleanly).toBe(false)
    await answer(file, database)
    expect(database.trouble()).toMatchObject({ code: 'database-damaged' })
    expect(await quickCheck(file)).toBeUndefined()
  })

  it('is made once a week after clean stops, and not before', async () => {
    const file = damagedFile()
    const database = temporaryDatabase(file)
    expect(database.stoppedCleanly).toBe(true)
    const now = Date.now()
    checkedAt(file, now - 6 * dayMs)
    createDatabaseCheck({ file, database, log: silentLog, now: () => now, afterMs: 1 })()
    await wait(300)
    expect(database.trouble()).toBeUndefined()
    expect(statSync(`${file}.checked`).mtimeMs).toBeCloseTo(now - 6 * dayMs, -1)

    await answer(file, database, now + 2 * dayMs)
    expect(database.trouble()).toMatchObject({ code: 'database-damaged' })
    expect(statSync(`${file}.checked`).mtimeMs).toBeCloseTo(now + 2 * dayMs, -1)
  })

  it('leaves a sound database alone, and is for its owner only', async () => {
    const file = temporaryFile()
    temporaryDatabase(file).close()
    const database = temporaryDatabase(file)
    await answer(file, database)
    expect(database.trouble()).toBeUndefined()
    expect(statSync(`${file}.checked`).mode & 0o777).toBe(0o600)
  })

  it('has nothing to look for in a database that was just made', async () => {
    const file = temporaryFile()
    const database = temporaryDatabase(file)
    const index = openLibraryIndex(database)
    index.replace('wanda', { list: 'a', name: 'A', version: '1', total: 1 }, [{ position: 0, item: {}, words: 'river' }])
    damagePage(file, 'library_rows')
    await answer(file, database)
    expect(database.trouble()).toBeUndefined()
  })

  it('does not touch a database that was closed before it began', async () => {
    const file = damagedFile()
    const database = temporaryDatabase(file)
    createDatabaseCheck({ file, database, log: silentLog, afterMs: 50 })()
    database.close()
    await wait(150)
    expect(existsSync(`${file}.checked`)).toBe(false)
  })

  it('is not fooled by damage in a free part of the file', async () => {
    const file = temporaryFile()
    const database = temporaryDatabase(file)
    database.exec('CREATE TABLE gone (text TEXT) STRICT')
    for (let row = 0; row < 200; row += 1) database.prepare('INSERT INTO gone VALUES (?)').run('x'.repeat(1_000))
    database.exec('DROP TABLE gone; PRAGMA wal_checkpoint(TRUNCATE)')
    const { size } = statSync(file)
    database.close()
    overwrite(file, size - 4_096, 4_096)
    expect(await quickCheck(file)).toBeUndefined()
  })
})
