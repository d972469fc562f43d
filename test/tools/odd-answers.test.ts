import { describe, expect, it } from 'vitest'
import { albumTracks, play, playlist } from '../fake-spotify/builders.ts'
import { changed, insufficientScope } from '../fake-spotify/faults.ts'
import { startTonearm } from '../tonearm.ts'
import { oddRows } from './odd-rows.ts'

type List = { items: unknown[]; total: number }

/** Puts odd rows between the first and the second row of a list. */
const between = (odd: unknown[]) => (list: List) => ({
  ...list,
  items: [...list.items.slice(0, 1), ...odd, ...list.items.slice(1)],
  total: list.total + odd.length,
})

/** The same in a playlist that brings its rows along. */
const insidePlaylist = (odd: unknown[]) => (answer: { items: List }) => ({
  ...answer,
  items: answer.items.items ? between(odd)(answer.items) : { ...answer.items, total: answer.items.total + odd.length },
})

describe.each(oddRows)('odd rows (%s)', (_name, { playlistItems, recentlyPlayed, savedTracks }) => {
  const odd = playlistItems.map(({ row }) => row)
  const last = odd.length + 2

  async function startWithOddPlaylist() {
    const mixed = playlist({ name: 'Mixed Bag', rows: ['First', 'Last'] })
    const other = playlist({ name: 'Other', rows: ['Last'] })
    const tonearm = await startTonearm({ world: { playlists: [mixed, other] } })
    tonearm.spotify.faults.always(`GET /v1/playlists/${mixed.id}/items`, changed(between(odd)))
    tonearm.spotify.faults.always(`GET /v1/playlists/${mixed.id}`, changed(insidePlaylist(odd)))
    return { ...tonearm, mixed }
  }

  it('keep their place in a playlist, and the rows around them theirs', async () => {
    const { call } = await startWithOddPlaylist()
    const lines = (await call('get_playlist_items', { playlist: 'Mixed Bag' })).split('\n').slice(1)
    expect(lines).toHaveLength(last)
    expect(lines[0]).toMatch(/^1 \w+ First/)
    expect(lines[1]).toMatch(/^2 \(unavailable\) \| spotify:episode:\w+1$/)
    expect(lines[2]).toMatch(/^3 \w+ Old talk \| 0:01$/)
    expect(lines[3]).toBe('4 (unavailable)')
    expect(lines[4]).toMatch(/^5 local Tape/)
    expect(lines[5]).toMatch(/^6 \w+ Song \| 3:20$/)
    expect(lines[6]).toMatch(/^7 \(unavailable\) \| spotify:video:\w+4$/)
    expect(lines[7]).toMatch(/^8 \w+ Song \| Singer \| 3:20$/)
    expect(lines.at(-1)).toMatch(new RegExp(`^${last} \\w+ Last`))
  })

  it('hide nothing from a search of the library, which tells the right positions', async () => {
    const { call } = await startWithOddPlaylist()
    expect(await call('find_in_library', { query: 'last' })).toContain(`Mixed Bag (${last})`)
  })

  it('do not keep two playlists from being compared', async () => {
    const { call } = await startWithOddPlaylist()
    const answer = await call('compare_playlists', { a: 'Mixed Bag', b: 'Other', want: 'overlap' })
    expect(answer.split('\n').at(-1)).toMatch(new RegExp(`^${last} \\w+ Last`))
  })

  it('stay where they are when the playlist is edited', async () => {
    const { call, spotify, mixed } = await startWithOddPlaylist()
    const answer = await call('edit_playlist', { playlist: 'Mixed Bag', remove: { positions: [last] }, dry_run: true })
    expect(answer).toContain('1 song removed')
    expect(answer).toMatch(new RegExp(`\n${last} \\w+ Last`))
    spotify.clearRecord()
    const done = await call('edit_playlist', { playlist: 'Mixed Bag', remove: { positions: [last] } })
    expect(done).toContain(`: 1 song removed. Now ${last - 3} songs and 2 episodes`)
    expect(spotify.requests().filter((line) => line.startsWith('DELETE'))).toHaveLength(1)
    expect(mixed.rows).toHaveLength(1)
    const undone = await call('undo_change', { receipt: /Receipt (\w+)/.exec(done)?.[1] })
    expect(undone).toMatch(/^Undone/)
    expect(mixed.rows).toHaveLength(2)
  })

  it('let an unavailable episode be removed by its uri', async () => {
    const { call } = await startWithOddPlaylist()
    const answer = await call('edit_playlist', { playlist: 'Mixed Bag', remove: { positions: [2] }, dry_run: true })
    expect(answer).toContain('1 episode removed')
    expect(answer).toContain('Requests to Spotify: 1.')
    expect(answer).not.toContain('as the date added')
  })

  it('leave the other plays readable', async () => {
    const { call, spotify } = await startTonearm({
      zone: 'UTC',
      world: { recentPlays: [play('Newest', '2026-01-03T10:00:00Z'), play('Oldest', '2026-01-01T10:00:00Z')] },
    })
    spotify.faults.always('GET /v1/me/player/recently-played', changed(between(recentlyPlayed.map(({ row }) => row))))
    expect((await call('get_recently_played')).split('\n').slice(1)).toEqual([
      '2026-01-03',
      expect.stringMatching(/^10:00 \w+ Newest/),
      '2026-01-02',
      '03:04 (unavailable)',
      '2026-01-01',
      expect.stringMatching(/^10:00 \w+ Oldest/),
    ])
  })

  it('leave the other saved songs readable, with and without a filter', async () => {
    const { call, spotify } = await startTonearm()
    const rows = [...savedTracks.map(({ row }) => row), { added_at: 'yesterday', track: null }, null]
    spotify.faults.always('GET /v1/me/tracks', {
      kind: 'answer',
      status: 200,
      headers: {},
      body: JSON.stringify({ items: rows, total: rows.length }),
    })
    expect((await call('get_library', { kind: 'tracks', full: true })).split('\n')).toEqual([
      `Saved tracks 1-${rows.length} of ${rows.length}, 3:20 long`,
      expect.stringMatching(/^spotify:track:\w+8 Song \| Singer \| Record \| 3:20$/),
      '(unavailable)',
      '(unavailable)',
    ])
    expect(await call('get_library', { kind: 'tracks', filter: 'singer' })).toContain('Song | Singer')
    expect(await call('find_in_library', { query: 'singer' })).toMatch(/Song \| Singer.*\| in Liked Songs$/m)
  })
})

