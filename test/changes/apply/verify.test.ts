import { describe, expect, it } from 'vitest'
import { verify } from '../../../src/changes/apply/verify.ts'
import { newRow, type Row } from '../../../src/changes/plan/row.ts'
import { row, track } from '../../fake-spotify/builders.ts'
import { startChanges, uriOfTrack } from '../start-changes.ts'

const names = (count: number) => Array.from({ length: count }, (_, index) => `Song ${index + 1}`)
const rowsOf = (titles: string[]): Row[] => titles.map((title) => newRow(uriOfTrack(title), title))

/** A playlist that holds `actual`, and a look whether it holds what was planned. `changedFrom` is the first row that the edit changed. */
async function look(planned: string[], actual: string[], options: { changedFrom?: number; version?: 'ours' | 'other' | 'unknown' } = {}) {
  const { spotify, mix, fake } = await startChanges(actual)
  const after = rowsOf(planned)
  const { changedFrom = 0, version = 'ours' } = options
  const before = after.map((one, index) => (index < changedFrom ? one : newRow('spotify:track:before')))
  const { snapshotId } = await spotify.playlistContents.glance(mix.id)
  fake.clearRecord()
  const versions = { ours: snapshotId, other: 'another', unknown: undefined }
  const found = await verify({ id: mix.id, before, after, snapshotId: versions[version], spotify })
  return { found, requests: fake.requests().length }
}

describe('the look at a playlist after an edit', () => {
  it('costs one request when all is as planned, wherever the edit began', async () => {
    expect(await look(names(3), names(3))).toEqual({ found: [], requests: 1 })
    expect(await look([], [])).toEqual({ found: [], requests: 1 })
    expect(await look(names(130), names(130), { changedFrom: 5 })).toEqual({ found: [], requests: 1 })
    expect(await look(names(130), names(130), { changedFrom: 120 })).toEqual({ found: [], requests: 1 })
    expect(await look(names(130), names(130), { changedFrom: 5, version: 'unknown' })).toEqual({ found: [], requests: 1 })
  })

  it('sees each row of a short list, whichever version Spotify names', async () => {
    for (const version of ['ours', 'other', 'unknown'] as const) {
      expect((await look(names(3), names(3), { version })).requests).toBe(1)
      expect((await look(names(3), ['Song 1', 'X', 'Song 3'], { version })).found).toHaveLength(2)
      expect((await look(names(3), names(4), { version })).found).toEqual(['1 song more: Song 4 (4).'])
      expect((await look(names(3), names(2), { version })).found).toEqual(['1 song fewer: Song 3 (3).'])
    }
  })

  it('sees by the version that somebody else changed rows beyond the first hundred, also when the length is the same', async () => {
    const actual = names(130).with(125, 'X')
    expect((await look(names(130), actual, { changedFrom: 5, version: 'other' })).found).toEqual([
      '1 song more: X (126).',
      '1 song fewer: Song 126 (126).',
    ])
    expect((await look(names(130), names(130), { changedFrom: 5, version: 'other' })).found).toEqual([])
  })

  it('sees a wrong row where an edit further down begins, also when the length is the same', async () => {
    for (const position of [120, 121, 129]) {
      const { found } = await look(names(130), names(130).with(position, 'X'), { changedFrom: 120 })
      expect(found).toEqual([`1 song more: X (${position + 1}).`, `1 song fewer: Song ${position + 1} (${position + 1}).`])
    }
  })

  it('sees another length, also further down', async () => {
    expect((await look(names(130), names(131), { changedFrom: 120 })).found).toEqual(['1 song more: Song 131 (131).'])
    expect((await look(names(200), names(201), { changedFrom: 120 })).found).toEqual(['1 song more: Song 201 (201).'])
    expect((await look(names(130), names(131), { changedFrom: 5, version: 'unknown' })).found).toEqual(['1 song more: Song 131 (131).'])
  })

  it('looks at the first hundred rows where the edit began among them, and below from where it began', async () => {
    for (const [changedFrom, path] of [
      [99, '/v1/playlists/MIX?'],
      [100, '/v1/playlists/MIX/items?limit=50&offset=100&'],
    ] as const) {
      const { spotify, mix, fake } = await startChanges(names(130))
      const after = rowsOf(names(130))
      await verify({ id: mix.id, before: after.slice(0, changedFrom), after, snapshotId: undefined, spotify })
      expect(fake.requests()[0]?.replace(mix.id, 'MIX')).toContain(path)
    }
  })

  it('looks at the end of a long list that only became shorter', async () => {
    const { spotify, mix, fake } = await startChanges(names(130))
    const after = rowsOf(names(130))
    expect(await verify({ id: mix.id, before: [...after, newRow('u')], after, snapshotId: undefined, spotify })).toEqual([])
    expect(fake.requests()[0]).toContain('offset=129')
  })

  it('takes a list of exactly a hundred rows for one that the first look shows whole', async () => {
    expect(await look(names(100), names(100), { changedFrom: 99, version: 'other' })).toEqual({ found: [], requests: 1 })
    const { spotify, mix, fake } = await startChanges(names(100))
    const after = rowsOf(names(100))
    expect(await verify({ id: mix.id, before: [...after, newRow('u')], after, snapshotId: undefined, spotify })).toEqual([])
    expect(fake.requests()[0]).not.toContain('offset')
  })

  it('knows unavailable rows', async () => {
    const { spotify, mix } = await startChanges()
    mix.rows = [row(null), row(track('Song 1'))]
    const after: Row[] = [{ kind: 'unavailable', title: 'gone' }, ...rowsOf(['Song 1'])]
    const options = { id: mix.id, before: [], snapshotId: undefined, spotify }
    expect(await verify({ ...options, after })).toEqual([])
    expect(await verify({ ...options, after: rowsOf(['Song 1', 'Song 1']) })).toHaveLength(2)
  })
})
