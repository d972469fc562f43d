import { describe, expect, it } from 'vitest'
import { hasDetails } from '../../../src/changes/apply/change-playlist.ts'
import { inWords, sendAll } from '../../../src/changes/apply/send-steps.ts'
import * as faults from '../../fake-spotify/faults.ts'
import { readsFrom, requester, startChanges, uriOfTrack } from '../start-changes.ts'

const rowsPath = '/v1/playlists/{id}/items'
const detailsPath = 'PUT /v1/playlists/{id}'
const coverPath = 'PUT /v1/playlists/{id}/images'
const added = (...names: string[]) => names.map((name) => ({ kind: 'item' as const, uri: uriOfTrack(name), title: name }))
const unknown = { kind: 'answer', status: 500, headers: {}, body: '' } as const

describe('a change whose requests are refused', () => {
  it('leaves no receipt when it was the first one, and one when it was a later one', async () => {
    const { changes, mix, fake, titles } = await startChanges(['One', 'Two'])
    fake.faults.next(`DELETE ${rowsPath}`, faults.forbidden())
    const edit = { id: mix.id, rows: { remove: { positions: [0] } }, details: { name: 'Other' } }
    await expect(changes.edit(edit, false, requester)).rejects.toMatchObject({ code: 'not-available' })
    expect(changes.latest('wanda', 5)).toEqual([])
    fake.faults.next(detailsPath, faults.forbidden())
    const { outcome } = await changes.edit(edit, false, requester)
    expect(outcome).toMatchObject({
      state: 'partly done',
      done: ['remove all copies of 1 song'],
      notDone: ['change name'],
      differences: [],
    })
    expect(changes.latest('wanda', 5).map(({ state }) => state)).toEqual(['partly done'])
    expect(titles()).toEqual(['Two'])
  })
})

describe('a change of which an answer never came', () => {
  it.each([
    ['the first request, not carried out', 'before', 0],
    ['the first request, carried out', 'after', 1],
  ] as const)('is looked up in the rows: %s', async (_, when, done) => {
    const { changes, mix, fake } = await startChanges(['One', 'Two'])
    fake.faults.next(`DELETE ${rowsPath}`, faults.dropConnection(when))
    const { outcome } = await changes.edit(
      { id: mix.id, rows: { remove: { positions: [0] }, add: [{ rows: added('X') }] } },
      false,
      requester,
    )
    expect(outcome?.state).toBe('partly done')
    expect(outcome?.done).toHaveLength(done)
    expect(outcome?.notDone).toHaveLength(2 - done)
    expect(outcome?.differences).toEqual([])
    expect(changes.latest('wanda', 1)[0]?.state).toBe('partly done')
  })

  it.each([
    ['before', 'partly done', 'partly done'],
    ['after', 'done', 'done'],
  ] as const)('is looked up in the details (connection lost %s it was carried out)', async (when, state, kept) => {
    const { changes, mix, fake } = await startChanges(['One', 'Two'])
    fake.faults.next(detailsPath, faults.dropConnection(when))
    const edit = { id: mix.id, rows: { remove: { positions: [0] } }, details: { name: 'Other', description: 'New', public: true } }
    const { outcome } = await changes.edit(edit, false, requester)
    expect(outcome).toMatchObject({ state, differences: [] })
    expect(outcome?.notDone).toEqual(state === 'done' ? [] : ['change name, description, public'])
    expect(changes.latest('wanda', 1)[0]?.state).toBe(kept)
  })

  it('cannot be looked up for a cover, nor where the playlist cannot be read or somebody else changed it', async () => {
    const cover = await startChanges(['One'])
    cover.fake.faults.next(coverPath, unknown)
    const withCover = await cover.changes.edit({ id: cover.mix.id, cover: '/9j/' }, false, requester)
    expect(withCover.outcome).toMatchObject({
      state: 'partly done',
      done: [],
      notDone: ['set the cover'],
      differences: ['It is not known whether this was carried out: set the cover.'],
    })

    for (const disturb of ['unreadable', 'changed']) {
      const { changes, mix, fake } = await startChanges(['One', 'Two'])
      fake.faults.next(`DELETE ${rowsPath}`, faults.dropConnection('after'))
      const empty = () => {
        mix.rows = []
      }
      if (disturb === 'unreadable') fake.faults.always(readsFrom(mix, 2), faults.forbidden())
      else fake.faults.always(readsFrom(mix, 2, empty), faults.slow(0))
      const { outcome } = await changes.edit({ id: mix.id, rows: { remove: { positions: [0] } } }, false, requester)
      expect(outcome).toMatchObject({
        state: 'partly done',
        done: [],
        differences: ['It is not known whether this was carried out: remove all copies of 1 song.'],
      })
    }
  })
})

