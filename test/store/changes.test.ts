import { describe, expect, it } from 'vitest'
import { type ChangeLog, openChangeLog } from '../../src/store/changes.ts'
import type { OpenDatabase } from '../../src/store/database.ts'
import { temporaryDatabase, temporaryFile } from './temporary-database.ts'

/** Receipts in a new database, and a second process that has it open, too. */
function logs(): { log: ChangeLog; elsewhere: ChangeLog; database: OpenDatabase } {
  const file = temporaryFile()
  const [database, other] = [temporaryDatabase(file), temporaryDatabase(file)]
  return { log: openChangeLog(database, () => 1_000), elsewhere: openChangeLog(other, () => 1_000), database }
}

const change = (what: string, undoes?: string) => ({ account: 'wanda', client: 'Claude', what, revert: { kind: 'test', what }, undoes })

describe('the receipts of changes', () => {
  it('are there for every process as soon as a change begins', async () => {
    const { log, elsewhere } = logs()
    const id = await log.begin(change('one'))
    expect(id).toMatch(/^[2-9a-hjkmnp-z]{6}$/)
    expect(elsewhere.find('wanda', id.toUpperCase())).toEqual({ ...change('one'), id, at: 1_000, state: 'begun' })
  })

  it('belong to one account', async () => {
    const { log } = logs()
    const id = await log.begin(change('one'))
    expect(log.find('otto', id)).toBeUndefined()
    expect(log.latest('otto', 10)).toEqual([])
  })

  it('are listed newest first', async () => {
    const { log } = logs()
    for (const what of ['one', 'two', 'three']) await log.begin(change(what))
    expect(log.latest('wanda', 2).map(({ what }) => what)).toEqual(['three', 'two'])
  })

  it('say whether a change still stands: an undo takes it back, the undo of the undo brings it back', async () => {
    const { log } = logs()
    const state = (id: string) => log.find('wanda', id)?.state
    const first = await log.begin(change('first'))
    log.finish(first, 'partly done')
    expect(state(first)).toBe('partly done')
    const second = await log.begin(change('undone', first))
    expect(state(first)).toBe('partly done')
    log.finish(second, 'done')
    expect([state(first), state(second)]).toEqual(['undone', 'done'])
    const third = await log.begin(change('undone again', second))
    log.finish(third, 'done')
    expect([state(first), state(second), state(third)]).toEqual(['partly done', 'undone', 'done'])
  })

  it('keep attempts to undo that did not get to the end', async () => {
    const { log } = logs()
    const first = await log.begin(change('first'))
    const attempt = await log.begin(change('undone', first))
    log.finish(attempt, 'partly done')
    expect(log.attempts(first).map(({ id }) => id)).toEqual([attempt])
    log.drop(attempt)
    expect(log.attempts(first)).toEqual([])
  })

  it('are kept up to five hundred for each account', async () => {
    const { log } = logs()
    const other = await log.begin({ ...change('other'), account: 'otto' })
    const ids = await Promise.all(Array.from({ length: 503 }, (_, index) => log.begin(change(String(index)))))
    expect(log.latest('wanda', 1_000)).toHaveLength(500)
    expect(log.find('wanda', ids[2] as string)).toBeUndefined()
    expect(log.find('wanda', ids[3] as string)).toBeDefined()
    expect(log.find('otto', other)).toBeDefined()
  })

  it('learn later what was not known at first', async () => {
    const { log } = logs()
    const id = await log.begin(change('one'))
    log.amend(id, { kind: 'other' })
    expect(log.find('wanda', id)?.revert).toEqual({ kind: 'other' })
  })

  it('are on the disk before the change begins, and nothing else waits for the disk', async () => {
    const { log, database } = logs()
    // https://sqlite.org/pragma.html#pragma_synchronous; it cannot be changed within a transaction, so this holds at its end, too.
    const [normal, full] = [1, 2]
    const synchronous = () => database.prepare('PRAGMA synchronous').get()?.synchronous
    const seen: unknown[] = []
    const revert = {
      toJSON() {
        seen.push(synchronous(), database.isTransaction)
        return { kind: 'test' }
      },
    }
    expect(synchronous()).toBe(normal)
    const id = await log.begin({ ...change('one'), revert })
    expect(seen).toEqual([full, true])
    expect([synchronous(), database.isTransaction]).toEqual([normal, false])
    expect(log.find('wanda', id)?.revert).toEqual({ kind: 'test' })
  })

  it('that cannot be written leave nothing behind, and the next one can be', async () => {
    const { log, database } = logs()
    await expect(log.begin({ ...change('one'), revert: 1n })).rejects.toThrow('BigInt')
    expect(log.latest('wanda', 5)).toEqual([])
    expect([database.prepare('PRAGMA synchronous').get()?.synchronous, database.isTransaction]).toEqual([1, false])
    await log.begin(change('two'))
    expect(log.latest('wanda', 5)).toHaveLength(1)
  })

  it('have ids of letters and digits that nobody mixes up, each another one', async () => {
    const { log } = logs()
    const ids = await Promise.all(Array.from({ length: 200 }, () => log.begin(change('one'))))
    expect(new Set(ids).size).toBe(200)
    expect(new Set(ids.join('')).size).toBe(31)
    expect(ids.join('')).not.toMatch(/[01ilo]/)
  })

  it('are finished, amended and dropped one at a time', async () => {
    const { log } = logs()
    const [first, second] = [await log.begin(change('one')), await log.begin(change('two'))] as const
    log.finish(first, 'done')
    log.amend(first, { kind: 'other' })
    expect(log.find('wanda', second)).toMatchObject({ state: 'begun', revert: change('two').revert })
    log.drop(second)
    expect(log.latest('wanda', 5).map(({ id }) => id)).toEqual([first])
  })

  it('count as attempts only those of one change that did not get to the end, the newest first', async () => {
    const { log } = logs()
    const [first, other] = [await log.begin(change('first')), await log.begin(change('other'))] as const
    const done = await log.begin(change('undone', first))
    log.finish(done, 'done')
    const [begun, partly] = [await log.begin(change('undone', first)), await log.begin(change('undone', first))] as const
    log.finish(partly, 'partly done')
    await log.begin(change('undone', other))
    expect(log.attempts(first).map(({ id }) => id)).toEqual([partly, begun])
    expect(log.attempts(first)[0]).toMatchObject({ undoes: first, at: 1_000, client: 'Claude', account: 'wanda' })
  })
})
