import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { silentLog } from '../../src/config/logging.ts'
import { openDatabase } from '../../src/store/database.ts'
import { type IndexedRow, openLibraryIndex } from '../../src/store/library-index.ts'

function startIndex() {
  const directory = mkdtempSync(join(tmpdir(), 'tonearm-index-'))
  const database = openDatabase(join(directory, 'tonearm.db'), silentLog)
  onTestFinished(() => {
    database.close()
    rmSync(directory, { recursive: true })
  })
  return openLibraryIndex(database)
}

const list = (name: string, total: number, version = '1') => ({ list: name, name: name.toUpperCase(), version, total })

const row = (position: number, words: string, uri?: string): IndexedRow => ({
  position,
  words,
  uri,
  item: { name: words },
  addedAt: '2026-06-01T12:00:00Z',
})

describe('The library index', () => {
  it('gives back what was put in, found by the beginnings of words or by uri', () => {
    const index = startIndex()
    index.replace('wanda', list('a', 2), [row(0, 'midnight river', 'u:1'), row(1, 'golden river')])
    index.replace('wanda', list('b', 1), [row(0, 'midnight river', 'u:1')])

    expect(index.lists('wanda')).toEqual(new Map([list('a', 2), list('b', 1)].map((one) => [one.list, one])))
    const hit = { position: 0, uri: 'u:1', item: { name: 'midnight river' }, addedAt: '2026-06-01T12:00:00Z' }
    expect(index.search('wanda', [' riv', ' mid'])).toEqual([
      { list: 'a', ...hit },
      { list: 'b', ...hit },
    ])
    expect(index.search('wanda', [' riv'], 'b')).toEqual([{ list: 'b', ...hit }])
    expect(index.search('wanda', [' old'])).toEqual([])
    expect(index.search('wanda', ["' OR 1=1 --", '%'])).toEqual([])
    expect(index.holding('wanda', ['u:1', 'u:2'])).toEqual([
      { list: 'a', ...hit },
      { list: 'b', ...hit },
    ])
  })

  it('gives back the rows whose recording has a key that begins like this, or this ISRC', () => {
    const index = startIndex()
    const song = (position: number, recording?: string, isrc?: string) => ({ ...row(position, `words ${position}`), recording, isrc })
    index.replace('wanda', list('a', 5), [
      song(0, 'river|gold'),
      song(1, 'river|iron', 'GB1'),
      song(2, 'river deep|gold'),
      song(3, undefined, 'GB2'),
      song(4),
    ])
    const found = (keyStart?: string, isrc?: string) => index.releases('wanda', { keyStart, isrc }).map(({ position }) => position)
    expect(found('river|')).toEqual([0, 1])
    expect(found('river|gold')).toEqual([0])
    expect(found('river|iron', 'GB1')).toEqual([1])
    expect(found('rain|', 'GB2')).toEqual([3])
    expect([found('%|'), found(), found(undefined, 'GB1')]).toEqual([[], [], [1]])
    expect(index.releases('otto', { keyStart: 'river|', isrc: 'GB1' })).toEqual([])
  })

  it('keeps accounts apart', () => {
    const index = startIndex()
    index.replace('wanda', list('a', 1), [row(0, 'river', 'u:1')])
    expect([index.lists('otto').size, index.search('otto', [' river']), index.holding('otto', ['u:1'])]).toEqual([0, [], []])
    index.replace('otto', list('a', 0), [])
    expect(index.search('wanda', [' river'])).toHaveLength(1)
  })

  it('replaces a list whole, or not at all when a row cannot be written', () => {
    const index = startIndex()
    index.replace('wanda', list('a', 2), [row(0, 'one'), row(1, 'two')])
    expect(() => index.replace('wanda', list('a', 1, '2'), [row(0, 'new'), { ...row(1, 'x'), item: 1n }])).toThrow('BigInt')
    expect(index.lists('wanda').get('a')?.version).toBe('1')
    expect(index.search('wanda', [' ']).map(({ item }) => item)).toEqual([{ name: 'one' }, { name: 'two' }])
    index.replace('wanda', list('a', 1, '2'), [row(0, 'new')])
    expect(index.search('wanda', [' ']).map(({ item }) => item)).toEqual([{ name: 'new' }])
  })

  it('adds rows; adding them again changes nothing', () => {
    const index = startIndex()
    index.replace('wanda', list('a', 1), [row(0, 'old')])
    for (let time = 0; time < 2; time += 1) index.add('wanda', list('a', 2, '2'), [row(1, 'new')])
    expect(index.search('wanda', [' ']).map(({ position }) => position)).toEqual([0, 1])
    expect(index.lists('wanda').get('a')).toEqual(list('a', 2, '2'))
  })

  it('renames and removes lists, and forgets everything', () => {
    const index = startIndex()
    for (const name of ['a', 'b']) index.replace('wanda', list(name, 1), [row(0, 'river')])
    index.rename('wanda', 'a', 'Renamed')
    expect(index.lists('wanda').get('a')?.name).toBe('Renamed')
    index.remove('wanda', 'a')
    expect([...index.lists('wanda').keys(), ...index.search('wanda', [' ']).map((hit) => hit.list)]).toEqual(['b', 'b'])
    index.forget()
    expect([index.lists('wanda').size, index.search('wanda', [' ']).length]).toEqual([0, 0])
  })

  it('searches from the beginnings of words, and gives rows back as they were put in', () => {
    const index = startIndex()
    index.replace('wanda', list('b', 2), [row(1, 'river long'), { position: 0, words: 'midriver', item: null }])
    index.replace('wanda', list('a', 1), [row(0, 'long river')])
    expect(index.search('wanda', [' river']).map((hit) => [hit.list, hit.position])).toEqual([
      ['a', 0],
      ['b', 1],
    ])
    expect(index.search('wanda', [' mid'])).toEqual([{ list: 'b', position: 0, item: null }])
    expect(index.search('wanda', [])).toHaveLength(3)
    expect(index.search('wanda', [], 'b').map(({ position }) => position)).toEqual([0, 1])
  })

  it('changes one list at a time', () => {
    const index = startIndex()
    for (const name of ['a', 'b']) index.replace('wanda', list(name, 1), [row(0, 'river', 'u:1')])
    index.replace('otto', list('a', 1), [row(0, 'river', 'u:1')])
    index.replace('wanda', list('a', 0), [])
    expect(index.holding('wanda', ['u:1']).map((hit) => hit.list)).toEqual(['b'])
    index.rename('wanda', 'b', 'Renamed')
    index.remove('wanda', 'b')
    expect(index.lists('otto').get('a')?.name).toBe('A')
    expect(index.holding('otto', ['u:1'])).toHaveLength(1)
    expect(index.lists('wanda').get('b')).toBeUndefined()
  })

  it('adds all rows or none, and can be written to after a failure', () => {
    const index = startIndex()
    expect(() => index.add('wanda', list('a', 2), [row(0, 'one'), { ...row(1, 'x'), item: 1n }])).toThrow('BigInt')
    expect([index.lists('wanda').size, index.search('wanda', [' ']).length]).toEqual([0, 0])
    index.add('wanda', list('a', 1), [row(0, 'one')])
    expect(index.search('wanda', [' one'])).toHaveLength(1)
  })
})
