import { describe, expect, it } from 'vitest'
import { allScopes } from '../../../src/config/scopes.ts'
import { usedScopes } from '../../../src/tools/runtime/registry.ts'
import { track } from '../../fake-spotify/builders.ts'
import * as faults from '../../fake-spotify/faults.ts'
import type { Track } from '../../fake-spotify/types.ts'
import type { ProductOptions } from '../../product.ts'
import { startTonearm } from '../../tonearm.ts'

const saved = (...tracks: Track[]) => tracks.map((item) => ({ item, addedAt: '2026-05-01T12:00:00Z' }))

const river = track({ name: 'River', album: 'Deep Water' })
const single = track({ name: 'Rain', album: 'Rain' })
const onAlbum = track({ name: 'Rain - Remastered 2011', album: 'Best Of' })
const live = track({ name: 'Rain - Live', album: 'Live' })
const tracks = [river, onAlbum, live]
const savedTracks = saved(river, single)
const ranges = (long: Track[]) => ({ short_term: long, medium_term: long, long_term: long })

/** With thirty songs of which every second is saved. */
function numbered(options: ProductOptions = {}) {
  const all = Array.from({ length: 30 }, (_, index) => track({ name: `River ${index + 1}`, album: 'Deep Water' }))
  const half = all.filter((_, index) => index % 2 === 0)
  return startTonearm({ ...options, world: { tracks: all, savedTracks: saved(...half), topTracks: ranges(all), ...options.world } })
}

const titles = (text: string) => [...text.matchAll(/^\w{6,} (.+?) \|/gm)].map(([, title]) => title)

