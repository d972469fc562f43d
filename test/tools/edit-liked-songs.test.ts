import { describe, expect, it } from 'vitest'
import { albumTracks, episode, track } from '../fake-spotify/builders.ts'
import * as faults from '../fake-spotify/faults.ts'
import { startTonearm } from '../tonearm.ts'
import { latestReceipt } from './mix.ts'

const liked = ['Opalite', 'Long River', 'Shallow Cedar'].map((name) => track({ name, album: 'Liked' }))
const letters = albumTracks('Deep Letters', ['One', 'Two'])
const amber = track('Amber')
const talk = episode('Talk')

async function withLikedSongs(signedIn?: string[]) {
  const running = await startTonearm({
    world: {
      tracks: [...letters, ...liked, amber],
      episodes: [talk],
      savedTracks: liked.map((item, index) => ({ item, addedAt: `2026-10-${20 - index}T12:00:00Z` })),
    },
    ...(signedIn && { signedIn }),
  })
  const edit = (parameters: object) => ({ playlist: 'Liked Songs', ...parameters })
  return {
    ...running,
    say: async (parameters: object) =>
      (await running.call('edit_playlist', edit(parameters))).replace(/[Rr]eceipt \w{6}/g, 'Receipt RECEIPT'),
    refused: (parameters: object) => running.callInVain('edit_playlist', edit(parameters)),
    saved: () => running.spotify.world.savedTracks.map(({ item }) => item.name).sort(),
    writes: () => running.spotify.requests().filter((line) => !line.startsWith('GET')),
  }
}

const uri = ({ type, id }: { type: string; id: string }) => `spotify:${type}:${id}`

describe('edit_playlist of the Liked Songs', () => {
  it('saves what is added and takes out of the library what is removed, and is undone', async () => {
    const { say, saved, writes, call } = await withLikedSongs()
    const add = [{ items: [`spotify:album:${letters[0]?.album.id}`, uri(amber), uri(liked[1] ?? amber)] }]
    expect(await say({ add, remove: { positions: [1], items: [uri(liked[2] ?? amber)] } })).toMatchInlineSnapshot(`
      "Liked Songs: 2 songs removed, 3 songs added. Now 4 songs.
      From 16SvlT Deep Letters (2 songs)
      Removed: spotify:track:6wpu7qIVEHogQhXS3Q9Nqb, Opalite.
      Added: One, Two, spotify:track:7mopliOxDRoFlTousLeezT.
      Already there: spotify:track:1a4LnKPSXIJxWiNCwKFKmm.
      Receipt RECEIPT: undo_change takes it back."
    `)
    expect(saved()).toEqual(['Amber', 'Long River', 'One', 'Two'])
    expect(writes().map((line) => line.split('?')[0])).toEqual(['DELETE /v1/me/library', 'PUT /v1/me/library'])
    await call('undo_change', { receipt: await latestReceipt(call) })
    expect(saved()).toEqual(['Long River', 'Opalite', 'Shallow Cedar'])
  })

  it('previews', async () => {
    const { say, writes } = await withLikedSongs()
    expect(await say({ add: [{ items: [uri(amber)] }], remove: { positions: [3] }, dry_run: true })).toMatchInlineSnapshot(`
      "Preview, nothing was changed. Liked Songs: 1 song removed, 1 song added. Then 3 songs. Requests to Spotify: 2.
      To remove: Shallow Cedar.
      To add: spotify:track:7mopliOxDRoFlTousLeezT."
    `)
    expect(writes()).toEqual([])
  })

  it('leaves episodes out', async () => {
    const { say, saved } = await withLikedSongs()
    expect(await say({ add: [{ items: [uri(amber), uri(talk)] }] })).toContain('1 episode left out: the Liked Songs are songs only.')
    expect(saved()).toContain('Amber')
  })

  it('says when nothing is to be done', async () => {
    const { say, writes } = await withLikedSongs()
    expect(await say({ add: [{ items: [uri(liked[0] ?? amber)] }], remove: { items: [uri(amber)] } })).toMatchInlineSnapshot(`
      "Nothing to change in Liked Songs: it is like that already.
      Already there: spotify:track:32nc3Rg17Y0rjBhYNe8dNP.
      Not there: spotify:track:7mopliOxDRoFlTousLeezT."
    `)
    expect(writes()).toEqual([])
  })

  it.each([
    [{ rename: 'Loved' }, 'rename'],
    [{ description: 'x' }, 'description'],
    [{ public: true }, 'public'],
    [{ collaborative: true }, 'collaborative'],
    [{ cover: 'x' }, 'cover'],
    [{ sort: { by: 'title' } }, 'sort'],
    [{ move: { from: 1, to: 2 } }, 'move'],
    [{ replace: [] }, 'replace'],
    [{ add: [{ items: [uri(amber)], position: 1 }] }, 'add.position'],
    [{ remove: { duplicates: true } }, 'remove.duplicates'],
    [{ remove: { unavailable: true } }, 'remove.unavailable'],
    [{ remove: { filter: 'river' } }, 'remove.filter'],
    [{ remove: { positions: [1], explicit: false } }, 'remove.explicit'],
  ])('refuses %o in a clear sentence', async (parameters, name) => {
    const { refused, spotify } = await withLikedSongs()
    expect(await refused(parameters)).toMatch(
      new RegExp(`^Not possible in the Liked Songs: ${name}\\. Songs can only be added to them and removed`),
    )
    expect(spotify.requests().filter((line) => !line.includes('/me/playlists'))).toEqual([])
  })

  it('refuses what makes no sense before anything is changed', async () => {
    const { refused, writes } = await withLikedSongs()
    expect(await refused({})).toBe('Say what to add or what to remove.')
    expect(await refused({ add: [{ items: [uri(talk)] }] })).toBe(
      '1 episode left out: the Liked Songs are songs only. edit_library saves episodes.',
    )
    expect(await refused({ remove: { positions: [9] } })).toBe('There is no position 9: there are 3 Liked Songs.')
    expect(await refused({ add: [{ items: [uri(liked[0] ?? amber)] }], remove: { positions: [1] } })).toBe(
      '"Opalite" cannot be both added and removed.',
    )
    expect(writes()).toEqual([])
  })

  it('says what was done and what not when Spotify stops halfway', async () => {
    const { say, spotify } = await withLikedSongs()
    spotify.faults.next('PUT /v1/me/library', faults.quotaExceeded(40_000))
    expect(
      (await say({ add: [{ items: [uri(amber)] }], remove: { positions: [1] } })).replace(/until [^.]*/, 'until LATER'),
    ).toMatchInlineSnapshot(`
      "Liked Songs: ONLY PARTLY DONE (asked for: 1 song removed, 1 song added).
      Removed: Opalite.
      Spotify's quota for this app is used up until LATER.
      Done: 1 song removed.
      Not done: spotify:track:7mopliOxDRoFlTousLeezT.
      Receipt RECEIPT: undo_change takes back what was done."
    `)
  })

  it('needs the permission to change the library, and names it', async () => {
    const { refused } = await withLikedSongs(['playlist-read-private', 'playlist-modify-private', 'user-library-read'])
    expect(await refused({ add: [{ items: [uri(amber)] }] })).toContain('user-library-modify')
  })
})
