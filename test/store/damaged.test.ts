import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { openChangeLog } from '../../src/store/changes.ts'
import { openLibraryIndex } from '../../src/store/library-index.ts'
import { openShortIds } from '../../src/store/short-ids.ts'
import { damagePage, overwrite } from './damage.ts'
import { temporaryDatabase, temporaryFile } from './temporary-database.ts'

const now = () => Date.UTC(2026, 10, 22, 12)
const river = { id: '69ydOT1234567890123456', type: 'track', name: 'Midnight River' }
const change = (what: string) => ({ account: 'wanda', client: 'Claude', what, revert: { what, rows: 'x'.repeat(3_000) } })
const damaged = (file: string) => `${file}.damaged-2026-11-22T12-00-00`

/** A database with items, and with receipts on many pages, that was closed. */
async function filled(receipts: number): Promise<string> {
  const file = temporaryFile()
  const database = temporaryDatabase(file)
  openShortIds(database).remember([river])
  const changes = openChangeLog(database)
  for (let number = 1; number <= receipts; number += 1) await changes.begin(change(`change ${number}`))
  database.close()
  return file
}

describe('a database with a damaged page', () => {
  it('is replaced when a query comes across it, without a restart, and keeps the receipts', async () => {
    const file = await filled(3)
    damagePage(file, 'items')
    const told: unknown[] = []
    const database = temporaryDatabase(file, { now, onTrouble: () => told.push(database.trouble()?.code) })
    const [shortIds, changes] = [openShortIds(database), openChangeLog(database)]
    expect(changes.latest('wanda', 10)).toHaveLength(3)

    expect(shortIds.find('69ydOT')).toBeUndefined()
    expect(existsSync(damaged(file))).toBe(true)
    expect(changes.latest('wanda', 10).map(({ what }) => what)).toEqual(['change 3', 'change 2', 'change 1'])
    expect(shortIds.remember([river]).get(river.id)).toBe('69ydOT')
    database.flush()
    expect(told).toEqual(['database-damaged'])
    expect(database.trouble()?.message).toBe(
      `Tonearm's database was damaged. It was put aside as ${damaged(file)}, and a new one was begun. 3 receipts of changes were saved from it. Short ids from before work again when their items are shown again.`,
    )
    database.close()
    expect(openShortIds(temporaryDatabase(file)).resolve('69ydOT')).toEqual(river)
  })

  it('is replaced while an edit writes its receipt, which is then in the new one', async () => {
    const file = await filled(1)
    damagePage(file, 'changes_of_account')
    const database = temporaryDatabase(file, { now })
    const changes = openChangeLog(database)
    const id = await changes.begin(change('after the damage'))
    expect(changes.find('wanda', id)).toMatchObject({ what: 'after the damage', state: 'begun' })
    expect(existsSync(damaged(file))).toBe(true)
    expect(database.isTransaction).toBe(false)
  })

  it('gives up only those receipts that stand on it', async () => {
    const file = await filled(40)
    const { size } = statSync(file)
    const page = 4_096
    // Somewhere among the receipts, most of the file.
    overwrite(file, Math.floor(size / 2 / page) * page, page)
    const database = temporaryDatabase(file, { now })
    database.replaceDamaged()
    const kept = openChangeLog(database).latest('wanda', 100)
    expect(kept.length).toBeGreaterThanOrEqual(35)
    expect(kept.length).toBeLessThan(40)
    for (const { what, revert } of kept) expect(revert).toEqual(change(what).revert)
  })

  it('that another process has replaced already is not put aside a second time', async () => {
    const file = await filled(1)
    const [app, command] = [temporaryDatabase(file, { now }), temporaryDatabase(file, { now })]
    app.replaceDamaged()
    openShortIds(app).remember([river])
    app.flush()
    command.replaceDamaged()
    expect(openShortIds(command).find('69ydOT')).toEqual(river)
    expect(readdirSync(dirname(file)).filter((name) => /damaged-[^-]+-[^-]+-[^-]+-\d\d-\d\d$/.test(name))).toHaveLength(1)
    expect(command.trouble()).toBeUndefined()
  })

  it('that another process has replaced is no longer written to: what is kept goes into the new one', async () => {
    const file = await filled(1)
    const [app, command] = [temporaryDatabase(file, { now }), temporaryDatabase(file, { now })]
    const changes = openChangeLog(command)
    app.replaceDamaged()
    // How often a process looks whether its file is still there.
    await wait(1_100)
    const id = await changes.begin(change('later'))
    expect(openChangeLog(app).find('wanda', id)).toBeDefined()
  })

  it('is noticed in the index of the library, too, and what was searched is read again', async () => {
    const file = await filled(1)
    damagePage(file, 'library_rows')
    const database = temporaryDatabase(file, { now })
    const library = openLibraryIndex(database)
    library.replace('wanda', { list: 'a', name: 'A', version: '1', total: 1 }, [{ position: 0, item: { name: 'x' }, words: 'river' }])
    expect(library.search('wanda', [' riv'])).toHaveLength(1)
    expect(existsSync(damaged(file))).toBe(true)
    database.close()
    const raw = new DatabaseSync(file)
    expect(raw.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
    expect(raw.prepare('SELECT count(*) AS count FROM changes').get()).toEqual({ count: 1 })
    raw.close()
  })
})
