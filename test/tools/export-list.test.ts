import { readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { describe, expect, it } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { album, artist, audiobook, episode, localTrack, playlist, show, track } from '../fake-spotify/builders.ts'
import * as faults from '../fake-spotify/faults.ts'
import { callTool } from '../product.ts'
import { startTonearm } from '../tonearm.ts'
import { songs } from './mix.ts'

const talk = episode('Talk')
const river = track({ name: 'Midnight River', artists: ['Golden Static', 'Iron Club'], album: 'Quiet Harbor Letters', durationMs: 201_000 })

const mix = () => playlist({ name: 'Mix', rows: [river, talk, localTrack('Tape'), null] })

const inFile = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8')

/** Without ids, which are no part of what is tested. */
const readable = (text: string) => text.replaceAll(/[0-9A-Za-z]{22}/g, 'ID')

const started = (options: Parameters<typeof startTonearm>[0] = {}) =>
  startTonearm({ ...options, world: { playlists: [mix()], episodes: [talk], ...options.world } })

describe('export_list', () => {
  it('writes a playlist as CSV into the folder for downloads: UTF-8 with a mark for Excel, CRLF, one row for each row', async () => {
    const { call, downloads } = await started()
    expect(await call('export_list', { list: 'mix' })).toBe(
      `Exported "Mix" (4 songs) to the file "Mix.csv" in ${downloads}.\ncreate_playlist can restore 2 of them: Spotify lets no app add local files and unavailable songs.`,
    )
    const text = inFile(downloads, 'Mix.csv')
    expect(text.startsWith('\ufeff')).toBe(true)
    expect(readable(text.slice(1)).split('\r\n')).toMatchInlineSnapshot(`
      [
        "position,title,artists,album,length,added at,added by,ISRC,uri",
        "1,Midnight River,"Golden Static, Iron Club",Quiet Harbor Letters,0:03:21,2026-06-01T12:00:00Z,wanda.listens,QZES74024083,spotify:track:ID",
        "2,Talk,Small Hours Radio,,0:44:00,2026-06-01T12:00:00Z,wanda.listens,,spotify:episode:ID",
        "3,Tape,Home Recording,Tapes,0:03:00,2026-06-01T12:00:00Z,wanda.listens,,spotify:local:Home+Recording:Tapes:Tape:180",
        "4,(unavailable),,,,,,,",
        "",
      ]
    `)
    expect(statSync(join(downloads, 'Mix.csv')).mode & 0o777).toBe(0o600)
    expect(readdirSync(downloads)).toEqual(['Mix.csv'])
  })

  it('knows the songs by their names when they are restored, though nothing has shown them', async () => {
    const twice = playlist({ name: 'Twice', rows: [river, talk, river] })
    const { call } = await started({ world: { playlists: [twice] } })
    expect(await call('export_list', { list: 'twice' })).not.toContain('restore')
    expect(await call('create_playlist', { name: 'Again', file: 'Twice.csv' })).toContain(
      'Added again: Midnight River (already at position 1).',
    )
  })

  it('writes M3U8 with links; says what has none', async () => {
    const { call, downloads } = await started()
    expect(await call('export_list', { list: 'Mix', format: 'm3u8' })).toBe(
      `Exported "Mix" (2 songs) to the file "Mix.m3u8" in ${downloads}.\nLeft out, because they have no link: 2 songs.`,
    )
    expect(readable(inFile(downloads, 'Mix.m3u8'))).toMatchInlineSnapshot(`
      "#EXTM3U
      #PLAYLIST:Mix
      #EXTINF:201,Golden Static, Iron Club - Midnight River
      https://open.spotify.com/track/ID
      #EXTINF:2640,Small Hours Radio - Talk
      https://open.spotify.com/episode/ID
      "
    `)
  })

  it('never writes over another file', async () => {
    const { call, downloads } = await started()
    writeFileSync(join(downloads, 'Mix.csv'), 'mine')
    expect(await call('export_list', { list: 'Mix' })).toContain('"Mix (2).csv"')
    expect(await call('export_list', { list: 'Mix' })).toContain('"Mix (3).csv"')
    expect(inFile(downloads, 'Mix.csv')).toBe('mine')
  })

  it.each([
    ['Liked Songs', 'Liked Songs', '"Liked Songs" (2 songs)', 'Midnight River'],
    ['saved albums', 'Saved albums', '(1 album)', 'Quiet Harbor Letters'],
    ['Saved Podcasts', 'Saved shows', '(1 show)', 'River Radio'],
    ['saved episodes', 'Saved episodes', '(1 episode)', 'Talk'],
    ['saved audiobooks', 'Saved audiobooks', '(1 audiobook)', 'The River House'],
    ['followed artists', 'Followed artists', '(1 artist)', 'Golden Static'],
    ['top tracks', 'Top tracks, last 6 months', '(60 songs)', 'Song 60'],
    ['top songs short_term', 'Top tracks, last 4 weeks', '(0 songs)', ''],
    ['top artists', 'Top artists, last 6 months', '(1 artist)', 'Golden Static'],
  ])('writes %s, too', async (list, file, told, first) => {
    const saved = <Item>(...items: Item[]) => items.map((item) => ({ item, addedAt: '2026-10-20T12:00:00Z' }))
    const ranges = <Item>(items: Item[]) => ({ short_term: [], medium_term: items, long_term: [] })
    const { call, downloads } = await startTonearm({
      world: {
        savedTracks: saved(river, track('Other')),
        savedAlbums: saved(album('Quiet Harbor Letters')),
        savedShows: saved(show('River Radio')),
        savedEpisodes: saved(talk),
        savedAudiobooks: saved(audiobook('The River House')),
        followedArtists: [artist('Golden Static')],
        topTracks: ranges(songs(1, 60).map((name) => track(name))),
        topArtists: ranges([artist('Golden Static')]),
      },
    })
    expect(await call('export_list', { list })).toContain(told)
    expect(inFile(downloads, `${file}.csv`)).toContain(first)
  })

  it('lets no name become a formula, a column or a line', async () => {
    const names = ['=HYPERLINK("x")', '+1', '-2', '@sum', '\t=1', '＝1', 'a, "b"', 'two\r\nlines', "'ok"]
    const hostile = playlist({ name: 'Evil', rows: names.map((name) => track({ name, artists: ['=cmd'] })) })
    const { call, downloads } = await startTonearm({ world: { playlists: [hostile] } })
    await call('export_list', { list: 'Evil' })
    const lines = inFile(downloads, 'Evil.csv').split('\r\n')
    expect(lines).toHaveLength(names.length + 2)
    expect(lines.slice(1, -1).map((line) => line.slice(0, line.indexOf("'=cmd") + 5))).toMatchInlineSnapshot(`
      [
        "1,"'=HYPERLINK(""x"")",'=cmd",
        "2,'+1,'=cmd",
        "3,'-2,'=cmd",
        "4,'@sum,'=cmd",
        "5,'=1,'=cmd",
        "6,'＝1,'=cmd",
        "7,"a, ""b""",'=cmd",
        "8,two lines,'=cmd",
        "9,'ok,'=cmd",
      ]
    `)
  })

  it('says why when the folder is missing or cannot be written', async () => {
    const { callInVain, downloads } = await started()
    rmSync(downloads, { recursive: true })
    expect(await callInVain('export_list', { list: 'Mix' })).toBe(
      `There is no folder ${downloads}. Create it, then try again. Nothing was changed.`,
    )
    writeFileSync(downloads, '')
    expect(await callInVain('export_list', { list: 'Mix' })).toContain(`There is no folder ${downloads}.`)
  })

  it('is not there in read-only mode', async () => {
    const { callInVain, downloads, client } = await started({ settings: { readOnly: true } })
    expect((await client.listTools()).tools.map(({ name }) => name)).not.toContain('export_list')
    expect(await callInVain('export_list', { list: 'Mix' })).toContain('read-only')
    expect(readdirSync(downloads)).toEqual([])
  })

  it('writes nothing when Spotify gives the list only in part, or not at all', async () => {
    const long = playlist({ name: 'Long', rows: songs(1, 120) })
    const { callInVain, downloads, spotify } = await startTonearm({
      world: { playlists: [long, playlist({ name: 'Theirs', owner: { id: 'otto', displayName: 'Otto' } })] },
    })
    spotify.faults.always(/offset=100/, faults.forbidden())
    await callInVain('export_list', { list: 'Long' })
    expect(await callInVain('export_list', { list: 'Theirs' })).toContain('belongs to Otto')
    expect(await callInVain('export_list', { list: 'No such list' })).toContain('No playlist is called "No such list"')
    expect(readdirSync(downloads)).toEqual([])
  })

  it('is only for apps on this computer, from the first request to the last', async () => {
    const { endpoint, downloads } = await started()
    const headers: Record<string, string> = { Authorization: `Bearer ${endpoint.token}` }
    const client = new Client({ name: 'test client', version: '1.0.0' })
    await client.connect(
      new StreamableHTTPClientTransport(new URL(endpoint.url), {
        fetch: (url, init) => fetch(url, { ...init, headers: { ...Object.fromEntries(new Headers(init?.headers)), ...headers } }),
      }),
    )
    expect(await callTool(client, 'export_list', { list: 'Mix' })).toMatchObject({ failed: false })
    headers['X-Forwarded-For'] = '203.0.113.7'
    const elsewhere = { failed: true, text: expect.stringContaining('only for apps on the computer on which Tonearm runs') }
    expect(await callTool(client, 'export_list', { list: 'Mix' })).toMatchObject(elsewhere)
    expect(await callTool(client, 'create_playlist', { name: 'Again', file: 'Mix.csv' })).toMatchObject(elsewhere)
    // Whoever knows the id of a session could have begun it here.
    delete headers['X-Forwarded-For']
    expect(await callTool(client, 'export_list', { list: 'Mix' })).toMatchObject(elsewhere)
    expect(readdirSync(downloads)).toEqual(['Mix.csv'])
    await client.close()
  })

  it('names the permission that a list needs', async () => {
    const { callInVain } = await started({ signedIn: allScopes.filter((scope) => scope !== 'user-library-read') })
    expect(await callInVain('export_list', { list: 'Liked Songs' })).toContain(
      'Liked Songs need a permission that was not granted: user-library-read',
    )
  })
})

describe('create_playlist with a file of export_list', () => {
  it.each(['csv', 'm3u8'])('makes a playlist of a %s file again, without what a playlist cannot hold', async (format) => {
    const { call, spotify, downloads } = await started()
    await call('export_list', { list: 'Mix', format })
    const answer = await call('create_playlist', { name: 'Again', file: `Mix.${format}` })
    expect(answer).toContain('Again with 1 song and 1 episode, 47:21 long.')
    if (format === 'csv') expect(answer).toContain('Left out, because a playlist cannot hold them: 1 line of the file.')
    expect(spotify.world.playlists[0]?.rows.map(({ item }) => item?.name)).toEqual(['Midnight River', 'Talk'])
    await call('create_playlist', { name: 'By its path', file: join(downloads, `Mix.${format}`) })
  })

  it('takes uris from the column of uris only', async () => {
    const names = ['x",spotify:track:0000000000000000000000', 'spotify:track:1111111111111111111111']
    const tricky = playlist({ name: 'Tricky', rows: names.map((name) => track({ name, artists: ['a,b', '"'] })) })
    const { call, spotify } = await startTonearm({ world: { playlists: [tricky] } })
    await call('export_list', { list: 'Tricky' })
    await call('create_playlist', { name: 'Again', file: 'Tricky.csv' })
    expect(spotify.world.playlists[0]?.rows.map(({ item }) => item?.name)).toEqual(names)
  })

  it('reads no other file, and none that was changed; nothing of it is in the answer', async () => {
    const { call, callInVain, downloads, spotify } = await started()
    await call('export_list', { list: 'Mix' })
    const secret = 'spotify:track:0000000000000000000000,SECRET'
    writeFileSync(join(downloads, 'other.csv'), secret)
    const create = (file: string) => callInVain('create_playlist', { name: 'Again', file })
    const answers = [await create('other.csv'), await create('../settings.json'), await create('/etc/passwd'), await create('C:\\x.csv')]
    const original = inFile(downloads, 'Mix.csv')
    writeFileSync(join(downloads, 'Mix.csv'), `${original}${secret}`)
    answers.push(await create('Mix.csv'))
    rmSync(join(downloads, 'Mix.csv'))
    answers.push(await create('Mix.csv'))
    writeFileSync(join(downloads, 'copy.csv'), original)
    symlinkSync(join(downloads, 'copy.csv'), join(downloads, 'Mix.csv'))
    answers.push(await create('Mix.csv'))
    expect(answers).toMatchInlineSnapshot(`
      [
        ""other.csv" is no file that Tonearm exported for this account. Give the name that export_list told.",
        ""../settings.json" is no file that Tonearm exported for this account. Give the name that export_list told.",
        ""/etc/passwd" is no file that Tonearm exported for this account. Give the name that export_list told.",
        ""C:\\x.csv" is no file that Tonearm exported for this account. Give the name that export_list told.",
        ""Mix.csv" is not in the folder for downloads as Tonearm wrote it: it was changed, replaced or removed. Export the list again.",
        ""Mix.csv" is not in the folder for downloads as Tonearm wrote it: it was changed, replaced or removed. Export the list again.",
        ""Mix.csv" is not in the folder for downloads as Tonearm wrote it: it was changed, replaced or removed. Export the list again.",
      ]
    `)
    expect(spotify.world.playlists).toHaveLength(1)
  })

  it('says so when there is no song in it, and when items are given, too', async () => {
    const { call, callInVain } = await startTonearm({ world: { followedArtists: [artist('Golden Static')] } })
    await call('export_list', { list: 'followed artists' })
    expect(await callInVain('create_playlist', { name: 'X', file: 'Followed artists.csv' })).toBe(
      '"Followed artists.csv" holds no songs or episodes that a playlist could hold.',
    )
    expect(await callInVain('create_playlist', { name: 'X', file: 'a.csv', items: [`spotify:track:${river.id}`] })).toBe(
      'Give items or file, not both.',
    )
  })
})
