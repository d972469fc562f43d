import { describe, expect, it } from 'vitest'
import { newRow, type Row } from '../../src/changes/plan/row.ts'
import { localTrack, row, track } from '../fake-spotify/builders.ts'
import * as faults from '../fake-spotify/faults.ts'
import type { Playlist } from '../fake-spotify/types.ts'
import { requester, type StartedChanges, startChanges, uriOfTrack } from './start-changes.ts'

const rowsPath = '/v1/playlists/{id}/items'
const added = (...names: string[]): Row[] => names.map((name) => newRow(uriOfTrack(name), name))
const fakeRows = (...names: string[]): Playlist['rows'] => names.map((name) => row(track(name)))

/** Edits Mix and gives the receipt. */
async function edited({ changes, mix }: StartedChanges, edit: object): Promise<string> {
  const { outcome } = await changes.edit({ id: mix.id, ...edit }, false, requester)
  return outcome?.receipt ?? 'none'
}

/** Removes the first row and adds X at the end, in two requests of which the second fails: Mix is left without One and without X. */
async function partlyEdited(started: StartedChanges): Promise<string> {
  started.fake.faults.next(`POST ${rowsPath}`, faults.forbidden())
  return edited(started, { rows: { remove: { positions: [0] }, add: [{ rows: added('X') }] } })
}

describe('the undo of a change that was only partly done', () => {
  it('is done when the list looks as some step of it left it', async () => {
    for (const now of [['Two'], ['One', 'Two'], ['Two', 'X']]) {
      const started = await startChanges(['One', 'Two'])
      const receipt = await partlyEdited(started)
      started.mix.rows = fakeRows(...now)
      const { undone } = await started.changes.undo(receipt, false, requester)
      expect(undone.kind).toBe(now.length === 2 && now[0] === 'One' ? 'nothing' : 'playlist')
      expect(started.titles()).toEqual(['One', 'Two'])
    }
  })

  it('is refused when the list looks like nothing that it can have left', async () => {
    const started = await startChanges(['One', 'Two'])
    const receipt = await partlyEdited(started)
    started.mix.rows = fakeRows('Two', 'Y')
    await expect(started.changes.undo(receipt, false, requester)).rejects.toMatchObject({ code: 'changed-since' })
    expect(started.titles()).toEqual(['Two', 'Y'])
  })
})

describe('the undo of a finished change', () => {
  it('is refused when the list looks as if only half of the change were there: somebody else did that', async () => {
    const started = await startChanges(['One', 'Two'])
    const receipt = await edited(started, { rows: { remove: { positions: [0] }, add: [{ rows: added('X') }] } })
    started.mix.rows = fakeRows('Two')
    await expect(started.changes.undo(receipt, false, requester)).rejects.toThrow(`1 song fewer: ${uriOfTrack('X')} (2).`)
    await started.changes.undo(receipt, true, requester)
    expect(started.titles()).toEqual(['One', 'Two'])
  })

  it('finds nothing to do when everything is as it was before', async () => {
    const started = await startChanges(['One', 'Two'])
    const receipt = await edited(started, { rows: { remove: { positions: [0] } }, details: { name: 'Other' } })
    started.mix.rows = fakeRows('One', 'Two')
    started.mix.name = 'Mix'
    const writes = started.writes().length
    expect(await started.changes.undo(receipt, false, requester)).toMatchObject({ undone: { kind: 'nothing', warnings: [] } })
    expect(started.writes()).toHaveLength(writes)
    expect(started.changes.latest('wanda', 5).map(({ id }) => id)).toEqual([receipt])
  })

  it('takes back the details alone when the rows are as before, and the rows alone when the details are', async () => {
    const started = await startChanges(['One', 'Two'])
    const receipt = await edited(started, { rows: { remove: { positions: [0] } }, details: { name: 'Other' } })
    started.mix.rows = fakeRows('One', 'Two')
    expect((await started.changes.undo(receipt, false, requester)).undone.warnings).toEqual([])
    expect(started.mix.name).toBe('Mix')
    expect(started.writes().slice(2)).toEqual(['PUT /v1/playlists/MIX'])

    const other = await startChanges(['One', 'Two'])
    const second = await edited(other, { rows: { remove: { positions: [0] } }, details: { name: 'Other' } })
    other.mix.name = 'Mix'
    await other.changes.undo(second, false, requester)
    expect(other.writes().slice(2)).toEqual(['POST /v1/playlists/MIX/items'])
  })

  it('of details alone does not look at the rows, which may have changed', async () => {
    const started = await startChanges(['One', 'Two'])
    const receipt = await edited(started, { details: { description: 'New', public: true } })
    started.mix.rows = fakeRows('Three')
    await started.changes.undo(receipt, false, requester)
    expect(started.mix).toMatchObject({ description: '', public: false })
    expect(started.titles()).toEqual(['Three'])
    expect(started.writes().at(-1)).toBe('PUT /v1/playlists/MIX')
  })

  it('is refused when a detail was changed since, and done when forced', async () => {
    const started = await startChanges(['One'])
    const receipt = await edited(started, { details: { name: 'Second', description: 'New' } })
    started.mix.description = 'Newest'
    await expect(started.changes.undo(receipt, false, requester)).rejects.toMatchObject({ code: 'changed-since' })
    const { undone } = await started.changes.undo(receipt, true, requester)
    expect(started.mix).toMatchObject({ name: 'Mix', description: '' })
    // And back again: to what was there when it was forced.
    if (undone.kind !== 'playlist') throw new Error('not undone')
    await started.changes.undo(undone.outcome.receipt, false, requester)
    expect(started.mix).toMatchObject({ name: 'Second', description: 'Newest' })
  })

  it('says what is lost: local files that are gone, and the cover', async () => {
    const started = await startChanges(['One', localTrack('Tape')])
    const receipt = await edited(started, { rows: { add: [{ rows: added('X') }] }, cover: '/9j/' })
    started.mix.rows = fakeRows('One', 'X')
    const { undone } = await started.changes.undo(receipt, true, requester)
    expect(undone.warnings).toEqual([expect.stringMatching(/^1 song cannot be brought back/), expect.stringMatching(/^The cover before/)])
    expect(started.titles()).toEqual(['One'])
  })

  it('can be repeated when the undo itself was only partly done, though the list looks like neither of both', async () => {
    const started = await startChanges(['One', 'Two', 'Three'])
    const receipt = await edited(started, { rows: { remove: { positions: [0, 2] } } })
    started.fake.faults.next(`POST ${rowsPath}`, faults.slow(0))
    started.fake.faults.next(`POST ${rowsPath}`, faults.forbidden())
    expect(await started.changes.undo(receipt, false, requester)).toMatchObject({ undone: { outcome: { state: 'partly done' } } })
    expect(started.titles()).toEqual(['One', 'Two'])
    await started.changes.undo(receipt, false, requester)
    expect(started.titles()).toEqual(['One', 'Two', 'Three'])
  })

  it('is refused when it is undone already', async () => {
    const started = await startChanges(['One', 'Two'])
    const receipt = await edited(started, { rows: { remove: { positions: [0] } } })
    await started.changes.undo(receipt, false, requester)
    await expect(started.changes.undo(receipt, true, requester)).rejects.toThrow('is undone already')
  })

  it('of another account is refused as unknown', async () => {
    const { changes, log } = await startChanges()
    const receipt = await log.begin({ account: 'otto', client: 'test', what: 'x', revert: { kind: 'library', saved: [], removed: [] } })
    await expect(changes.undo(receipt, false, requester)).rejects.toMatchObject({ code: 'unknown-receipt' })
  })

  it('of the library that is as it was before sends nothing', async () => {
    const { changes, log, writes } = await startChanges(['One'])
    const revert = { kind: 'library', saved: [uriOfTrack('One')], removed: [] }
    const receipt = await log.begin({ account: requester.account, client: 'test', what: 'x', revert })
    log.finish(receipt, 'done')
    expect(await changes.undo(receipt, false, requester)).toMatchObject({ undone: { kind: 'nothing', warnings: [] } })
    expect(writes()).toEqual([])
  })
})

