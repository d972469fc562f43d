import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { silentLog } from '../../src/config/logging.ts'
import { Problem } from '../../src/shared/problem.ts'
import { openChangeLog } from '../../src/store/changes.ts'
import { type IndexedRow, openLibraryIndex } from '../../src/store/library-index.ts'
import { openShortIds } from '../../src/store/short-ids.ts'
import { createWriteBehind } from '../../src/store/write-behind.ts'
import { temporaryDatabase, temporaryFile } from './temporary-database.ts'

/** A database, another connection that locks it, and the database as the next start finds it. */
function lockable() {
  const file = temporaryFile()
  const database = temporaryDatabase(file)
  const other = new DatabaseSync(file)
  onTestFinished(() => other.close())
  return {
    database,
    lock: () => other.exec('BEGIN IMMEDIATE'),
    free: () => other.exec('ROLLBACK'),
    afterwards() {
      database.close()
      return temporaryDatabase(file)
    },
  }
}

const item = (id: string, name = id) => ({ id: id.padEnd(22, '0'), type: 'track', name })
const list = (name: string, total = 1, version = '1') => ({ list: name, name: name.toUpperCase(), version, total })
const row = (position: number, words: string): IndexedRow => ({ position, words, uri: `u:${words}`, item: { name: words } })
const change = { account: 'wanda', client: 'Claude', what: 'one', revert: { kind: 'test' } }

describe('while another process writes to the database', () => {
  it('short ids are known at once, unique beside those that were written, and written later', () => {
    const { database, lock, free, afterwards } = lockable()
    const ids = openShortIds(database)
    ids.remember([item('oSn9qpAA1', 'Old name')])
    database.flush()
    lock()
    expect([...ids.remember([item('oSn9qpAA2'), item('oSn9qpAA1', 'New name'), item('zzzzzzA')]).values()]).toEqual([
      'oSn9qpAA2',
      'oSn9qpAA1',
      'zzzzzz',
    ])
    expect(ids.resolve('oSn9qpAA2').name).toBe('oSn9qpAA2')
    expect(ids.resolve('oSn9qpAA1').name).toBe('New name')
    expect(() => ids.resolve('oSn9')).toThrow(/"oSn9" could be two items: oSn9qpAA1 New name \(track\) or oSn9qpAA2 oSn9qpAA2/)
    expect(() => database.flush()).toThrow(/does not finish/)
    free()
    const next = openShortIds(afterwards())
    expect(['oSn9qpAA1', 'oSn9qpAA2', 'zzzz'].map((id) => next.resolve(id).name)).toEqual(['New name', 'oSn9qpAA2', 'zzzzzzA'])
  })

  it('the index of the library takes lists, finds them beside those that were written, and writes them later', () => {
    const { database, lock, free, afterwards } = lockable()
    const index = openLibraryIndex(database)
    for (const name of ['a', 'b', 'c', 'd']) index.replace('wanda', list(name), [row(0, `${name} river`)])
    lock()
    index.replace('wanda', list('a', 1, '2'), [row(0, 'a ocean')])
    index.add('wanda', list('b', 2, '2'), [row(1, 'b ocean')])
    index.rename('wanda', 'c', 'New name')
    index.remove('wanda', 'd')

    const seen = (one: typeof index) => ({
      river: one.search('wanda', [' river']).map((hit) => hit.list),
      ocean: one.search('wanda', [' ocean']).map((hit) => `${hit.list} ${hit.position}`),
      holding: one.holding('wanda', ['u:b river', 'u:d river', 'u:a ocean']).map((hit) => hit.list),
      lists: [...one.lists('wanda').values()].map(({ name, version }) => `${name} ${version}`).sort(),
    })
    const expected = {
      river: ['b', 'c'],
      ocean: ['a 0', 'b 1'],
      holding: ['b', 'a'],
      lists: ['A 2', 'B 2', 'New name 1'],
    }
    expect(seen(index)).toEqual(expected)
    free()
    database.flush()
    expect(seen(index)).toEqual(expected)
    expect(seen(openLibraryIndex(afterwards()))).toEqual(expected)
  })

  it('the index of the library is forgotten at once, and in the file later', () => {
    const { database, lock, free, afterwards } = lockable()
    const index = openLibraryIndex(database)
    index.replace('wanda', list('a'), [row(0, 'a river')])
    lock()
    index.replace('wanda', list('b'), [row(0, 'b river')])
    index.forget()
    expect(index.lists('wanda').size + index.search('wanda', [' river']).length).toBe(0)
    free()
    expect(openLibraryIndex(afterwards()).lists('wanda').size).toBe(0)
  })

  it('a receipt waits a moment, without keeping anything else waiting', async () => {
    const { database, lock, free } = lockable()
    const log = openChangeLog(database)
    lock()
    const begun = log.begin(change)
    let turns = 0
    for (; turns < 20; turns += 1) await wait(5)
    expect(log.latest('wanda', 5)).toEqual([])
    free()
    expect(log.find('wanda', await begun)).toMatchObject({ state: 'begun' })
  })

  it('what became of a change is known at once, and written later', async () => {
    const { database, lock, free, afterwards } = lockable()
    const log = openChangeLog(database)
    const [first, second, third] = await Promise.all([log.begin(change), log.begin(change), log.begin({ ...change, what: 'two' })])
    const undone = await log.begin({ ...change, undoes: second })
    lock()
    log.finish(first, 'partly done', '1 of 2 steps done')
    log.amend(first, { kind: 'other' })
    log.finish(second, 'done')
    log.finish(undone, 'done')
    log.drop(third)
    const seen = (one: typeof log) =>
      one.latest('wanda', 9).map(({ what, state, revert }) => [what, state, (revert as { kind: string }).kind])
    const expected = [
      ['one', 'done', 'test'],
      ['one', 'undone', 'test'],
      ['one (1 of 2 steps done)', 'partly done', 'other'],
    ]
    expect(seen(log)).toEqual(expected)
    expect(log.find('wanda', third)).toBeUndefined()
    expect(log.attempts(second)).toEqual([])
    free()
    expect(seen(openChangeLog(afterwards()))).toEqual(expected)
  })

  it('keeps no more items in memory than there is room for, the newest', () => {
    const { database, lock, free, afterwards } = lockable()
    const ids = openShortIds(database)
    lock()
    ids.remember(Array.from({ length: 20_500 }, (_, number) => item(`n${String(number).padStart(6, '0')}`)))
    expect(ids.find(item('n000499').id)).toBeUndefined()
    expect(ids.find(item('n000500').id)).toBeDefined()
    free()
    expect(openShortIds(afterwards()).find(item('n020499').id)).toBeDefined()
  })
})

