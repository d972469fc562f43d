import { describe, expect, it } from 'vitest'
import { countRequestsDone, type PlaylistRequest, storedItem } from '../../../src/changes/plan/playlist-requests.ts'
import { restoreRows } from '../../../src/changes/plan/restore-rows.ts'
import { newRow, type Row, rowOf, sameRows } from '../../../src/changes/plan/row.ts'

const list = (names: string) => [...names].map(storedItem)
const add = (uri: string): PlaylistRequest => ({ do: 'add', uris: [uri] })

describe('how many requests of an interrupted change were carried out', () => {
  const requests: PlaylistRequest[] = [{ do: 'remove', uris: ['a'] }, add('c'), add('d')]

  it.each([
    ['ab', 0],
    ['b', 1],
    ['bc', 2],
    ['bcd', 3],
    ['bd', -1],
    ['', -1],
    ['abc', -1],
  ])('is seen in the list: %j means %i', (now, count) => {
    expect(countRequestsDone(list('ab'), requests, list(now))).toBe(count)
  })

  it('is the largest that fits, where a request changes nothing or a list comes back', () => {
    expect(countRequestsDone(list('b'), [{ do: 'remove', uris: ['a'] }, add('c')], list('b'))).toBe(1)
    expect(countRequestsDone(list('a'), [add('b'), { do: 'remove', uris: ['b'] }], list('a'))).toBe(2)
    expect(countRequestsDone(list('a'), [], list('a'))).toBe(0)
    expect(countRequestsDone(list('a'), [], list('b'))).toBe(-1)
  })

  it('includes moves that stay where they are', () => {
    expect(countRequestsDone(list('abcd'), [{ do: 'move', start: 0, length: 2, before: 1 }], list('abcd'))).toBe(1)
    expect(countRequestsDone(list('abc'), [{ do: 'move', start: 0, length: 1, before: 3 }], list('bca'))).toBe(1)
    expect(countRequestsDone(list('abc'), [{ do: 'move', start: 2, length: 1, before: 0 }], list('cab'))).toBe(1)
  })

  it('leaves unavailable rows alone when uris are removed', () => {
    const unavailable = { kind: 'unavailable' as const, title: 'gone' }
    expect(countRequestsDone([unavailable, ...list('a')], [{ do: 'remove', uris: ['a'] }], [unavailable])).toBe(1)
  })
})

describe('the list as it was before', () => {
  const tape: Row = { kind: 'local', uri: 'spotify:local:tape', title: 'Tape' }
  const unavailable: Row = { kind: 'unavailable', title: 'gone' }
  const [a, b] = [newRow('a', 'A'), newRow('b', 'B')]

  it('uses the rows that are there, and adds the others', () => {
    const { rows, lost } = restoreRows([b], [a, b])
    expect(rows).toEqual([newRow('a', 'A'), b])
    expect(rows[1]).toBe(b)
    expect(lost).toBe(0)
  })

  it('cannot bring back local and unavailable rows, and says how many', () => {
    expect(restoreRows([], [tape, a, unavailable])).toEqual({ rows: [newRow('a', 'A')], lost: 2 })
    expect(restoreRows([tape], [tape, unavailable])).toEqual({ rows: [tape], lost: 1 })
  })

  it('keeps local and unavailable rows that came since, at the end; items that came since go', () => {
    expect(restoreRows([unavailable, newRow('x'), tape, a], [a]).rows).toEqual([a, unavailable, tape])
  })
})

describe('a row', () => {
  const row = { position: 0, addedAt: '2026-06-01T12:00:00Z' }
  const track = { type: 'track' as const, id: 'a', name: 'Song', artists: [{ type: 'artist' as const, name: 'Singer' }], durationMs: 1 }

  it('of Spotify is an item, a local file or unavailable', () => {
    expect(rowOf({ ...row, item: { ...track, album: { type: 'album', name: 'Album' } }, uri: 'u', playable: false })).toEqual({
      kind: 'item',
      uri: 'u',
      title: 'Song',
      artist: 'Singer',
      album: 'Album',
      durationMs: 1,
      recording: expect.objectContaining({ name: 'Song', durationMs: 1 }),
      addedAt: row.addedAt,
      playable: false,
    })
    expect(rowOf({ ...row, item: { type: 'local', uri: 'l', name: 'Tape', artists: [], durationMs: 2 }, uri: 'l' }).kind).toBe('local')
    expect(rowOf({ ...row, item: null })).toEqual({ kind: 'unavailable', title: 'an unavailable row', addedAt: row.addedAt })
    expect(rowOf({ ...row, item: null, uri: 'u' }).kind).toBe('unavailable')
    expect(rowOf({ ...row, item: track }).kind).toBe('unavailable')
    expect(rowOf({ ...row, item: { ...track, name: ' ' }, uri: 'u' }).title).toBe('u')
  })

  it('of a podcast has the show in the place of the artist', () => {
    const show = { type: 'show' as const, id: 's', name: 'Radio' }
    expect(rowOf({ ...row, item: { type: 'episode', id: 'e', name: 'Talk', show, durationMs: 3 }, uri: 'u' }).artist).toBe('Radio')
  })

  it('is the same as another in lists of the same length, order, kind and uri', () => {
    expect(sameRows(list('ab'), list('ab'))).toBe(true)
    for (const other of ['ba', 'a', 'abc']) expect(sameRows(list('ab'), list(other))).toBe(false)
  })
})
