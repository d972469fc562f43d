import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openAccounts } from '../../src/store/accounts.ts'
import { openExports } from '../../src/store/exports.ts'
import { temporaryDatabase } from './temporary-database.ts'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'tonearm-exports-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

function started() {
  const database = temporaryDatabase()
  const place = folder()
  return { database, place, exports: openExports(database, () => place) }
}

describe('exported files', () => {
  it('are read again by whose they are, and by nobody else', async () => {
    const { exports } = started()
    const { name } = await exports.write('wanda', 'Mix', 'csv', 'text')
    expect(await exports.read('wanda', name)).toBe('text')
    await expect(exports.read('otto', name)).rejects.toThrow('is no file that Tonearm exported for this account')
  })

  it('are forgotten with their account; the files stay', async () => {
    const { database, exports, place } = started()
    await exports.write('wanda', 'Mix', 'csv', 'text')
    openAccounts(database).forget('wanda')
    await expect(exports.read('wanda', 'Mix.csv')).rejects.toThrow('is no file that Tonearm exported')
    expect(readdirSync(place)).toEqual(['Mix.csv'])
  })

  it('of the same name that are written at the same time are two files', async () => {
    const { exports, place } = started()
    const names = await Promise.all(['one', 'two', 'three'].map((text) => exports.write('wanda', 'Mix', 'csv', text)))
    expect(names.map(({ name }) => name)).toEqual(['Mix.csv', 'Mix (2).csv', 'Mix (3).csv'])
    expect(readFileSync(join(place, 'Mix (2).csv'), 'utf8')).toBe('two')
  })

  it('do not stay when it cannot be noted that they are ours', async () => {
    const { database, exports, place } = started()
    database.exec('DROP TABLE exports')
    await expect(exports.write('wanda', 'Mix', 'csv', 'text')).rejects.toThrow()
    expect(readdirSync(place)).toEqual([])
  })

  it('that a killed process left half written are removed; other files are not', async () => {
    const { exports, place } = started()
    const [left, foreign] = [join(place, '.tonearm-export.999999.new'), join(place, 'x.1.new')]
    for (const file of [left, foreign]) {
      writeFileSync(file, 'half')
      utimesSync(file, 0, 0)
    }
    await exports.write('wanda', 'Mix', 'csv', 'text')
    expect(readdirSync(place).sort()).toEqual(['Mix.csv', 'x.1.new'])
  })
})