describe('the undo of a new playlist', () => {
  const create = (started: StartedChanges, rows = added('X')) => started.changes.create({ name: 'New', public: false, rows }, requester)

  it('looks at its rows first, but not when forced', async () => {
    const started = await startChanges()
    const { playlist, outcome } = await create(started)
    const made = started.fake.world.playlists.find((one) => one?.id === playlist.id)
    made?.rows.push(...fakeRows('Y'))
    await expect(started.changes.undo(outcome.receipt, false, requester)).rejects.toThrow('1 song more: Y (2).')
    started.fake.clearRecord()
    await started.changes.undo(outcome.receipt, true, requester)
    expect(started.fake.requests().filter((line) => line.includes(`/playlists/${playlist.id}`) && line.includes('uri'))).toEqual([])
    expect(started.fake.world.playlists.map((one) => one?.name)).toEqual(['Mix'])
  })

  it('is done when nothing or only a part was put into it', async () => {
    const started = await startChanges()
    const empty = await create(started, [])
    expect(empty.outcome).toMatchObject({ state: 'done', done: [], notDone: [], differences: [] })
    await started.changes.undo(empty.outcome.receipt, false, requester)

    started.fake.faults.next(`POST ${rowsPath}`, faults.slow(0))
    started.fake.faults.next(`POST ${rowsPath}`, faults.forbidden())
    const part = await create(
      started,
      Array.from({ length: 150 }, () => added('X')[0] as Row),
    )
    expect(part.outcome).toMatchObject({ state: 'partly done', done: ['add 100 songs at the end'], notDone: ['add 50 songs at the end'] })
    expect(started.changes.latest('wanda', 1)[0]?.state).toBe('partly done')
    await started.changes.undo(part.outcome.receipt, false, requester)
    expect(started.fake.world.playlists.map((one) => one?.name)).toEqual(['Mix'])
  })

  it('keeps a receipt with its id from the moment that Spotify says it', async () => {
    const started = await startChanges()
    const { playlist, outcome } = await create(started)
    expect(outcome).toMatchObject({ state: 'done', done: ['add 1 song at the end'], notDone: [], differences: [] })
    expect(started.log.find('wanda', outcome.receipt)).toMatchObject({
      state: 'done',
      what: '"New": created with 1 song',
      revert: { kind: 'created', id: playlist.id, name: 'New', requests: [{ do: 'add', uris: [uriOfTrack('X')] }] },
    })
  })

  it('says what differs when somebody else put something into it at once', async () => {
    const started = await startChanges()
    started.fake.faults.next(({ method, path }) => {
      const made = started.fake.world.playlists.find((one) => one?.name === 'New')
      if (method !== 'GET' || !made || !path.includes(made.id)) return false
      made.rows.push(...fakeRows('Y'))
      return true
    }, faults.slow(0))
    expect((await create(started)).outcome.differences).toEqual(['1 song more: Y (2).'])
  })
})
