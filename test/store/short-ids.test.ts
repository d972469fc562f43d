import { describe, expect, it } from 'vitest'
import { openShortIds, type ShortIds } from '../../src/store/short-ids.ts'
import { temporaryDatabase } from './temporary-database.ts'

function shortIds(): ShortIds {
  return openShortIds(temporaryDatabase())
}

const item = (id: string, name = 'Midnight River', type = 'track') => ({ id: id.padEnd(22, '0'), type, name })

describe('short ids', () => {
  it('are the first six characters', () => {
    expect(
      shortIds()
        .remember([item('oSn9qpAAA')])
        .get(item('oSn9qpAAA').id),
    ).toBe('oSn9qp')
  })

  it('grow when two items begin alike, whichever was seen first', () => {
    const ids = shortIds()
    ids.remember([item('oSn9qpAA1')])
    const shown = ids.remember([item('oSn9qpAA2'), item('oSn9qpB')])
    expect([...shown.values()]).toEqual(['oSn9qpAA2', 'oSn9qpB'])
    expect([...ids.remember([item('oSn9qpAA1')]).values()]).toEqual(['oSn9qpAA1'])
  })

  it('resolve by four characters and more, and by the whole id', () => {
    const ids = shortIds()
    ids.remember([item('oSn9qp'), item('Zzzzzz')])
    for (const prefix of ['oSn9', 'oSn9qp', item('oSn9qp').id]) expect(ids.resolve(prefix)).toEqual(item('oSn9qp'))
  })

  it('know capital from small letters', () => {
    const ids = shortIds()
    ids.remember([item('abcdef', 'Small'), item('ABCDEF', 'Capital')])
    expect(ids.resolve('abcdef').name).toBe('Small')
    expect(ids.resolve('ABCDEF').name).toBe('Capital')
    expect(() => ids.resolve('Abcdef')).toThrow('No item beginning with "Abcdef"')
  })

  it('are never guessed: an ambiguous one names what it could be', () => {
    const ids = shortIds()
    ids.remember([item('oSn9qp', 'Midnight River'), item('oSn9Zk', 'Paper Ocean', 'album')])
    expect(() => ids.resolve('oSn9')).toThrow(
      '"oSn9" could be two items: oSn9Zk Paper Ocean (album) or oSn9qp Midnight River (track). Use more letters.',
    )
    ids.remember([item('oSn9ab', 'Third'), item('oSn9cd', 'Fourth'), item('oSn9ef', 'Fifth')])
    expect(() => ids.resolve('oSn9')).toThrow(/could be several items: .*, among others\. Use more letters\./)
  })

  it.each(['', 'abc', 'oSn9qp!', "x' OR 1=1", 'oSn9%', 'söng', '🎵🎵🎵🎵'])('refuse %j, which is no id', (text) => {
    expect(() => shortIds().resolve(text)).toThrow('is not an id')
  })

  it('keep the newest name, cleaned', () => {
    const ids = shortIds()
    ids.remember([item('oSn9qp', 'Old')])
    ids.remember([item('oSn9qp', 'New\u001b[31m\nname')])
    expect(ids.resolve('oSn9qp').name).toBe('New [31m name')
  })

  it('stay unique among ten thousand items', () => {
    const ids = shortIds()
    const letters = 'ab'
    const many = Array.from({ length: 10_000 }, (_, index) =>
      item([...index.toString(2).padStart(14, '0')].map((bit) => letters[Number(bit)]).join('')),
    )
    ids.remember(many)
    const shown = ids.remember(many)
    expect(new Set(shown.values()).size).toBe(10_000)
    for (const { id } of many.slice(0, 200)) expect(ids.resolve(shown.get(id) ?? '').id).toBe(id)
  })

  it('are found when exactly one known item begins so', () => {
    const ids = shortIds()
    ids.remember([item('oSn9qp'), item('oSn9Zk')])
    expect(ids.find('oSn9q')).toEqual(item('oSn9qp'))
    for (const prefix of ['oSn9', 'Zzzz', 'oSn', 'oSn9%', `${item('oSn9qp').id}0`]) expect(ids.find(prefix)).toBeUndefined()
  })

  it('name three items at most, and say whether there are others', () => {
    const ids = shortIds()
    ids.remember(['a', 'b', 'c'].map((letter) => item(`oSn9${letter}`)))
    expect(() => ids.resolve('oSn9')).toThrow(/could be several items: (?:\S+ Midnight River \(track\)(?: or )?){3}\. Use more letters/)
    ids.remember([item('oSn9d')])
    expect(() => ids.resolve('oSn9')).toThrow(', among others. Use')
  })

  it('grow by one character beyond what two ids share, and not below six', () => {
    const ids = shortIds()
    const shown = ids.remember([item('abcde1'), item('abcde2'), item('abcdexy1'), item('abcdexy2')])
    expect([...shown.values()]).toEqual(['abcde1', 'abcde2', 'abcdexy1', 'abcdexy2'])
    expect([...ids.remember([item('zzzzz9'), item('zzzz')]).values()]).toEqual(['zzzzz9', 'zzzz00'])
  })
})
