import { describe, expect, it } from 'vitest'
import { openShortIds } from '../../../src/store/short-ids.ts'
import { findItem } from '../../../src/tools/items/find-item.ts'
import { temporaryDatabase } from '../../store/temporary-database.ts'

const river = { type: 'track', id: '69ydOT1234567890123456', name: 'Midnight River' } as const
const letters = { type: 'album', id: 'a1B2c31234567890123456', name: 'Quiet Harbor Letters' } as const

function shortIds() {
  const ids = openShortIds(temporaryDatabase())('wanda')
  ids.remember([river, letters])
  return ids
}

describe('an item that a tool is given', () => {
  it('is understood as short id, whole id, URI and link', () => {
    for (const text of ['69ydOT', river.id, `spotify:track:${river.id}`, `https://open.spotify.com/track/${river.id}?si=1`]) {
      expect(findItem(text, ['track', 'episode'], shortIds())).toMatchObject({ type: 'track', id: river.id })
    }
  })

  it('needs not to have been shown before when its kind is clear', () => {
    const unseen = 'Zz12345678901234567890'
    expect(findItem(unseen, ['track'], shortIds())).toEqual({ type: 'track', id: unseen })
    expect(findItem(`spotify:episode:${unseen}`, ['track', 'episode'], shortIds())).toEqual({ type: 'episode', id: unseen })
    expect(() => findItem(unseen, ['track', 'episode'], shortIds())).toThrow(`Give it as a URI, as spotify:track:${unseen}.`)
  })

  it('of the wrong kind is refused with the kinds that fit', () => {
    expect(() => findItem('a1B2c3', ['track', 'episode'], shortIds())).toThrow(
      '"a1B2c3" is an album; here a track or an episode is needed.',
    )
    expect(() => findItem(`spotify:album:${letters.id}`, ['track'], shortIds())).toThrow('is an album')
  })

  it('that nobody knows is never guessed', () => {
    expect(() => findItem('Xxxxxx', ['track'], shortIds())).toThrow('No item beginning with "Xxxxxx" was shown before.')
    expect(() => findItem('Midnight River', ['track'], shortIds())).toThrow('is not an id')
  })
})
