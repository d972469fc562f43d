import { describe, expect, it } from 'vitest'
import { playlist, track } from '../fake-spotify/builders.ts'
import * as faults from '../fake-spotify/faults.ts'
import { requester, startChanges, uriOfTrack } from './start-changes.ts'

const songs = (count: number) => Array.from({ length: count }, (_, index) => `Song ${index + 1}`)
const positions = (count: number) => Array.from({ length: count }, (_, index) => index)
const saved = (names: string[]) => names.map((name) => ({ item: track(name), addedAt: '2026-06-01T12:00:00Z' }))

describe('two edits at once', () => {
  it('of one playlist: the second was planned before the first changed it, so it is refused and loses nothing', async () => {
    const { changes, mix, titles, writes } = await startChanges(['One', 'Two', 'Three'], { latencyMs: 10 })
    const edits = [0, 2].map((position) => changes.edit({ id: mix.id, rows: { remove: { positions: [position] } } }, false, requester))
    const [first, second] = await Promise.allSettled(edits)
    expect(first).toMatchObject({ status: 'fulfilled', value: { outcome: { state: 'done' } } })
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'changed-since' } })
    expect(titles()).toEqual(['Two', 'Three'])
    expect(writes()).toHaveLength(1)
  })

  it('of two playlists are carried out one after the other', async () => {
    const other = playlist({ name: 'Other', rows: ['Four', 'Five'], public: false })
    const { changes, mix, fake } = await startChanges(['One', 'Two'], { latencyMs: 10 })
    fake.world.playlists.push(other)
    const edits = [mix, other].map(({ id }) => changes.edit({ id, rows: { remove: { positions: [0, 1] } } }, false, requester))
    for (const { outcome } of await Promise.all(edits)) expect(outcome).toMatchObject({ state: 'done', differences: [] })
    const lines = fake
      .requests()
      .map((line) => `${line.split(' ')[0]} ${line.includes(mix.id) ? 'mix' : line.includes(other.id) ? 'other' : ''}`)
    expect(lines.slice(lines.indexOf('DELETE mix'))).toEqual(['DELETE mix', 'GET mix', 'DELETE other', 'GET other'])
  })

  it('after each other are both carried out, and so is one after an undo', async () => {
    const { changes, mix, titles } = await startChanges(['One', 'Two', 'Three'])
    const first = await changes.edit({ id: mix.id, rows: { remove: { positions: [0] } } }, false, requester)
    await changes.edit({ id: mix.id, rows: { add: [{ rows: [{ kind: 'item', uri: uriOfTrack('X'), title: 'X' }] }] } }, false, requester)
    await changes.undo(first.outcome?.receipt ?? '', true, requester)
    await changes.edit({ id: mix.id, rows: { remove: { positions: [2] } } }, false, requester)
    expect(titles()).toEqual(['One', 'Two'])
  })

  it('do not get past an undo that comes between planning and doing', async () => {
    const { changes, mix, titles } = await startChanges(['One', 'Two', 'Three'], { latencyMs: 10 })
    const { outcome } = await changes.edit({ id: mix.id, rows: { remove: { positions: [0] } } }, false, requester)
    const [undone, edit] = await Promise.allSettled([
      changes.undo(outcome?.receipt ?? '', false, requester),
      changes.edit({ id: mix.id, rows: { remove: { positions: [0] } } }, false, requester),
    ])
    expect(undone.status).toBe('fulfilled')
    expect(edit).toMatchObject({ status: 'rejected', reason: { code: 'changed-since' } })
    expect(titles()).toEqual(['One', 'Two', 'Three'])
  })
})