describe('What is saved is marked', () => {
  it('in a search, among the top songs and where lines are matched, when it is known without a request', async () => {
    const { call, spotify } = await startTonearm({ world: { tracks, savedTracks, topTracks: ranges(tracks) } })
    expect(await call('search_tracks', { query: 'rain' })).not.toContain('[saved]')
    await call('find_in_library', { query: 'river' })
    spotify.clearRecord()
    expect(await call('search_tracks', { query: 'rain' })).toMatchInlineSnapshot(`
      "Tracks 1-3 of 3
      04quB8 Rain | Golden Static | Rain | 3:35 [saved]
      6ZWWfM Rain - Remastered 2011 | Golden Static | Best Of | 3:35 [saved as another release]
      1goJC8 Rain - Live | Golden Static | Live | 3:35"
    `)
    expect(await call('get_user_top_tracks')).toMatchInlineSnapshot(`
      "Top tracks 1-3 of 3, last 6 months
      4yj7jQ River | Golden Static | Deep Water | 3:35 [saved]
      6ZWWfM Rain - Remastered 2011 | Golden Static | Best Of | 3:35 [saved as another release]
      1goJC8 Rain - Live | Golden Static | Live | 3:35"
    `)
    expect(await call('match_tracks', { lines: ['Golden Static - River', 'Golden Static - Rain (Live)'] })).toMatchInlineSnapshot(`
      "2 of 2 lines matched: line id title | artists | album | length | confidence
      1 4yj7jQ River | Golden Static | Deep Water | 3:35 | 100% [saved]
      2 1goJC8 Rain - Live | Golden Static | Live | 3:35 | 100%"
    `)
    expect(spotify.requests().filter((request) => !/search|top/.test(request))).toEqual([])
  })

  it('as long as it is sure: not after a minute, and not after Tonearm changed something', async () => {
    let passedMs = 0
    const { call } = await startTonearm({ world: { tracks, savedTracks: [...savedTracks] }, now: () => Date.now() + passedMs })
    const marks = async () => (await call('search_tracks', { query: 'golden static' })).match(/\[saved/g)?.length ?? 0
    await call('find_in_library', { query: 'river' })
    expect(await marks()).toBe(3)
    passedMs += 60_000
    expect(await marks()).toBe(0)
    await call('find_in_library', { query: 'river' })
    await call('edit_library', { remove: [`spotify:track:${river.id}`] })
    expect(await marks()).toBe(0)
    await call('find_in_library', { query: 'river' })
    expect(await marks()).toBe(2)
  })

  it('only while the user permits to see what is saved', async () => {
    const { call, settings } = await startTonearm({ world: { tracks, savedTracks } })
    await call('find_in_library', { query: 'river' })
    expect(await call('search_tracks', { query: 'rain' })).toContain('[saved]')
    settings.change({ scopes: usedScopes.filter((scope) => scope !== 'user-library-read') })
    expect(await call('search_tracks', { query: 'rain' })).not.toContain('[saved]')
  })
})

describe('exclude: "saved"', () => {
  it('leaves out what is saved in any release, and says how many', async () => {
    const { call, spotify } = await startTonearm({ world: { tracks, savedTracks, topTracks: ranges(tracks) } })
    expect(await call('search_tracks', { query: 'golden static', exclude: 'saved' })).toMatchInlineSnapshot(`
      "1 not saved yet among tracks 1-4 of 4, 3 left out (already saved)
      1goJC8 Rain - Live | Golden Static | Live | 3:35"
    `)
    expect(spotify.requests().sort()).toEqual([
      'GET /v1/me/tracks?limit=1&offset=0',
      'GET /v1/me/tracks?limit=50&offset=0',
      'GET /v1/search?q=golden static&type=track&limit=10&offset=0',
    ])
    expect(await call('get_user_top_tracks', { exclude: 'saved' })).toMatchInlineSnapshot(`
      "1 not saved yet among the top tracks 1-3 of 3, last 6 months, 2 left out (already saved)
      1goJC8 Rain - Live | Golden Static | Live | 3:35"
    `)
    const lines = ['Golden Static - River', 'Golden Static - Rain', 'Golden Static - Rain (Live)', 'Nobody - Nothing']
    expect(await call('match_tracks', { lines, exclude: 'saved' })).toMatchInlineSnapshot(`
      "1 of 4 lines matched, 1 not found, 2 left out (already saved): line id title | artists | album | length | confidence
      3 1goJC8 Rain - Live | Golden Static | Live | 3:35 | 100%
      4 not found: Nobody - Nothing"
    `)
    // What is saved was read once.
    expect(spotify.requests().filter((request) => request.includes('/me/tracks'))).toHaveLength(2)
  })

  it('reads on until there are as many as were asked for', async () => {
    const { call, spotify } = await numbered()
    const text = await call('search_tracks', { query: 'river', limit: 10, exclude: 'saved' })
    expect(text.split('\n')[0]).toBe('10 not saved yet among tracks 1-20 of 30, 10 left out (already saved)')
    expect(titles(text)).toEqual(Array.from({ length: 10 }, (_, index) => `River ${2 * index + 2}`))
    expect(spotify.requests().filter((request) => request.includes('search'))).toEqual([
      'GET /v1/search?q=river&type=track&limit=10&offset=0',
      'GET /v1/search?q=river&type=track&limit=10&offset=10',
    ])
    const top = await call('get_user_top_tracks', { limit: 3, exclude: 'saved' })
    expect(top.split('\n')[0]).toBe('3 not saved yet among the top tracks 1-6 of 30, last 6 months, 3 left out (already saved)')
  })

  it('goes on where the last answer ended', async () => {
    const { call, spotify } = await numbered()
    const text = await call('search_tracks', { query: 'river', limit: 4, offset: 20, exclude: 'saved' })
    expect(text.split('\n')[0]).toBe('4 not saved yet among tracks 21-28 of 30, 4 left out (already saved)')
    expect(titles(text)).toEqual([22, 24, 26, 28].map((number) => `River ${number}`))
    expect(spotify.requests().filter((request) => request.includes('search'))).toHaveLength(2)
    expect(titles(await call('search_tracks', { query: 'river', offset: 28, exclude: 'saved' }))).toEqual(['River 30'])
    expect(titles(await call('get_user_top_tracks', { limit: 2, offset: 6, exclude: 'saved' }))).toEqual(['River 8', 'River 10'])
    expect(await call('get_user_top_tracks', { offset: 30, exclude: 'saved' })).toContain('No top tracks from 31 on')
  })

  it('reads 150 at most, and says so when all that it looked at is saved', async () => {
    const all = Array.from({ length: 170 }, (_, index) => track({ name: `River ${index + 1}`, album: 'Deep Water' }))
    const { call, spotify } = await startTonearm({
      world: { tracks: all, savedTracks: saved(...all), topTracks: ranges(all.slice(0, 60)) },
    })
    expect(await call('search_tracks', { query: 'river', exclude: 'saved' })).toBe(
      'Nothing new for "river": tracks 1-150 of 170 are all saved already. Try other words.',
    )
    expect(spotify.requests().filter((request) => request.includes('search'))).toHaveLength(15)
    expect(await call('get_user_top_tracks', { exclude: 'saved' })).toBe('The top tracks 1-50 of 60, last 6 months, are all saved already.')
  })

  it('shows everything and says why when what is saved cannot be read', async () => {
    const { call, spotify } = await numbered({ now: () => Date.UTC(2026, 10, 22, 12) })
    spotify.faults.always('GET /v1/me/tracks', faults.quotaExceeded(7_200))
    const text = await call('search_tracks', { query: 'river', limit: 3, exclude: 'saved' })
    expect(text.split('\n').slice(0, 2)).toEqual([
      'Tracks 1-3 of 30',
      "Nothing was left out, since what is saved could not be read. Spotify's quota for this app is used up until 15:00.",
    ])
    expect(titles(text)).toHaveLength(3)
  })

  it('uses what was known before when Spotify cannot say what is saved now', async () => {
    let now = Date.UTC(2026, 10, 22, 11, 59)
    const { call, spotify } = await numbered({ now: () => now })
    await call('search_tracks', { query: 'river', exclude: 'saved' })
    now += 60_000
    spotify.faults.always('GET /v1/me/tracks', faults.serverError(503))
    const [header, note] = (await call('get_user_top_tracks', { limit: 2, exclude: 'saved' })).split('\n')
    expect(header).toContain('2 left out (already saved)')
    expect(note).toMatch(/^What is saved is as Tonearm read it before: /)
  })

  it('keeps what it found when the search is stopped halfway', async () => {
    const { call, spotify } = await numbered()
    spotify.faults.always(/offset=10/, faults.quotaExceeded(7_200))
    const lines = (await call('search_tracks', { query: 'river', exclude: 'saved' })).split('\n')
    expect(lines[0]).toBe('5 not saved yet among tracks 1-10 of 30, 5 left out (already saved)')
    expect(lines.at(-1)).toMatch(/^What comes after row 10 is missing: .* To go on, use offset 10\.$/)
  })

  it('needs the permission to see what is saved, and names it', async () => {
    const signedIn = allScopes.filter((scope) => scope !== 'user-library-read')
    const { call, callInVain } = await startTonearm({ world: { tracks, savedTracks }, signedIn })
    expect(await callInVain('search_tracks', { query: 'rain', exclude: 'saved' })).toBe(
      'Leaving out what is saved needs a permission that was not granted: user-library-read. Sign in again and allow it.',
    )
    expect(await call('search_tracks', { query: 'rain' })).not.toContain('[saved]')
  })
})
