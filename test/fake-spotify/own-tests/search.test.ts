import { encode } from 'gpt-tokenizer/encoding/o200k_base'
import { describe, expect, it } from 'vitest'
import { album, artist, emptyWorld, episode, playlist, show, track } from '../builders.ts'
import { type SignedIn, signedIn } from './test-helpers.ts'

const names = async (spotify: SignedIn, q: string, type = 'track') => {
  const { json } = await spotify.get(`/search?q=${encodeURIComponent(q)}&type=${type}&limit=10`)
  return json[`${type}s`].items.map((one: { name: string } | null) => one?.name ?? null)
}

/** Four tracks, three artists, and things of the other kinds. */
function smallWorld() {
  const world = emptyWorld()
  const glass = artist({ name: 'Glass Wolves', genres: ['dream pop'] })
  const [old, recent] = [
    album({ name: 'Paper Ocean', artists: ['Golden Static'], releaseDate: '1998' }),
    album({ name: 'Second Signal', artists: [glass], releaseDate: '2026-11-13' }),
  ]
  world.tracks = [
    track({ name: 'River Song', album: old }),
    track({ name: 'Midnight River', album: recent, isrc: 'DEUM72600001' }),
    track({ name: 'River', album: old }),
    track({ name: 'Café Dvořák', artists: [glass], album: 'Straße' }),
  ]
  world.playlists = [playlist('River Trip'), playlist({ name: 'River Diary', public: false })]
  world.otherPlaylists = [playlist({ name: 'Daily River', owner: { id: 'spotify', displayName: 'Spotify' } })]
  world.episodes = [episode({ name: 'On rivers', show: show('Water Talk') })]
  return world
}

describe('Search', () => {
  it('finds the whole name first, then its beginning, then the rest', async () => {
    await using spotify = await signedIn({ world: smallWorld() })
    expect(await names(spotify, 'river')).toEqual(['River', 'River Song', 'Midnight River'])
  })

  it('finds words of the name, the artist and the album together, whatever their accents', async () => {
    await using spotify = await signedIn({ world: smallWorld() })
    expect(await names(spotify, 'glass RIVER second')).toEqual(['Midnight River'])
    expect(await names(spotify, 'cafe dvorak')).toEqual(['Café Dvořák'])
  })

  it.each([
    ['artist:"Glass Wolves"', ['Midnight River', 'Café Dvořák']],
    ['artist:glass river', ['Midnight River']],
    ['track:river album:"paper ocean"', ['River', 'River Song']],
    ['year:1998', ['River Song', 'River']],
    ['river year:2000-2026', ['Midnight River']],
    ['isrc:DEUM72600001', ['Midnight River']],
    ['genre:"dream pop"', ['Midnight River', 'Café Dvořák']],
  ])('understands the field filters: %s', async (q, expected) => {
    await using spotify = await signedIn({ world: smallWorld() })
    expect(await names(spotify, q)).toEqual(expected)
  })

  it('finds albums, artists, playlists, shows and episodes; tag:new means the newest two weeks', async () => {
    await using spotify = await signedIn({ world: smallWorld() })
    expect(await names(spotify, 'golden', 'artist')).toEqual(['Golden Static'])
    expect(await names(spotify, 'ocean', 'album')).toEqual(['Paper Ocean'])
    expect(await names(spotify, 'tag:new', 'album')).toEqual(['Second Signal'])
    expect(await names(spotify, 'water', 'show')).toEqual(['Water Talk'])
    expect(await names(spotify, 'rivers water', 'episode')).toEqual(['On rivers'])
  })

  it("gives Spotify's own playlists as null, and no private ones", async () => {
    await using spotify = await signedIn({ world: smallWorld() })
    expect(await names(spotify, 'river', 'playlist')).toEqual(['River Trip', null])
  })

  it('gives 5 of each type unless told otherwise, and pages by offset up to 1000', async () => {
    await using spotify = await signedIn()
    const { json } = await spotify.get('/search?q=river&type=track,album')
    expect([json.tracks.limit, json.tracks.items.length, json.albums.items.length]).toEqual([5, 5, 5])
    const next = await spotify.get(json.tracks.next.replace('https://api.spotify.com/v1', ''))
    expect(next.json.tracks.offset).toBe(5)
    expect(next.json.tracks.previous).toContain('offset=0')
    expect(next.json.tracks.items[0].id).not.toBe(json.tracks.items[0].id)
    expect((await spotify.get('/search?q=river&type=track&offset=1000')).status).toBe(200)
    expect((await spotify.get('/search?q=river&type=track&offset=1001')).status).toBe(400)
  })

  it.each([
    ['?q=river&type=track&limit=11', 'Invalid limit'],
    ['?q=river&type=track&limit=0', 'Invalid limit'],
    ['?q=river&type=song', 'Bad search type field song'],
    ['?q=river', 'Missing parameter type'],
    ['?type=track', 'No search query'],
  ])('refuses %s', async (query, message) => {
    await using spotify = await signedIn({ world: emptyWorld() })
    expect((await spotify.get(`/search${query}`)).json).toEqual({ error: { status: 400, message } })
  })

  it("costs about as many tokens as Spotify's own JSON does without the removed fields", async () => {
    await using spotify = await signedIn()
    const { text } = await spotify.get('/search?q=river&type=track&limit=10')
    expect(encode(text).length).toBeGreaterThan(6_500)
    expect(encode(text).length).toBeLessThan(9_500)
  })
})
