import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { silentLog } from '../../src/config/logging.ts'
import { openDatabase } from '../../src/store/database.ts'
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
    openShortIds(first).remember([river])
    first.close()

    const second = openDatabase(file, silentLog)
    expect(openShortIds(second).resolve('69ydOT')).toEqual(river)
    second.close()
  })

  it('can be open in two processes at once', () => {
    const file = databaseFile()
    const [app, command] = [openDatabase(file, silentLog), openDatabase(file, silentLog)]
    openShortIds(app).remember([river])
    expect(openShortIds(command).resolve('69yd')).toEqual(river)
    app.close()
    command.close()
  })

  it('puts a damaged file aside, with all that is in it, and begins a new one', () => {
    const file = databaseFile()
    openDatabase(file, silentLog).close()
    writeFileSync(file, 'this was a database once, before the disk broke'.repeat(100))
    const errors: string[] = []

    const database = openDatabase(file, { ...silentLog, error: (message) => void errors.push(message) }, () => Date.UTC(2026, 10, 22, 12))
    expect(openShortIds(database).remember([river]).get(river.id)).toBe('69ydOT')
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
})
