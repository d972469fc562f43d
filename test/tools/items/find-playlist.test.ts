import { describe, expect, it } from 'vitest'
import type { Spotify } from '../../../src/spotify/client.ts'
import type { Playlist } from '../../../src/spotify/items.ts'
import { openShortIds } from '../../../src/store/short-ids.ts'
import { findPlaylist, findPlaylistToChange } from '../../../src/tools/items/find-playlist.ts'
import { temporaryDatabase } from '../../store/temporary-database.ts'

const trackId = '69ydOT1234567890123456'

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
  playlist('Road Trip 🚗', 'road00'),
  playlist('Focus', 'focus1'),
  playlist('Focus Deep', 'focus2'),
  playlist('Café Noir', 'cafe00'),
  playlist('Private Thoughts', 'priv00'),
  playlist('Morning Coffee', 'morn00'),
  playlist('Rock', 'rock01'),
  playlist('ROCK', 'rock02'),
  playlist('Twice', 'twice1'),
  playlist('Twice', 'twice2'),
  playlist('Straße', 'stra00'),
  null,
]

const place = () => ({
  spotify: { listener: { playlists: async () => ({ rows, total: rows.length }) } } as unknown as Spotify,
  shortIds: openShortIds(temporaryDatabase())('wanda'),
})
const look = (text: string) => findPlaylist(text, place())
const change = (text: string) => findPlaylistToChange(text, place())

describe('a playlist to look at', () => {
  it('may be named: the whole name goes before a part of one', async () => {
    expect(await look('focus')).toMatchObject({ name: 'Focus' })
    expect(await look('road trip')).toMatchObject({ name: 'Road Trip 🚗' })
    expect(await look('CAFE noir')).toMatchObject({ name: 'Café Noir' })
  })

  it('may be named by words of its name and their beginnings, but not by what stands inside of them', async () => {
    expect(await look('road')).toMatchObject({ name: 'Road Trip 🚗' })
    expect(await look('coff mor')).toMatchObject({ name: 'Morning Coffee' })
    await expect(look('oad')).rejects.toThrow('No playlist is called "oad". Did you mean road00 Road Trip 🚗 (7 songs)? Give the id.')
  })

  it('by a name that fits several is refused with their ids', async () => {
    await expect(look('foc')).rejects.toThrow(
      '"foc" could be 2 playlists: focus1 Focus (7 songs) or focus2 Focus Deep (7 songs). Give the id.',
    )
  })

  it('by a name that fits none says where they are listed', async () => {
    await expect(look('polka')).rejects.toThrow('No playlist is called "polka". get_user_playlists lists them all.')
  })

  it('may be a link', async () => {
    expect(await look(`https://open.spotify.com/playlist/${trackId}`)).toEqual({ type: 'playlist', id: trackId })
    await expect(look(`spotify:track:${trackId}`)).rejects.toThrow('is a track; here a playlist is needed.')
  })
})

describe('a playlist to change', () => {
  it.each([
    ['Road Trip 🚗', 'road00'],
    ['  road TRIP ', 'road00'],
    ['cafe noir', 'cafe00'],
    ['strasse', 'stra00'],
    ['Private-Thoughts', 'priv00'],
    ['Rock', 'rock01'],
    ['ROCK', 'rock02'],
    ['focus', 'focus1'],
    [`spotify:playlist:${trackId}`, trackId],
  ])('is meant by its whole name or its id: %s', async (text, id) => {
    expect((await change(text)).id.startsWith(id)).toBe(true)
  })

  it.each([
    ['hough', 'priv00 Private Thoughts (7 songs)'],
    ['thoughts', 'priv00 Private Thoughts (7 songs)'],
    ['road', 'road00 Road Trip 🚗 (7 songs)'],
    ['morning cofee', 'morn00 Morning Coffee (7 songs)'],
    ['mroning coffee', 'morn00 Morning Coffee (7 songs)'],
    ['coffee', 'morn00 Morning Coffee (7 songs)'],
    ['Cofe Noire', 'cafe00 Café Noir (7 songs)'],
    ['focis', 'focus1 Focus (7 songs) or focus2 Focus Deep (7 songs)'],
  ])('is never guessed: %s', async (text, meant) => {
    await expect(change(text)).rejects.toThrow(`No playlist is called "${text}". Did you mean ${meant}? Give the id.`)
  })

  it('is not guessed where nothing is near, or where two have the name', async () => {
    await expect(change('polka')).rejects.toThrow('No playlist is called "polka". get_user_playlists lists them all.')
    await expect(change('rocK')).rejects.toThrow(
      '"rocK" could be 2 playlists: rock01 Rock (7 songs) or rock02 ROCK (7 songs). Give the id.',
    )
    await expect(change('twice')).rejects.toThrow('"twice" could be 2 playlists')
  })
})

describe('the search for what was meant', () => {
  it('takes little time with as many playlists as a person can have, and with long names', async () => {
    const many = Array.from({ length: 11_000 }, (_, index) =>
      playlist(index < 500 ? 'long name '.repeat(10) : `Mix number ${index}`, `id${index}`),
    )
    const spotify = { listener: { playlists: async () => ({ rows: many, total: many.length }) } } as unknown as Spotify
    const startedAt = performance.now()
    await expect(findPlaylistToChange('lnog name '.repeat(10), { ...place(), spotify })).rejects.toThrow('Did you mean')
    await expect(findPlaylistToChange('mix nubmer 7', { ...place(), spotify })).rejects.toThrow('Did you mean')
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  })
})