describe('writing behind the answer', () => {
  const busy = () => new Problem('database-busy', 'Busy.')

  it('tries again after longer and longer waits, tells of each outcome, and stops when all is written', async () => {
    const outcomes: (string | undefined)[] = []
    let attempts = 0
    const begun = performance.now()
    const behind = createWriteBehind({ log: silentLog, report: (problem) => void outcomes.push(problem?.code) })
    behind.add(() => {
      attempts += 1
      if (attempts < 4) throw busy()
      return attempts < 6
    })()
    await expect.poll(() => attempts, { interval: 10 }).toBe(6)
    // 20, 40, 80 and 160 milliseconds.
    expect(performance.now() - begun).toBeGreaterThan(250)
    await wait(200)
    expect(attempts).toBe(6)
    expect(outcomes).toEqual(['database-busy', 'database-busy', 'database-busy', undefined])
  })

  it('is not stopped by a bug in one of those who write, which goes to the log', async () => {
    const [errors, written]: [string[], string[]] = [[], []]
    const behind = createWriteBehind({ log: { ...silentLog, error: (message) => void errors.push(message) }, report: () => {} })
    const broken = behind.add(() => {
      throw new TypeError('broken')
    })
    const sound = behind.add(() => {
      written.push('sound')
      return false
    })
    broken()
    sound()
    await expect.poll(() => written).toEqual(['sound'])
    expect(errors).toEqual(['Bug in writing to the database'])
  })
})
