import { describe, expect, it } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import * as faults from '../fake-spotify/faults.ts'
import { startTonearm } from '../tonearm.ts'
import { latestReceipt, withMix } from './mix.ts'

const told = (collaborative: boolean) => faults.changed((answer: object) => ({ ...answer, collaborative }))

describe('collaborative playlists', () => {
  it('are created, and the answer says what Spotify made of it', async () => {
    const { call, spotify } = await startTonearm()
    expect(await call('create_playlist', { name: 'Ours', collaborative: true })).toMatch(
      new RegExp(
        `^Created \\w+ Ours \\(collaborative\\) with 0 songs\\.\nLink for others: https://open.spotify.com/playlist/${spotify.world.playlists[0]?.id}\n`,
      ),
    )
    expect(spotify.world.playlists[0]).toMatchObject({ public: false, collaborative: true })
    spotify.faults.next('POST /v1/me/playlists', told(false))
    expect(await call('create_playlist', { name: 'Mine', collaborative: true })).toMatch(
      /^Created \w+ Mine with 0 songs\.\nSpotify says that it is not collaborative, although collaborative was asked for\.\n/,
    )
  })

  it('are made of others and back, which undo can do, too', async () => {
    const { say, call, mix } = await withMix(['One'])
    expect(await say('edit_playlist', { playlist: 'mix', collaborative: true })).toMatchInlineSnapshot(`
      "5SQflS Mix: made collaborative. Now 1 song, 3:35 long.
      Link for others: https://open.spotify.com/playlist/5SQflS1iIOWk4F6pSmKPnY
      Receipt RECEIPT: undo_change takes it back."
    `)
    expect(mix.collaborative).toBe(true)
    await call('undo_change', { receipt: await latestReceipt(call) })
    expect(mix.collaborative).toBe(false)
    await call('undo_change', { receipt: await latestReceipt(call) })
    expect(mix.collaborative).toBe(true)
    expect(await say('edit_playlist', { playlist: 'mix', collaborative: false })).toContain('Mix: no longer collaborative.')
    expect(await say('edit_playlist', { playlist: 'mix', collaborative: false })).toContain('Nothing to change')
  })

  it('become public and private again with undo', async () => {
    const { call, mix } = await withMix(['One'])
    mix.collaborative = true
    await call('edit_playlist', { playlist: 'mix', public: true, collaborative: false })
    expect(mix).toMatchObject({ public: true, collaborative: false })
    await call('undo_change', { receipt: await latestReceipt(call) })
    expect(mix).toMatchObject({ public: false, collaborative: true })
  })

  it('say so when Spotify accepts it without effect', async () => {
    const { say, spotify } = await withMix(['One'])
    spotify.faults.next('PUT /v1/playlists/{id}', { kind: 'answer', status: 200, headers: {}, body: '' })
    expect(await say('edit_playlist', { playlist: 'mix', collaborative: true })).toContain(
      'Differs from the plan: Spotify says that it is not collaborative, although collaborative was asked for.',
    )
  })

  it.each([
    ['create_playlist', { name: 'X', public: true, collaborative: true }],
    ['edit_playlist', { playlist: 'mix', public: true, collaborative: true }],
  ])('cannot be public: %s', async (tool, parameters) => {
    const { callInVain, writes } = await withMix(['One'])
    expect(await callInVain(tool, parameters)).toMatch(/^Spotify lets only private playlists be collaborative: set `public` to false/)
    expect(writes()).toEqual([])
  })

  it('cannot be made of a public one unless it is made private, nor be made public', async () => {
    const { callInVain, call, mix } = await withMix(['One'])
    mix.public = true
    expect(await callInVain('edit_playlist', { playlist: 'mix', collaborative: true })).toContain('only private playlists')
    await call('edit_playlist', { playlist: 'mix', collaborative: true, public: false })
    expect(mix).toMatchObject({ public: false, collaborative: true })
    expect(await callInVain('edit_playlist', { playlist: 'mix', public: true })).toContain('only private playlists')
  })

  it('need both permissions to change playlists', async () => {
    const signedIn = allScopes.filter((scope) => scope !== 'playlist-modify-public')
    const { callInVain } = await withMix(['One'], { signedIn })
    expect(await callInVain('create_playlist', { name: 'X', collaborative: true })).toContain('playlist-modify-public')
    expect(await callInVain('edit_playlist', { playlist: 'mix', collaborative: true })).toContain('playlist-modify-public')
  })

  it('are not undone with a permission that the user switched off since', async () => {
    const { call, callInVain, settings, mix } = await withMix(['One'])
    await call('edit_playlist', { playlist: 'mix', collaborative: true })
    const receipt = await latestReceipt(call)
    settings.change({ scopes: allScopes.filter((scope) => scope !== 'playlist-modify-public') })
    expect(await callInVain('undo_change', { receipt })).toContain('playlist-modify-public')
    expect(mix.collaborative).toBe(true)
  })
})