describe('an odd track of an album', () => {
  it('keeps its number', async () => {
    const tracks = albumTracks('Deep Water', ['One', 'Two', 'Three'])
    const { call, spotify } = await startTonearm({ world: { tracks } })
    spotify.faults.always(
      'GET /v1/albums/{id}',
      changed((album: { tracks: List }) => ({ ...album, tracks: { ...album.tracks, items: album.tracks.items.with(1, 'gone') } })),
    )
    expect((await call('get_item', { item: `spotify:album:${tracks[0]?.album.id}` })).split('\n').slice(1)).toEqual([
      expect.stringMatching(/^1 \w+ One/),
      '2 (unavailable)',
      expect.stringMatching(/^3 \w+ Three/),
    ])
  })
})

describe('odd playlists', () => {
  it('keep the list readable: one that is missing, one without counts and owner name', async () => {
    const { call, spotify } = await startTonearm({ world: { playlists: [playlist('First'), playlist('Uncounted')] } })
    const odd = (list: { items: object[]; total: number }) => ({
      items: [list.items[0], null, { ...list.items[1], items: null, tracks: null, owner: { id: 'x', display_name: null } }],
      total: 3,
    })
    spotify.faults.always('GET /v1/me/playlists', changed(odd))
    expect((await call('get_user_playlists')).split('\n')).toEqual([
      expect.stringContaining('Playlists 1-3 of 3'),
      expect.stringMatching(/^\w+ First \| 0$/),
      expect.stringMatching(/^\w+ Uncounted \| x$/),
      '1 playlist unavailable: Spotify does not show it.',
    ])
  })

  it('are edited whole when Spotify does not say how many rows there are', async () => {
    const rows = Array.from({ length: 130 }, (_, index) => `Song ${index + 1}`)
    const { call, spotify } = await startTonearm({ world: { playlists: [playlist({ name: 'Uncounted', rows })] } })
    spotify.faults.always(
      'GET /v1/playlists/{id}',
      changed((answer: { items: object }) => ({ ...answer, items: { ...answer.items, total: null } })),
    )
    expect(await call('edit_playlist', { playlist: 'Uncounted', remove: { positions: [130] }, dry_run: true })).toContain('Then 129 songs')
  })
})

describe('a kind of saved items that Spotify refuses', () => {
  it('does not keep the others from being searched, and is named', async () => {
    const { call, spotify } = await startTonearm({ world: { playlists: [playlist({ name: 'Evening', rows: ['River'] })] } })
    spotify.faults.always('GET /v1/me/audiobooks', insufficientScope())
    const answer = await call('find_in_library', { query: 'river' })
    expect(answer).toContain('River')
    expect(answer).toContain('Saved audiobooks could not be looked through. Spotify says that a permission for this is missing.')
  })

  it('is told when only it was asked for', async () => {
    const { callInVain, spotify } = await startTonearm()
    spotify.faults.always('GET /v1/me/audiobooks', insufficientScope())
    expect(await callInVain('get_library', { kind: 'audiobooks', filter: 'river' })).toContain('a permission for this is missing')
  })
})
