import { describe, expect, it } from 'vitest'
import { fillIn, idOf, receipt } from './from-answers.ts'

describe('idOf', () => {
  it.each([
    ['a row', 'Tracks 1-1 of 1\n4NOyIh Midnight River | Golden Static | 4:58'],
    ['a row with its position', '12 4NOyIh Midnight River | Golden Static 4:58'],
    ['a row with a mark', '4NOyIh Midnight River [saved] | Golden Static'],
    ['a sentence about one', 'Chosen: track 4NOyIh Midnight River | Golden Static | best match'],
    ['the only thing in its row', 'Artists 1-1 of 1\n4NOyIh Midnight River'],
    ['one of several in a row', 'Saved 2: 4NOyIh Midnight River, 7sLewE Bitter Lantern'],
    ['the heading of an item', '4NOyIh Midnight River (album) | by 1avGoR Golden Static'],
  ])('reads the id from %s', (_, answer) => {
    expect(idOf('Midnight River')([answer])).toBe('4NOyIh')
  })

  it('takes the row that also has other words, and of several answers the latest', () => {
    const answers = ['aaaaaa River | A', 'bbbbbb River | A\ncccccc River | B', 'Nothing here']
    expect(idOf('River')(answers)).toBe('bbbbbb')
    expect(idOf('River', 'B')(answers)).toBe('cccccc')
  })

  it('does not take a longer title, a part of one, or signs for patterns', () => {
    const answers = ['aaaaaa River Song | A\nbbbbbb Long River | A\ncccccc (River) [Live]. | A']
    expect(() => idOf('River')(answers)).toThrow('No answer has a row "River"')
    expect(idOf('(River) [Live].')(answers)).toBe('cccccc')
  })
})

it('the receipt is read from the answer of a change, and from the list of changes', () => {
  expect(receipt(['Receipt k3m9xq: undo_change takes it back.', 'Tracks 1-5 of 9'])).toBe('k3m9xq')
  expect(receipt(['Latest changes, newest first: receipt | when\nk3m9xq | 2026-11-22 | x\nabcdef | 2026-11-21 | y'])).toBe('k3m9xq')
  expect(() => receipt(['No changes yet.'])).toThrow('No answer has a receipt')
})

it('values are filled in at any depth', () => {
  const given = { playlist: 'Mix', add: [{ items: [idOf('River'), 'x'], position: 2 }], dry_run: true }
  expect(fillIn(given, ['aaaaaa River'])).toEqual({ playlist: 'Mix', add: [{ items: ['aaaaaa', 'x'], position: 2 }], dry_run: true })
})