describe('a change that was carried out', () => {
  it('is not read again when no row changed', async () => {
    const { changes, mix, fake } = await startChanges(['One'])
    await changes.edit({ id: mix.id, details: { name: 'Other' } }, false, requester)
    expect(fake.requests().at(-1)).toMatch(/^PUT/)
  })

  it('counts as done when it cannot be read again, and says that it was not checked', async () => {
    const { changes, mix, fake } = await startChanges(['One', 'Two'])
    fake.faults.always(readsFrom(mix, 2), faults.forbidden())
    const { outcome } = await changes.edit({ id: mix.id, rows: { remove: { positions: [0] } } }, false, requester)
    expect(outcome).toMatchObject({ state: 'done', notDone: [], differences: [expect.stringMatching(/^Everything was done, but/)] })
    expect(changes.latest('wanda', 1)[0]?.state).toBe('done')
  })

  it('is kept as partly done when somebody else changed the list in between', async () => {
    const { changes, mix, fake } = await startChanges(['One', 'Two'])
    const empty = () => {
      mix.rows = []
    }
    fake.faults.always(readsFrom(mix, 2, empty), faults.slow(0))
    const { outcome } = await changes.edit({ id: mix.id, rows: { remove: { positions: [0] } } }, false, requester)
    expect(outcome).toMatchObject({
      state: 'partly done',
      done: ['remove all copies of 1 song'],
      notDone: [],
      differences: ['1 song fewer: Two (1).'],
    })
    expect(changes.latest('wanda', 1)[0]?.state).toBe('partly done')
  })

  it('with details is checked without the version, which the details change, too', async () => {
    const names = Array.from({ length: 120 }, (_, index) => `Song ${index + 1}`)
    const { changes, mix, fake } = await startChanges(names)
    const { outcome } = await changes.edit(
      { id: mix.id, rows: { remove: { positions: [0] } }, details: { name: 'Other' } },
      false,
      requester,
    )
    expect(outcome).toMatchObject({ state: 'done', differences: [] })
    expect(fake.requests().slice(-1)[0]).toContain('fields=snapshot_id')
  })

  it('keeps what it needs for the undo: rows, requests, details and that there was a cover', async () => {
    const { changes, mix } = await startChanges(['One', 'Two'])
    await changes.edit(
      { id: mix.id, rows: { remove: { positions: [0] } }, details: { description: 'New' }, cover: '/9j/' },
      false,
      requester,
    )
    await changes.edit({ id: mix.id, details: { description: 'Newer' } }, false, requester)
    const [second, first] = changes.latest('wanda', 2)
    expect(first?.revert).toMatchObject({
      kind: 'playlist',
      id: mix.id,
      before: [{ title: 'One' }, { title: 'Two' }],
      requests: [{ do: 'remove', uris: [uriOfTrack('One')] }],
      details: { before: { description: '' }, after: { description: 'New' } },
      cover: true,
    })
    expect(second?.revert).toMatchObject({ cover: false })
  })
})

describe('the steps of a change', () => {
  it('name the version that the step before made', async () => {
    const { spotify, mix, fake } = await startChanges(['One', 'Two', 'Three', 'Four'])
    const { snapshotId } = await spotify.playlistContents.glance(mix.id)
    fake.clearRecord()
    const steps = [
      { do: 'move', start: 0, length: 1, before: 2 },
      { do: 'remove', uris: [uriOfTrack('One')] },
      { do: 'add', uris: [uriOfTrack('X')], position: 0 },
      { do: 'move', start: 0, length: 1, before: 2 },
    ] as const
    const told: number[][] = []
    const sent = await sendAll(
      steps.map((step) => ({ ...step, ...('uris' in step && { uris: [...step.uris] }) })) as Parameters<typeof sendAll>[0],
      { id: mix.id, snapshotId },
      { spotify, progress: (done, total) => void told.push([done, total]) },
    )
    expect(sent).toMatchObject({ done: 4 })
    expect(sent.snapshotId).toBe((await spotify.playlistContents.glance(mix.id)).snapshotId)
    expect(told).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ])
    expect(mix.rows.map(({ item }) => item?.name)).toEqual(['Two', 'X', 'Three', 'Four'])
  })

  it('keep the version where Spotify does not say which one it made', async () => {
    const { spotify, mix, fake } = await startChanges(['One'])
    for (const method of ['POST', 'PUT', 'DELETE'])
      fake.faults.next(`${method} ${rowsPath}`, { kind: 'answer', status: 200, headers: {}, body: '{}' }, 2)
    const steps = [
      { do: 'add' as const, uris: ['u'] },
      { do: 'replace' as const, uris: ['u'] },
      { do: 'remove' as const, uris: ['u'] },
      { do: 'move' as const, start: 0, length: 1, before: 0 },
    ]
    for (const step of steps)
      expect(await sendAll([step], { id: mix.id, snapshotId: 'v1' }, { spotify })).toEqual({ done: 1, snapshotId: 'v1' })
  })

  it('end with the first that fails', async () => {
    const { spotify, mix, fake } = await startChanges(['One'])
    fake.faults.next(`POST ${rowsPath}`, faults.forbidden())
    const step = { do: 'add' as const, uris: [uriOfTrack('X')] }
    expect(await sendAll([step, step], { id: mix.id, snapshotId: 'v1' }, { spotify })).toMatchObject({
      done: 0,
      snapshotId: 'v1',
      failure: { code: 'not-available' },
    })
    expect(mix.rows).toHaveLength(1)
  })

  it('read as a person counts', () => {
    expect(
      [
        { do: 'move', start: 0, length: 1, before: 2 } as const,
        { do: 'add', uris: ['a', 'b'], position: 0 } as const,
        { do: 'add', uris: ['a'] } as const,
        { do: 'replace', uris: ['a'] } as const,
      ].map((step) => inWords(step as Parameters<typeof inWords>[0])),
    ).toEqual([
      'move 1 song from position 1 to before position 3',
      'add 2 songs at position 1',
      'add 1 song at the end',
      'replace everything by 1 song',
    ])
  })
})

describe('whether a playlist has these details', () => {
  const playlist = { name: 'Mix', description: undefined, public: false } as unknown as Parameters<typeof hasDetails>[0]

  it.each([
    [{}, true],
    [{ name: 'Mix' }, true],
    [{ name: 'Other' }, false],
    [{ description: '' }, true],
    [{ description: 'New' }, false],
    [{ public: false }, true],
    [{ public: true }, false],
    [{ name: 'Mix', description: '', public: false }, true],
    [{ name: 'Mix', description: 'New', public: false }, false],
  ])('%j: %s', (details, has) => {
    expect(hasDetails(playlist, details)).toBe(has)
  })
})
