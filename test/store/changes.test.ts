import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { silentLog } from '../../src/config/logging.ts'
import { type ChangeLog, openChangeLog } from '../../src/store/changes.ts'
import { openDatabase } from '../../src/store/database.ts'

/** Receipts in a new database, and a second process that has it open, too. */
function logs(): { log: ChangeLog; elsewhere: ChangeLog } {
  const directory = mkdtempSync(join(tmpdir(), 'tonearm-'))
  const open = () => openDatabase(join(directory, 'music.db'), silentLog)
  const databases = [open(), open()]
  onTestFinished(() => {
    for (const database of databases) database.close()
    rmSync(directory, { recursive: true })
  })
  const [log, elsewhere] = databases.map((database) => openChangeLog(database, () => 1_000)) as [ChangeLog, ChangeLog]
  return { log, elsewhere }
}

const change = (what: string, undoes?: string) => ({ account: 'wanda', client: 'Claude', what, revert: { kind: 'test', what }, undoes })

describe('the receipts of changes', () => {
  it('are there for every process as soon as a change begins', () => {
    const { log, elsewhere } = logs()
    const id = log.begin(change('one'))
    expect(id).toMatch(/^[2-9a-hjkmnp-z]{6}$/)
    expect(elsewhere.find('wanda', id.toUpperCase())).toEqual({ ...change('one'), id, at: 1_000, state: 'begun' })
  })

  it('belong to one account', () => {
    const { log } = logs()
    const id = log.begin(change('one'))
    expect(log.find('otto', id)).toBeUndefined()
    expect(log.latest('otto', 10)).toEqual([])
  })

  it('are listed newest first', () => {
    const { log } = logs()
    for (const what of ['one', 'two', 'three']) log.begin(change(what))
    expect(log.latest('wanda', 2).map(({ what }) => what)).toEqual(['three', 'two'])
  })

  it('say whether a change still stands: an undo takes it back, the undo of the undo brings it back', () => {
    const { log } = logs()
    const state = (id: string) => log.find('wanda', id)?.state
    const first = log.begin(change('first'))
    log.finish(first, 'partly done')
    expect(state(first)).toBe('partly done')
    const second = log.begin(change('undone', first))
    expect(state(first)).toBe('partly done')
    log.finish(second, 'done')
    expect([state(first), state(second)]).toEqual(['undone', 'done'])
    const third = log.begin(change('undone again', second))
    log.finish(third, 'done')
    expect([state(first), state(second), state(third)]).toEqual(['partly done', 'undone', 'done'])
  })

  it('keep attempts to undo that did not get to the end', () => {
    const { log } = logs()
    const first = log.begin(change('first'))
    const attempt = log.begin(change('undone', first))
    log.finish(attempt, 'partly done')
    expect(log.attempts(first).map(({ id }) => id)).toEqual([attempt])
    log.drop(attempt)
    expect(log.attempts(first)).toEqual([])
  })

  it('are kept up to five hundred for each account', () => {
    const { log } = logs()
    const other = log.begin({ ...change('other'), account: 'otto' })
    const ids = Array.from({ length: 503 }, (_, index) => log.begin(change(String(index))))
    expect(log.latest('wanda', 1_000)).toHaveLength(500)
    expect(log.find('wanda', ids[2] as string)).toBeUndefined()
    expect(log.find('wanda', ids[3] as string)).toBeDefined()
    expect(log.find('otto', other)).toBeDefined()
  })

  it('learn later what was not known at first', () => {
    const { log } = logs()
    const id = log.begin(change('one'))
    log.amend(id, { kind: 'other' })
    expect(log.find('wanda', id)?.revert).toEqual({ kind: 'other' })
  })
})
