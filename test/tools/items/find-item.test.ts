import { describe, expect, it } from 'vitest'
import type { Spotify } from '../../../src/spotify/client.ts'
import type { Playlist } from '../../../src/spotify/items.ts'
import { openShortIds } from '../../../src/store/short-ids.ts'
import { findItem, findPlaylist } from '../../../src/tools/items/find-item.ts'
import { temporaryDatabase } from '../../store/temporary-database.ts'

const river = { type: 'track', id: '69ydOT1234567890123456', name: 'Midnight River' } as const
const letters = { type: 'album', id: 'a1B2c31234567890123456', name: 'Quiet Harbor Letters' } as const

function shortIds() {
  const ids = openShortIds(temporaryDatabase())
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

describe('a playlist that a tool is given', () => {
  const playlist = (name: string, id: string): Playlist => ({
    type: 'playlist',
    id: id.padEnd(22, '0'),
    name,
    owner: { id: 'wanda', name: 'Wanda' },
    tracks: 7,
    snapshotId: 'x',
    collaborative: false,
  })
  const rows = [
    playlist('Road Trip 🚗', 'road'),
    playlist('Focus', 'focus1'),
    playlist('Focus Deep', 'focus2'),
    playlist('Café Noir', 'cafe'),
    null,
  ]
  const find = (text: string) => {
    const spotify = { listener: { playlists: async () => ({ rows, total: rows.length }) } } as unknown as Spotify
    return findPlaylist(text, { spotify, shortIds: shortIds() })
  }

  it('may be named: the whole name goes before a part of one', async () => {
    expect(await find('focus')).toMatchObject({ name: 'Focus' })
    expect(await find('road trip')).toMatchObject({ name: 'Road Trip 🚗' })
    expect(await find('CAFE noir')).toMatchObject({ name: 'Café Noir' })
  })

  it('by a name that fits several is refused with their ids', async () => {
    await expect(find('foc')).rejects.toThrow(
      '"foc" could be 2 playlists: focus1 Focus (7 tracks) or focus2 Focus Deep (7 tracks). Give the id.',
    )
  })

  it('by a name that fits none says where they are listed', async () => {
    await expect(find('polka')).rejects.toThrow('No playlist is called "polka". get_user_playlists lists them all.')
  })

  it('may be a link', async () => {
    expect(await find(`https://open.spotify.com/playlist/${river.id}`)).toEqual({ type: 'playlist', id: river.id })
    await expect(find(`spotify:track:${river.id}`)).rejects.toThrow('is a track; here a playlist is needed.')
  })
})