describe('the question before an edit', () => {
  it('is not asked for twenty rows, and is for twenty-one', async () => {
    const { changes, mix, titles } = await startChanges(songs(50), { asks: true })
    const remove = (count: number) => changes.edit({ id: mix.id, rows: { remove: { positions: positions(count) } } }, false, requester)
    await expect(remove(21)).rejects.toMatchObject({ code: 'not-confirmed' })
    expect(titles()).toHaveLength(50)
    await remove(20)
    expect(titles()).toHaveLength(30)
  })

  it('is not asked for twenty rows that get a new date, and is for twenty-one', async () => {
    for (const [count, asked] of [
      [20, false],
      [21, true],
    ] as const) {
      const { changes, mix } = await startChanges([...songs(count), null], { asks: true })
      const edit = changes.edit({ id: mix.id, rows: { remove: { positions: [count] } } }, false, requester)
      if (asked) await expect(edit).rejects.toMatchObject({ code: 'not-confirmed' })
      else expect((await edit).plan.redated).toBe(20)
    }
  })

  it('is not asked for twenty items of the library, and is for twenty-one', async () => {
    const names = songs(50)
    const { changes, fake } = await startChanges(names, { asks: true, world: { savedTracks: saved(names) } })
    const remove = (count: number) => changes.editLibrary({ save: [], remove: names.slice(0, count).map(uriOfTrack) }, false, requester)
    await expect(remove(21)).rejects.toMatchObject({ code: 'not-confirmed' })
    await remove(20)
    expect(fake.world.savedTracks).toHaveLength(30)
  })

  it('shows how many rows go, of how many there were before', async () => {
    const { changes, mix } = await startChanges(songs(30), { asks: true })
    const questions: string[] = []
    const confirm = async (question: string) => {
      questions.push(question)
      return 'yes' as const
    }
    const rows = { remove: { positions: positions(25) }, add: [{ rows: [{ kind: 'item' as const, uri: uriOfTrack('X'), title: 'X' }] }] }
    await changes.edit({ id: mix.id, rows }, false, { ...requester, confirm })
    expect(questions).toEqual(['This removes 25 of 30 rows in "Mix". Do you want this? You can undo it.'])
  })

  it('costs no look at the playlist unless the user was asked: only then time has passed', async () => {
    const { changes, mix, fake } = await startChanges(songs(30), { asks: true })
    const glances = () => fake.requests().filter((line) => line.startsWith('GET') && line.includes('fields=snapshot_id')).length
    await changes.edit({ id: mix.id, rows: { remove: { positions: [0] } } }, false, requester)
    expect(glances()).toBe(1)
    await changes.edit({ id: mix.id, rows: { remove: { positions: positions(25) } } }, false, { ...requester, confirm: async () => 'yes' })
    expect(glances()).toBe(3)
  })

  it('has to be previewed again for other details or another cover', async () => {
    const { changes, mix } = await startChanges(songs(30), { asks: true })
    const edit = { id: mix.id, rows: { remove: { positions: positions(25) } }, details: { name: 'A' }, cover: '/9j/' }
    await changes.edit(edit, true, requester)
    for (const other of [
      { ...edit, details: { name: 'B' } },
      { ...edit, cover: '/9j/AA' },
      { ...edit, cover: undefined },
    ]) {
      await expect(changes.edit(other, false, requester)).rejects.toMatchObject({ code: 'not-confirmed' })
    }
    expect((await changes.edit(edit, false, requester)).outcome?.state).toBe('done')
  })
})

