import { describe, expect, it } from 'vitest'
import { album, albumTracks, playlist, show, track } from '../../fake-spotify/builders.ts'
import { songs, startListening } from './wandas-player.ts'

/** Songs of one title by four artists, and an artist of that name with a song of their own. */
const called = (title: string) => [
  ...['Coldplay', 'Rihanna', 'Vera Blue', 'Tom Alder'].map((by) => track({ name: title, artists: [by] })),
  track({ name: 'Something Else', artists: [title] }),
]

/** What the answer says was chosen, without the id. */
async function chosenFor(what: string, world: Parameters<typeof startListening>[0]): Promise<string> {
  const { call } = await startListening(world)
  return (await call('play', { what })).split('\n')[0]?.replace(/(: \w+) \w+ /, '$1 ') ?? ''
}

describe('music named in words', () => {
  it.each(['Yellow Umbrella', 'Toxic', 'Jolene', 'Angie'])('%s is a song, though somebody is called so', async (title) => {
    expect(await chosenFor(title, { world: { tracks: called(title) } })).toMatch(
      new RegExp(`^Chosen: track ${title} \\| Coldplay \\| best match \\| also an artist: \\w+ ${title}$`),
    )
  })

  it('is a song when neither song nor artist is called exactly so', async () => {
    const world = { tracks: [track({ name: 'Midnight Rivers 2', artists: ['Midnight Rivers 3'] })] }
    expect(await chosenFor('midnight rivers', { world })).toBe('Chosen: track Midnight Rivers 2 | Midnight Rivers 3 | best match')
  })

  it('is a song rather than an album that shares a word with it', async () => {
    const tracks = [track({ name: 'Midnight Weather River', album: 'Salt River' })]
    expect(await chosenFor('river', { world: { tracks } })).toMatch(/^Chosen: track Midnight Weather River/)
  })

  it('is the newest album of somebody when that was asked for', async () => {
    const by = ['Golden Static']
    const tracks = ['2019-05-01', '2026-10-03', '2024'].map((releaseDate) =>
      track({ name: releaseDate, artists: by, album: album({ name: `Album ${releaseDate}`, artists: by, releaseDate }) }),
    )
    expect(await chosenFor('the newest album by Golden Static', { world: { tracks } })).toBe(
      'Chosen: album Album 2026-10-03 | Golden Static | the newest by its date',
    )
  })

  it('is an artist when most of the songs found are theirs', async () => {
    const tracks = [
      ...albumTracks({ name: 'Weezer', artists: ['Weezer'] }, ['Buddy', 'Only in Dreams']),
      track({ name: 'Weezer', artists: ['Vera Blue'] }),
    ]
    expect(await chosenFor('weezer', { world: { tracks } })).toBe('Chosen: artist Weezer | best match')
  })

  const own = [
    track({ name: 'Toxic', artists: ['Britney Spears'], album: 'In the Zone' }),
    track({ name: 'Toxic', artists: ['Toxic'], album: 'Toxic' }),
  ]
  it.each([
    ['song Toxic', 'track Toxic | Britney Spears'],
    ['das Lied Toxic', 'track Toxic | Britney Spears'],
    ['la canción Toxic', 'track Toxic | Britney Spears'],
    ['la chanson Toxic', 'track Toxic | Britney Spears'],
    ['artist Toxic', 'artist Toxic'],
    ['die Band Toxic', 'artist Toxic'],
    ['something by Toxic', 'artist Toxic'],
    ['etwas von Toxic', 'artist Toxic'],
    ['album Toxic', 'album Toxic | Toxic'],
    ['el álbum Toxic', 'album Toxic | Toxic'],
    ['an album by Britney Spears', 'album In the Zone | Britney Spears'],
    ['Toxic by Britney Spears', 'track Toxic | Britney Spears'],
    ['Toxic by Toxic', 'track Toxic | Toxic'],
    ['Toxic von Britney Spears', 'track Toxic | Britney Spears'],
    ['la canción Toxic de Britney Spears', 'track Toxic | Britney Spears'],
    ["Britney Spears's Toxic", 'track Toxic | Britney Spears'],
    ['Toxic from the album In the Zone', 'track Toxic | Britney Spears'],
    ['Toxic aus dem Album In the Zone', 'track Toxic | Britney Spears'],
    ['play the song "Toxic" please', 'track Toxic | Britney Spears'],
    ['Britney Spears Toxic', 'track Toxic | Britney Spears'],
  ])('"%s" is %s', async (what, item) => {
    expect(await chosenFor(what, { world: { tracks: own } })).toBe(`Chosen: ${item} | best match`)
  })

  it.each([
    ['By the Way', 'Red Hot Chili Peppers'],
    ['Song 2', 'Blur'],
    ['Album of the Year', 'Faith No More'],
    ['Stand by Me', 'Ben E. King'],
    ['Von', 'Sigur Rós'],
    ['De Música Ligera', 'Soda Stereo'],
    ['Some Nights', 'fun.'],
    ['Radio Ga Ga', 'Queen'],
    ['The Show Must Go On', 'Queen'],
    ['The Sound of Music', 'Julie Andrews'],
    ['Corazón de Poeta', 'Jeanette'],
    ['Play Hard', 'David Guetta'],
    ['Love from the Start', 'Laufey'],
  ])('%s is a title, whatever its words could mean', async (title, by) => {
    const traps = [
      track({ name: '2', artists: ['Nobody'] }),
      track({ name: 'Stand', artists: ['Me'] }),
      track({ name: 'Ga Ga', artists: ['Nobody'] }),
      track({ name: 'Hard', artists: ['Nobody'] }),
      ...albumTracks({ name: 'of the Year', artists: ['Nobody'] }, ['Other']),
      ...albumTracks({ name: 'Corazón', artists: ['Poeta'] }, ['Other']),
    ]
    const tracks = [...traps, track({ name: title, artists: [by], album: 'Its Album' })]
    const shows = [show('Must Go On')]
    const otherPlaylists = [playlist({ name: 'Nights', owner: { id: 'tom', displayName: 'Tom' }, rows: songs })]
    expect(await chosenFor(title, { world: { tracks, shows, otherPlaylists } })).toBe(`Chosen: track ${title} | ${by} | best match`)
  })

  it('does not take a name that resembles all the words for what they say', async () => {
    const tracks = [...own, track({ name: 'Album Toxics', artists: ['Vera Blue'] })]
    expect(await chosenFor('album Toxic', { world: { tracks } })).toBe('Chosen: album Toxic | Toxic | best match')
  })

  it('searches once for a title, and once more for another reading of the words', async () => {
    const { call, spotify } = await startListening({ world: { tracks: own } })
    const searches = () => spotify.requests().filter((line) => line.includes('/search'))
    await call('play', { what: 'toxic' })
    expect(searches()).toHaveLength(1)
    spotify.clearRecord()
    await call('play', { what: 'toxic by britney spears' })
    expect(searches()).toEqual([
      'GET /v1/search?q=toxic by britney spears&type=track,album,artist,show&limit=10&offset=0',
      'GET /v1/search?q=toxic britney spears&type=track,album&limit=10&offset=0',
    ])
  })

  const lateNight = playlist({ name: 'Late Night Jazz', owner: { id: 'tom', displayName: 'Tom' }, rows: songs })
  it.each(['jazz', 'some jazz', 'etwas Jazz', 'un peu de jazz', 'jazz music'])('"%s" plays a playlist, and says why', async (what) => {
    const { call } = await startListening({ world: { tracks: [...called('Jazz'), track('Some Jazz')], otherPlaylists: [lateNight] } })
    expect((await call('play', { what })).replace(/ [0-9A-Za-z]{6} /, ' ID ')).toMatch(
      /^Chosen: playlist ID Late Night Jazz \| best match\nApps cannot start a genre on Spotify, so this is a playlist that search found\. For a song .*\nPlaying/,
    )
  })

  it('plays a playlist of a genre also when only its description says so', async () => {
    const otherPlaylists = [playlist({ ...lateNight, name: 'Blue Hour', description: 'Late jazz', rows: songs })]
    expect(await chosenFor('jazz', { world: { otherPlaylists } })).toBe('Chosen: playlist Blue Hour | best match')
  })

  it('takes nearly all the words of a title for the title', async () => {
    const tracks = [track({ name: 'Some Might Say', artists: ['Oasis'] })]
    const otherPlaylists = [playlist({ ...lateNight, name: 'Might Sa', rows: songs })]
    expect(await chosenFor('some might sa', { world: { tracks, otherPlaylists } })).toBe(
      'Chosen: track Some Might Say | Oasis | best match',
    )
  })

  it('"some Golden Static" is the artist', async () => {
    expect(await chosenFor('some Golden Static', {})).toBe('Chosen: artist Golden Static | best match')
  })

  it.each([
    ['song Blue Carousel', [track('Carousel of Winter Stories, Blue')], 'track Carousel of Winter Stories, Blue \\| Golden Static'],
    ['workout playlist', [], 'playlist Ultimate Workout Mix 2026'],
  ])('says so when nothing has the name: %s', async (what, tracks, chosen) => {
    const otherPlaylists = [playlist({ name: 'Ultimate Workout Mix 2026', owner: { id: 'tom', displayName: 'Tom' }, rows: songs })]
    expect(await chosenFor(what, { world: { tracks, otherPlaylists } })).toMatch(
      new RegExp(`^Chosen: ${chosen} \\| nothing has exactly this name: first search result$`),
    )
  })

  it('plays the item itself where a radio was wanted, and says so', async () => {
    const { call } = await startListening()
    expect(await call('play', { what: 'Golden Static radio' })).toMatch(
      /^Chosen: artist \w+ Golden Static \| best match\nApps cannot start a radio on Spotify, so this is the music itself\.\nPlaying/,
    )
  })

  it("plays nobody else's playlist for one of the user's", async () => {
    const { callInVain } = await startListening({ world: { otherPlaylists: [lateNight] } })
    expect(await callInVain('play', { what: 'my Late Night Jazz playlist' })).toBe(
      'None of the user\'s playlists is called "Late Night Jazz". get_user_playlists lists them all.',
    )
  })
})
