import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { album, playlist, track } from '../../fake-spotify/builders.ts'
import { consent } from '../../fake-spotify/consent.ts'
import * as faults from '../../fake-spotify/faults.ts'
import { callTool } from '../../product.ts'
import { startTonearm } from '../../tonearm.ts'
import { songs, uri } from '../mix.ts'

/** As the product's 25 and 15 seconds, shortened. */
const limits = { callLimitMs: 2_000, requestTimeoutMs: 1_200 }
const tooSlow = 'Spotify took longer than 2 seconds to answer. Try again in a few minutes.'

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const rows = (count: number) => songs(1, count).map((name) => track(name))

describe('a read while Spotify accepts and does not answer', () => {
  it('says what it has of a list, what is missing, and how to go on', async () => {
    const mix = playlist({ name: 'Mix', rows: rows(300) })
    const { call, spotify } = await startTonearm({ world: { playlists: [mix] }, limits })
    spotify.faults.always(({ line }) => /\/items\?.*offset=(?:150|200|250)/.test(line), faults.hang())
    const lines = (await call('get_playlist_items', { playlist: 'Mix', limit: 300 })).split('\n')
    expect(lines[0]).toContain('rows 1-150 of 300')
    expect(lines).toHaveLength(152)
    expect(lines.at(-1)).toBe(`What comes after row 150 is missing: ${tooSlow} To go on, use offset 150.`)
    spotify.faults.clear()
    expect(await call('get_playlist_items', { playlist: 'Mix', limit: 300, offset: 150 })).toContain('rows 151-300 of 300')
  })

  it.each([
    ['search_tracks', { query: 'song', limit: 40 }, 'Tracks 1-20 of 45'],
    ['search_catalog', { query: 'album', types: ['album'], limit: 40 }, 'Albums 1-20 of 45'],
  ])('says what it has of a search: %s', async (tool, parameters, header) => {
    const { call, spotify } = await startTonearm({
      world: { tracks: rows(45), albums: songs(1, 45).map((name) => album(`Album of ${name}`)) },
      limits,
    })
    spotify.faults.always(({ line }) => /\/search\?.*offset=(?:20|30)/.test(line), faults.hang())
    const lines = (await call(tool, parameters)).split('\n')
    expect(lines[0]).toContain(header)
    expect(lines).toHaveLength(22)
    expect(lines.at(-1)).toBe(`What comes after row 20 is missing: ${tooSlow} To go on, use offset 20.`)
  })

  it('goes on with the library where it stopped', async () => {
    const lists = Array.from({ length: 6 }, (_, index) => playlist({ name: `List ${index}`, rows: [track('River')] }))
    const { call, spotify } = await startTonearm({ world: { playlists: lists }, limits })
    spotify.faults.always(`GET /v1/playlists/${lists[5]?.id}/items`, faults.hang())
    const answer = await call('find_in_library', { query: 'river' })
    expect(answer).toContain(`From what Tonearm read before: ${tooSlow}`)
    expect(answer).toContain('1 playlist not read yet: call again to go on with them.')
    expect(answer).toContain('in saved items and 5 own playlists')
    spotify.faults.clear()
    spotify.clearRecord()
    expect(await call('find_in_library', { query: 'river' })).toContain('6 own playlists')
    expect(spotify.requests().filter((line) => line.includes('/items'))).toHaveLength(1)
  })

  it('says of a command that was not sent that nothing was changed', async () => {
    const { callInVain, spotify } = await startTonearm({ limits })
    spotify.faults.always(/^GET/, faults.hang())
    expect(await callInVain('control_playback', { action: 'pause' })).toBe(`${tooSlow} Nothing was changed.`)
    expect(spotify.requests().every((line) => line.startsWith('GET'))).toBe(true)
  })

  it('answers in time while the login cannot be renewed either', async () => {
    const { callInVain, spotify } = await startTonearm({ limits })
    spotify.faults.always('POST /api/token', faults.hang())
    spotify.expireAccessTokens()
    const start = performance.now()
    expect(await callInVain('get_user_profile')).toBe(tooSlow)
    expect(performance.now() - start).toBeLessThan(2 * limits.callLimitMs)
  })
})

describe('an edit', () => {
  it('that has begun runs on, with progress, however long it takes', async () => {
    const { client, spotify } = await startTonearm({ world: { tracks: rows(1_000) }, limits })
    spotify.faults.always('POST /v1/playlists/{id}/items', faults.slow(250))
    const heard: number[] = []
    const start = performance.now()
    const answer = await client.callTool(
      { name: 'create_playlist', arguments: { name: 'Long', items: songs(1, 1_000).map(uri) } },
      undefined,
      {
        onprogress: ({ progress }) => heard.push(progress),
      },
    )
    expect(JSON.stringify(answer)).toContain('with 1,000 songs')
    expect(performance.now() - start).toBeGreaterThan(limits.callLimitMs)
    expect(heard).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  })

  it('that was carried out says so when it cannot be looked at in time', async () => {
    const { call, spotify } = await startTonearm({ world: { tracks: rows(5) }, limits })
    spotify.faults.always('GET /v1/playlists/{id}', faults.hang())
    expect(await call('create_playlist', { name: 'Short', items: songs(1, 5).map(uri) })).toContain(
      `Everything was done, but the playlist could not be read again to check. ${tooSlow}`,
    )
  })
})

describe('the time that a person takes', () => {
  it('to sign in does not count', async () => {
    const { call } = await startTonearm({
      signedIn: false,
      limits,
      async openUrl(url) {
        await pause(2_500)
        await consent(url)
      },
    })
    expect(await call('get_user_profile')).toContain('Wanda')
  })

  it('to answer a question does not count', async () => {
    const mix = playlist({ name: 'Mix', rows: rows(40) })
    const { endpoint } = await startTonearm({ world: { playlists: [mix] }, limits })
    const client = new Client({ name: 'asking client', version: '1' }, { capabilities: { elicitation: {} } })
    client.setRequestHandler(ElicitRequestSchema, async () => {
      await pause(2_500)
      return { action: 'accept', content: { confirm: true } }
    })
    const headers = { Authorization: `Bearer ${endpoint.token}` }
    await client.connect(new StreamableHTTPClientTransport(new URL(endpoint.url), { requestInit: { headers } }))
    onTestFinished(() => client.close())
    const positions = Array.from({ length: 30 }, (_, index) => index + 1)
    expect((await callTool(client, 'edit_playlist', { playlist: 'Mix', remove: { positions } })).text).toContain('30 songs removed')
    expect(mix.rows).toHaveLength(10)
  })
})