describe('a change', () => {
  it('tells its progress: rows read, then requests sent', async () => {
    const { changes, mix } = await startChanges(songs(120))
    const steps: [number, number][] = []
    const progress = (done: number, total: number) => void steps.push([done, total])
    await changes.edit({ id: mix.id, rows: { remove: { positions: [0] } }, details: { name: 'Other' } }, false, { ...requester, progress })
    expect(steps).toEqual([
      [121, 122],
      [122, 122],
    ])
  })

  it('says in a preview how many requests it takes: for rows, for details that differ, and for a cover', async () => {
    const { changes, mix } = await startChanges(['One', 'Two'])
    const preview = async (edit: object) => (await changes.edit({ id: mix.id, ...edit }, true, requester)).requests
    const rows = { remove: { positions: [0] } }
    expect(await preview({ rows })).toBe(1)
    expect(await preview({ rows, details: { name: 'Mix' } })).toBe(1)
    expect(await preview({ rows, details: { name: 'Other' } })).toBe(2)
    expect(await preview({ rows, details: { name: 'Other' }, cover: '/9j/' })).toBe(3)
  })

  it('is listed for its account, the newest first, as many as asked for', async () => {
    const { changes, mix, log } = await startChanges(['One'])
    await log.begin({ account: 'otto', client: 'test', what: 'not mine', revert: {} })
    for (const name of ['A', 'B', 'C']) await changes.edit({ id: mix.id, details: { name } }, false, requester)
    expect(changes.latest('wanda', 2).map(({ what }) => what)).toEqual(['"B": renamed to "C"', '"A": renamed to "B"'])
  })

  it('that changes nothing sends nothing and leaves no receipt', async () => {
    const { changes, mix, writes } = await startChanges(['One'])
    const edit = {
      id: mix.id,
      rows: { remove: { duplicates: 'exact' as const } },
      details: { name: 'Mix', description: '', public: false },
    }
    expect(await changes.edit(edit, false, requester)).toMatchObject({ requests: 0, words: '' })
    expect(await changes.editLibrary({ save: [], remove: [uriOfTrack('One')] }, false, requester)).toEqual({
      plan: { save: [], remove: [] },
    })
    expect(writes()).toEqual([])
    expect(changes.latest('wanda', 5)).toEqual([])
  })

  it('with dry_run sends nothing, and counts the requests that it would take', async () => {
    const { changes, mix, writes } = await startChanges(['One', 'Two'])
    const edit = { id: mix.id, rows: { remove: { positions: [0] } }, details: { name: 'Other' }, cover: '/9j/' }
    const planned = await changes.edit(edit, true, requester)
    expect(planned).toMatchObject({ requests: 3, words: '1 row removed, renamed to "Other", cover set' })
    expect(planned.outcome).toBeUndefined()
    expect(writes()).toEqual([])
  })

  it('names what it does to the library', async () => {
    const { changes } = await startChanges(['One', 'Two'], { world: { savedTracks: saved(['One']) } })
    await changes.editLibrary({ save: [uriOfTrack('Two')], remove: [uriOfTrack('One')] }, false, requester)
    await changes.editLibrary({ save: [], remove: [uriOfTrack('Two')] }, false, requester)
    await changes.editLibrary({ save: [uriOfTrack('One')], remove: [] }, false, requester)
    expect(changes.latest('wanda', 3).map(({ what }) => what)).toEqual([
      'Library: 1 saved',
      'Library: 1 removed',
      'Library: 1 saved, 1 removed',
    ])
  })
})

