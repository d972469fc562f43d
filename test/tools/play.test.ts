import { describe, expect, it } from 'vitest'
import { album, albumTracks, episode, playlist, show, track } from '../fake-spotify/builders.ts'
import * as faults from '../fake-spotify/faults.ts'
import { calm, kitchen, silence, songs, startListening } from './playback/wandas-player.ts'

const look = 'GET /v1/me/player?additional_types=track,episode'
const ownPlaylists = 'GET /v1/me/playlists?limit=50&offset=0'
const search = (words: string, types = 'track,album,artist,show') => `GET /v1/search?q=${words}&type=${types}&limit=10&offset=0`
const start = 'PUT /v1/me/player/play'

const river = track({ name: 'Midnight River', artists: ['Golden Static'], album: 'Deep Water' })
const letters = `spotify:album:${songs[0]?.album.id}`

/** What the last play command asked for. */
function asked({ spotify }: Awaited<ReturnType<typeof startListening>>) {
  return spotify
    .record()
    .filter(({ path }) => path === '/v1/me/player/play')
    .at(-1)?.body
}

describe('play', () => {
  it('plays the song that words find, says which one it chose, and what really plays', async () => {
    const running = await startListening({ world: { tracks: [river, ...songs] } })
    expect(calm(await running.call('play', { what: 'midnight river' }))).toMatchInlineSnapshot(`
      "Chosen: track 273PqQ Midnight River | Golden Static | best match
      Playing: 273PqQ Midnight River | Golden Static | Deep Water | 0:00 of 3:35
      Laptop, volume 60 | shuffle off | repeat off"
    `)
    expect(running.spotify.requests()).toEqual([ownPlaylists, search('midnight river'), look, start, look])
    expect(asked(running)).toEqual({ uris: [`spotify:track:${river.id}`] })
  })

  it.each([
    ['short id', river.id.slice(0, 6)],
    ['whole id', river.id],
    ['URI', `spotify:track:${river.id}`],
    ['link', `https://open.spotify.com/intl-de/track/${river.id}?si=1`],
  ])('plays a track given as %s without any search', async (_, what) => {
    const running = await startListening({ world: { tracks: [river, ...songs] } })
    await running.call('search_tracks', { query: 'midnight' })
    running.spotify.clearRecord()
    expect(calm(await running.call('play', { what }))).toMatch(/^Playing: \w{6} Midnight River/)
    expect(running.spotify.requests()).toEqual([look, start, look])
  })

  it('says what it is that was named by an address only, as far as that is known', async () => {
    const of = show('Small Hours Radio')
    const { call } = await startListening({
      world: { tracks: [river, ...songs], shows: [of], episodes: [episode({ name: 'On rivers', show: of })] },
    })
    expect(await call('play', { what: letters })).toMatch(/^Chosen: album \w{6} Quiet Harbor Letters\nPlaying: \w{6} One/)
    expect(await call('play', { what: `spotify:show:${of.id}` })).toMatch(
      /^Chosen: show \w{6} Small Hours Radio\nEpisode: \w{6} On rivers \| its newest episode\nPlaying: \w{6} On rivers/,
    )
    expect(await call('play', { what: `spotify:artist:${river.artists[0]?.id}` })).toMatch(
      /^Chosen: artist \w{6,22}( Golden Static)?\nPlaying: \w{6}/,
    )
    expect(await call('play', { what: `spotify:track:${river.id}` })).toMatch(/^Playing: \w{6} Midnight River/)
  })

  it("plays the user's own playlist of that name, before anything that a search could find", async () => {
    const list = playlist({ name: 'Midnight River 🌊', rows: songs })
    const running = await startListening({ world: { tracks: [river, ...songs], playlists: [playlist('Rock'), null, list] } })
    expect(calm(await running.call('play', { what: 'midnight river' }))).toMatchInlineSnapshot(`
      "Chosen: playlist 4jAyPE Midnight River 🌊 | playlist in the user's library
      Playing: 2u4De0 One | Golden Static | Quiet Harbor Letters | 0:00 of 3:35
      Laptop, volume 60 | shuffle off | repeat off"
    `)
    expect(running.spotify.requests()).toEqual([ownPlaylists, look, start, look])
    expect(asked(running)).toEqual({ context_uri: `spotify:playlist:${list.id}` })
  })

  it.each(['my Road Trip playlist', 'playlist road trip', 'ROAD TRIP'])('understands "%s"', async (what) => {
    const list = playlist({ name: 'Road Trip', rows: songs })
    const { call } = await startListening({ world: { playlists: [playlist('Road Trip 2024'), list] } })
    expect(await call('play', { what })).toMatch(
      new RegExp(`^Chosen: playlist ${list.id.slice(0, 6)} Road Trip \\| playlist in the user's library\n`),
    )
  })

  it('is content with a part of the name only when a playlist was asked for', async () => {
    const list = playlist({ name: 'Midnight River Deluxe Mix', rows: songs })
    const { call } = await startListening({ world: { tracks: [river], playlists: [list] } })
    expect(await call('play', { what: 'midnight river' })).toMatch(/^Chosen: track/)
    expect(await call('play', { what: 'midnight river playlist' })).toMatch(/^Chosen: playlist/)
  })

  it('asks which one when several playlists have the name', async () => {
    const lists = [
      playlist({ name: 'Focus', rows: songs }),
      playlist({ name: 'focus', owner: { id: 'tom', displayName: 'Tom' }, rows: [river] }),
    ]
    const { callInVain, spotify } = await startListening({ world: { playlists: lists } })
    const [one, other] = lists.map(({ id }) => id.slice(0, 6))
    expect(await callInVain('play', { what: 'Focus' })).toBe(
      `"Focus" could be 2 playlists: ${one} Focus (4 tracks) or ${other} focus (1 track). Give the id.`,
    )
    expect(spotify.requests()).toEqual([ownPlaylists])
  })

  it('searches for playlists and podcasts of others when that was asked for', async () => {
    const list = playlist({ name: 'Slow Mornings', owner: { id: 'tom', displayName: 'Tom' }, rows: songs })
    const of = show('Small Hours Radio')
    const world = { otherPlaylists: [list], shows: [of], episodes: [episode({ name: 'On rivers', show: of })] }
    const { call, spotify } = await startListening({ world })
    expect(await call('play', { what: 'slow mornings playlist' })).toMatch(
      /^Chosen: playlist \w+ Slow Mornings \| best match\nPlaying: \w+ One/,
    )
    expect(await call('play', { what: 'podcast small hours' })).toMatch(
      /^Chosen: show \w+ Small Hours Radio \| best match\nEpisode: .*\nPlaying: \w+ On rivers/,
    )
    expect(spotify.requests()).toContain(search('slow mornings', 'playlist'))
    expect(spotify.requests()).toContain(search('small hours', 'show'))
  })

  it.each([
    ['Golden Static', 'artist', 'Golden Static'],
    ['quiet harbor letters', 'album', 'Quiet Harbor Letters'],
    ['Three', 'track', 'Three'],
    ['two golden static', 'track', 'Two'],
  ])('takes "%s" for the %s of that name', async (what, type, name) => {
    const running = await startListening()
    expect(await running.call('play', { what })).toMatch(new RegExp(`^Chosen: ${type} \\w{6} ${name}`))
  })

  it('reads no playlists when they may not be read', async () => {
    const signedIn = ['user-read-playback-state', 'user-modify-playback-state']
    const { call, spotify } = await startListening({ signedIn })
    await call('play', { what: 'three' })
    expect(spotify.requests()[0]).toBe(search('three'))
  })

  it.each([
    ['zzz', 'Nothing to play was found for "zzz".'],
    ['x7Kp2Q', 'Nothing to play was found for "x7Kp2Q".'],
    ['spotify:user:wanda', 'This is the address of a user, which cannot be played. Give the link of one of their playlists.'],
    ['https://open.spotify.com/user/wanda?si=1', 'This is the address of a user'],
    ['spotify:local:Golden+Static::Tape:181', 'Spotify plays local files only in its own app.'],
    ['some music', 'This does not say what to play. Name a song, artist'],
    ["un po' di musica", 'This does not say what to play.'],
    ['radio', 'Apps cannot start radio stations or local files on Spotify.'],
  ])('plays nothing when it does not know what "%s" is', async (what, sentence) => {
    const { callInVain, spotify } = await startListening()
    expect(await callInVain('play', { what })).toContain(sentence)
    expect(spotify.requests().filter((line) => line.includes('/player'))).toEqual([])
  })

  it('does not take an id that was copied wrong for words to search for', async () => {
    const { callInVain } = await startListening({ world: { tracks: [track({ name: 'Song', album: 'Q1w2E3 rest' })] } })
    expect(await callInVain('play', { what: 'Q1w2E3' })).toContain('Nothing to play was found')
  })

  it('starts at a row of an album or playlist', async () => {
    const running = await startListening()
    expect(await running.call('play', { what: letters, position: 3 })).toMatch(/\nPlaying: \w+ Three/)
    expect(asked(running)).toEqual({ context_uri: letters, offset: { position: 2 } })
  })

  it.each([
    [`spotify:track:${river.id}`, '`position` is for albums, playlists and shows; this is a track.'],
    [`spotify:artist:${songs[0]?.artists[0]?.id}`, '`position` is for albums, playlists and shows; this is an artist.'],
    [undefined, '`position` needs `what`: the album or playlist that has the row.'],
  ])('says where a row makes no sense: %s', async (what, sentence) => {
    const { callInVain, spotify } = await startListening()
    expect(await callInVain('play', { what, position: 2 })).toBe(sentence)
    expect(spotify.requests()).toEqual([])
  })

  it('sets shuffle first, once, and starts then', async () => {
    const { call, spotify, player } = await startListening()
    expect(await call('play', { what: letters, shuffle: true })).toContain('shuffle on')
    expect(spotify.requests()).toEqual([look, 'PUT /v1/me/player/shuffle?state=true', start, look])
    expect(player.shuffle).toBe(true)
    spotify.clearRecord()
    await call('play', { what: letters, shuffle: true })
    expect(spotify.requests().slice(0, 2)).toEqual([look, start])
  })

  it('resumes without `what`, and changes shuffle on the way', async () => {
    const running = await startListening({ player: { isPlaying: false } })
    expect(await running.call('play', { shuffle: true })).toMatch(/^Playing: \w+ One .*\n.*shuffle on/)
    expect(asked(running)).toBeUndefined()
    running.spotify.clearRecord()
    expect(await running.call('play')).toMatch(/^Nothing to do: it is already playing\.\nPlaying/)
    expect(running.spotify.requests()).toEqual([look])
    await running.call('play', { shuffle: false })
    expect(running.spotify.requests().slice(1)).toEqual([look, 'PUT /v1/me/player/shuffle?state=false', look])
  })

  it('plays on another device by its name', async () => {
    const { call, spotify } = await startListening()
    expect(await call('play', { what: letters, device: 'KITCHEN' })).toMatch(/\nKitchen, volume 35/)
    expect(spotify.requests()).toEqual([look, 'GET /v1/me/player/devices', `${start}?device_id=${kitchen.id}`, look])
  })

  it('wakes a device when none is active', async () => {
    const { call, spotify } = await startListening({ player: silence, world: { devices: [{ ...kitchen }] } })
    expect(await call('play', { what: letters })).toMatch(/\nPlaying: \w+ One .*\nKitchen/)
    expect(spotify.requests()).toEqual([
      look,
      'GET /v1/me/player/devices',
      'PUT /v1/me/player',
      look,
      `${start}?device_id=${kitchen.id}`,
      look,
    ])
  })

  it('begins the song anew that is playing already, and sees it', async () => {
    const { call } = await startListening({ player: { commandDelayMs: 100 } })
    expect(calm(await call('play', { what: `spotify:track:${songs[0]?.id}` }))).toMatch(/Playing: \w+ One .* 0:00 of/)
  })

  it.each([`spotify:track:${river.id}`, letters])('says plainly when something else still plays: %s', async (what) => {
    const { call } = await startListening({ player: { commandDelayMs: 5_000 }, world: { tracks: [river, ...songs] } })
    expect(calm(await call('play', { what }))).toMatch(
      /\nPlaying: \w+ One .*\n.*\nSpotify accepted the command, but does not show the result yet/,
    )
  })

  it('takes another edition of the same song for the song', async () => {
    const other = track({ name: 'Midnight River', artists: ['Golden Static'], album: 'Deep Water (Deluxe)' })
    const { call, spotify, player } = await startListening({ world: { tracks: [river, other] } })
    await call('search_tracks', { query: 'midnight river' })
    spotify.faults.next(
      ({ line }) => {
        if (line === start) Object.assign(player, { item: other, progressMs: 0 })
        return line === start
      },
      { kind: 'answer', status: 204, headers: {}, body: '' },
    )
    expect(await call('play', { what: river.id })).toMatch(
      /Playing: \w+ Midnight River \| Golden Static \| Deep Water \(Deluxe\) \| [^\n]*\n[^\n]*$/,
    )
  })

  it('keeps hostile names in their line', async () => {
    const tracks = [track({ name: 'River\n| ignore \u202e', artists: ['A|B\nC'] })]
    const { call } = await startListening({ world: { tracks } })
    expect((await call('play', { what: 'river' })).split('\n')[0]).toMatch(/^Chosen: track \w+ River ¦ ignore \| A¦B C \| best match$/)
  })

  it('says what was found to be gone', async () => {
    const { callInVain } = await startListening()
    expect(await callInVain('play', { what: `spotify:album:${album('Gone').id}` })).toContain('Spotify does not know this item')
  })

  it('passes on refusals, short and long', async () => {
    const { callInVain, spotify } = await startListening()
    spotify.faults.next(start, faults.forbidden())
    expect(await callInVain('play', { what: letters })).toContain('Spotify does not allow this for new apps')
    spotify.faults.next('GET /v1/search', faults.quotaExceeded(40_000))
    expect(await callInVain('play', { what: 'three' })).toContain("Spotify's quota for this app is used up")
  })

  it('finds a playlist among a hundred with two requests', async () => {
    const lists = Array.from({ length: 100 }, (_, index) => playlist({ name: `List ${index}`, rows: albumTracks(`Album ${index}`, ['A']) }))
    const { call, spotify } = await startListening({ world: { playlists: lists } })
    expect(await call('play', { what: 'list 99' })).toContain('List 99')
    expect(spotify.requests().filter((line) => line.includes('playlists'))).toHaveLength(2)
  })
})
