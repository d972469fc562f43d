import { describe, expect, it } from 'vitest'
import { localTrack, playlist, type RowLike, track } from '../fake-spotify/builders.ts'
import { startTonearm } from '../tonearm.ts'

const list = (name: string, ...rows: RowLike[]) => playlist({ name, rows })

const original = track({ name: 'Midnight River', artists: ['Golden Static'], album: 'Quiet Harbor Letters' })
const remaster = track({ name: 'Midnight River - Remastered 2012', artists: ['Golden Static', 'Iron Club'], album: 'Best Of' })
const cover = track({ name: 'Midnight River', artists: ['Iron Club'] })

const coffee = list('Coffee', 'Only Here', 'Shared', original, null, 'Shared', localTrack('Tape'))
const road = list('Road Trip', remaster, 'Shared', cover, null)

describe('compare_playlists', () => {
  it('shows what both have, the same id and the same song in another release told apart', async () => {
    const { call, spotify } = await startTonearm({ world: { playlists: [coffee, road] } })
    expect(await call('compare_playlists', { a: 'coffee', b: 'road trip', want: 'overlap' })).toMatchInlineSnapshot(`
      "A 0pdKxW Coffee (6 rows), B 0pNEUW Road Trip (4 rows): songs 1-2 of 2 in both, positions in A: 1 the same and 1 song in another release
      2 3aR07l Shared | Golden Static | 3:35
      3 4NOyIh Midnight River | Golden Static | 3:35 | another release in B"
    `)
    // Two to find each name, one for each list.
    expect(spotify.requests()).toHaveLength(4)
  })

  it('takes a cut, a live version and a remix for other songs', async () => {
    const other = (name: string, durationMs = 215_000) => track({ name, album: 'Best Of', durationMs })
    const best = list('Best', other('River - Radio Edit', 180_000), other('Rain - Live'), other('Snow (Remix)'), other('Sun - Radio Edit'))
    const { call } = await startTonearm({ world: { playlists: [list('A', 'River', 'Rain', 'Snow', 'Sun'), best] } })
    expect(await call('compare_playlists', { a: 'a', b: 'best', want: 'similarity' })).toContain(
      'Songs: 0 the same and 1 song in another release; 3 only in A, 3 only in B',
    )
  })

  it('shows what only one of them has, each item once', async () => {
    const { call } = await startTonearm({ world: { playlists: [coffee, road] } })
    expect(await call('compare_playlists', { a: 'coffee', b: 'road trip', want: 'only_a' })).toMatchInlineSnapshot(`
      "A 0pdKxW Coffee (6 rows), B 0pNEUW Road Trip (4 rows): songs 1-2 of 2 only in A
      1 5bGqGz Only Here | Golden Static | 3:35
      6 local Tape | Home Recording | 3:00"
    `)
    expect(await call('compare_playlists', { a: 'coffee', b: 'road trip', want: 'only_b' })).toMatchInlineSnapshot(`
      "A 0pdKxW Coffee (6 rows), B 0pNEUW Road Trip (4 rows): songs 1-1 of 1 only in B
      3 42FPXl Midnight River | Iron Club | 3:35"
    `)
  })

  it('says in numbers how alike they are', async () => {
    const { call } = await startTonearm({ world: { playlists: [coffee, road] } })
    expect(await call('compare_playlists', { a: 'coffee', b: 'road trip', want: 'similarity' })).toMatchInlineSnapshot(`
      "A 0pdKxW Coffee (6 rows), B 0pNEUW Road Trip (4 rows): 40% alike
      Songs: 1 the same and 1 song in another release; 2 only in A, 1 only in B
      Artists in both: Golden Static"
    `)
  })

  it('shows a part of a long result, and goes on', async () => {
    const songs = Array.from({ length: 130 }, (_, index) => `Song ${index + 1}`)
    const { call } = await startTonearm({ world: { playlists: [list('A', ...songs), list('B', ...songs.slice(0, 120))] } })
    const lines = (await call('compare_playlists', { a: 'a', b: 'b', want: 'overlap', limit: 2, offset: 100 })).split('\n')
    expect(lines[0]).toMatch(/: songs 101-102 of 120 in both, positions in A: 120 the same$/)
    expect(lines.slice(1)).toEqual([expect.stringMatching(/^101 \S+ Song 101 /), expect.stringMatching(/^102 \S+ Song 102 /)])
    expect(await call('compare_playlists', { a: 'a', b: 'b', want: 'only_a', offset: 50 })).toMatch(/: no songs from 51 on, there are 10$/)
  })

  it('says when there is nothing to show', async () => {
    const { call } = await startTonearm({ world: { playlists: [list('A', 'One'), list('Empty')] } })
    expect(await call('compare_playlists', { a: 'a', b: 'empty', want: 'overlap' })).toMatch(
      /\(1 row\), B \S+ Empty \(0 rows\): nothing in both$/,
    )
    expect(await call('compare_playlists', { a: 'empty', b: 'empty', want: 'similarity' })).toMatch(
      /: 0% alike\nSongs: 0 the same; 0 only in A, 0 only in B\nArtists in both: none$/,
    )
    expect(await call('compare_playlists', { a: 'a', b: 'a', want: 'only_b' })).toMatch(/: nothing only in B$/)
  })

  it('explains when one of them is closed', async () => {
    const foreign = playlist({ name: 'Flat Party', owner: { id: 'otto', displayName: 'Otto' }, rows: ['One'] })
    const { callInVain } = await startTonearm({ world: { playlists: [list('A', 'One'), foreign] } })
    expect(await callInVain('compare_playlists', { a: 'a', b: 'flat party', want: 'overlap' })).toContain('"Flat Party" belongs to Otto')
    expect(await callInVain('compare_playlists', { a: 'a', b: 'polka', want: 'overlap' })).toContain('No playlist is called "polka"')
  })
})