describe('the undo of a partial edit of the library', () => {
  const names = songs(90)

  it('takes back what was done, and nothing that the user did since', async () => {
    const { changes, fake } = await startChanges(names)
    fake.faults.next('PUT /v1/me/library', faults.slow(0))
    fake.faults.next('PUT /v1/me/library', faults.forbidden())
    const { outcome } = await changes.editLibrary({ save: names.map(uriOfTrack), remove: [] }, false, requester)
    expect(outcome).toMatchObject({ saved: names.slice(0, 40).map(uriOfTrack), removed: [], notDone: names.slice(40).map(uriOfTrack) })
    fake.world.savedTracks.push(...saved(['Song 60']))
    const { undone } = await changes.undo(outcome?.receipt ?? '', false, requester)
    expect(undone).toMatchObject({ kind: 'library', warnings: [] })
    expect(fake.world.savedTracks.map(({ item }) => item.name)).toEqual(['Song 60'])
  })

  it('saves again only what was removed', async () => {
    const { changes, fake } = await startChanges(names, { world: { savedTracks: saved(names) } })
    fake.faults.next('DELETE /v1/me/library', faults.slow(0))
    fake.faults.next('DELETE /v1/me/library', faults.forbidden())
    const { outcome } = await changes.editLibrary({ save: [], remove: names.map(uriOfTrack) }, false, requester)
    expect(outcome).toMatchObject({ removed: names.slice(0, 40).map(uriOfTrack), notDone: names.slice(40).map(uriOfTrack) })
    fake.world.savedTracks.splice(0, fake.world.savedTracks.length)
    const { undone } = await changes.undo(outcome?.receipt ?? '', false, requester)
    expect(undone).toMatchObject({ kind: 'library', warnings: ['What was saved again has today as the date added.'] })
    expect(fake.world.savedTracks).toHaveLength(40)
  })

  it('takes back all that may have been done, where nobody could look what was', async () => {
    const { changes, fake } = await startChanges(names)
    fake.faults.next('PUT /v1/me/library', faults.slow(0))
    fake.faults.next('PUT /v1/me/library', faults.dropConnection('after'))
    const reads = { count: 0 }
    fake.faults.always(({ path }) => path === '/v1/me/library/contains' && ++reads.count > 3, faults.forbidden())
    const { outcome } = await changes.editLibrary({ save: names.slice(0, 80).map(uriOfTrack), remove: [] }, false, requester)
    expect(outcome).toMatchObject({ saved: names.slice(0, 40).map(uriOfTrack), notDone: names.slice(40, 80).map(uriOfTrack) })
    fake.faults.clear()
    expect(fake.world.savedTracks).toHaveLength(80)
    await changes.undo(outcome?.receipt ?? '', false, requester)
    expect(fake.world.savedTracks).toEqual([])
  })
})

describe('a change of the library that all went through but could not be looked at', () => {
  it('counts as done', async () => {
    const { changes, fake } = await startChanges(['One', 'Two'], { world: { savedTracks: saved(['Two']) } })
    const reads = { count: 0 }
    fake.faults.always(({ path }) => path === '/v1/me/library/contains' && ++reads.count > 1, faults.forbidden())
    const { outcome } = await changes.editLibrary({ save: [uriOfTrack('One')], remove: [uriOfTrack('Two')] }, false, requester)
    expect(outcome).toMatchObject({ saved: [uriOfTrack('One')], removed: [uriOfTrack('Two')], notDone: [] })
    expect(outcome?.failure).toBeUndefined()
    expect(changes.latest('wanda', 1)[0]?.state).toBe('done')
  })
})

describe('a change of the library of which an answer never came', () => {
  it('keeps its receipt, though it was the first request, and says what the library holds', async () => {
    for (const [when, isSaved] of [
      ['after', true],
      ['before', false],
    ] as const) {
      const { changes, fake } = await startChanges(['One'])
      fake.faults.next('PUT /v1/me/library', faults.dropConnection(when))
      const { outcome } = await changes.editLibrary({ save: [uriOfTrack('One')], remove: [] }, false, requester)
      expect(outcome).toMatchObject(isSaved ? { saved: [uriOfTrack('One')], notDone: [] } : { saved: [], notDone: [uriOfTrack('One')] })
      await changes.undo(outcome?.receipt ?? '', false, requester)
      expect(fake.world.savedTracks).toEqual([])
    }
  })

  it('counts nothing as done that nobody could look at', async () => {
    const { changes, fake } = await startChanges(['One'], { world: { savedTracks: saved(['One']) } })
    const reads = { count: 0 }
    fake.faults.always(({ path }) => path === '/v1/me/library/contains' && ++reads.count > 1, faults.forbidden())
    fake.faults.next('DELETE /v1/me/library', faults.dropConnection('after'))
    const { outcome } = await changes.editLibrary({ save: [], remove: [uriOfTrack('One')] }, false, requester)
    expect(outcome).toMatchObject({ removed: [], notDone: [uriOfTrack('One')] })
    expect(changes.latest('wanda', 1)[0]?.state).toBe('partly done')
  })
})
