import { describe, expect, it } from 'vitest'
import type { Settings } from '../../src/config/settings.ts'
import { albumTracks, artist, track } from '../fake-spotify/builders.ts'
import { heard, heardEpisode, heardFromList } from '../history/heard.ts'
import { startTonearm } from '../tonearm.ts'

const now = () => Date.parse('2026-11-25T10:30:00Z')

const showgirl = albumTracks({ name: 'The Life of a Showgirl', artists: ['Vera Lane'] }, [
  'Opalite',
  'Eldest Daughter',
  'Paper Ocean',
  'Glass Harbour',
  'The Life of a Showgirl',
])
const [opalite = track('Opalite'), eldest = opalite, , , title = opalite] = showgirl
const single = track({ name: 'Opalite', artists: ['Vera Lane'] })

/** The whole album in one evening, and its songs on other days. */
const plays = [
  ...showgirl.map((song, index) => heard(song, `2025-10-03T18:0${index * 2}:00Z`, { minutes: 1.8 })),
  heard(opalite, '2025-10-04T07:00:00Z'),
  heard(single, '2025-10-05T07:00:00Z'),
  heard(opalite, '2025-10-05T07:04:00Z', { minutes: 0.2, skipped: true }),
  heard({ name: 'Opalite (Live)', artists: ['Vera Lane'] }, '2025-12-01T20:00:00Z'),
  heard({ name: 'Opalite - Remastered 2026', artists: ['Vera Lane'] }, '2026-02-01T20:00:00Z'),
  heard(title, '2026-02-02T20:00:00Z'),
  heard({ name: 'Midnight River', artists: ['Ada Marlow'] }, '2026-02-03T20:00:00Z'),
  heardEpisode('On Rivers', 'Small Hours', '2026-02-03T21:00:00Z', { minutes: 40 }),
  heard({ name: 'Opalite', artists: ['Ada Marlow'] }, '2026-11-24T20:00:00Z'),
]

const listening = (rows = plays, more = {}) => startTonearm({ heard: rows, now, zone: 'Europe/Berlin', ...more })

describe('count_plays', () => {
  it('answers for the album and for its title song when both are called so', async () => {
    const { call } = await listening()
    expect(await call('count_plays', { what: 'the life of a showgirl' })).toMatchInlineSnapshot(`
      "Plays (30 seconds or more, counted since 2025-10-03)
      The Life of a Showgirl (album by Vera Lane): 7 plays | 16 minutes | 1 under 30 seconds, not counted | rank 1 among albums
      first 2025-10-03 20:00 | last 2026-02-02 21:00 | most on 2025-10-03 (5) | most in 2025-10 (6) | 2 days in a row from 2025-10-03
      5 different songs | heard through 1 time | not counted: 2 plays of the same songs on other releases
      2qdaoL The Life of a Showgirl (song by Vera Lane): 2 plays | 5 minutes | rank 2 among songs
      first 2025-10-03 20:08 | last 2026-02-02 21:00"
    `)
  })

  it('counts all releases of a song as one, lists them, and leaves out live versions', async () => {
    const { call } = await listening()
    expect(await call('count_plays', { what: 'Opalite by Vera Lane' })).toMatchInlineSnapshot(`
      "Plays (30 seconds or more, counted since 2025-10-03)
      6j2K94 Opalite (song by Vera Lane): 4 plays | 12 minutes | 1 under 30 seconds, not counted | rank 1 among songs
      first 2025-10-03 20:00 | last 2026-02-01 21:00 | most in 2025-10 (3) | 3 days in a row from 2025-10-03
      Together: on The Life of a Showgirl 2, on Opalite 1, Opalite - Remastered 2026 1
      Not counted: Opalite (Live) 1"
    `)
    expect(await call('count_plays', { what: 'Opalite (Live)' })).toMatchInlineSnapshot(`
      "Plays (30 seconds or more, counted since 2025-10-03)
      0uLkXw Opalite (Live) (song by Vera Lane): 1 play | 3 minutes | rank 3 among songs
      on 2025-12-01 21:00"
    `)
  })

  it('tells songs of one title apart by their artists', async () => {
    const { call } = await listening()
    expect(await call('count_plays', { what: 'opalite' })).toMatchInlineSnapshot(`
      "Plays (30 seconds or more, counted since 2025-10-03)
      6j2K94 Opalite (song by Vera Lane): 4 plays | 12 minutes | 1 under 30 seconds, not counted | rank 1 among songs
      first 2025-10-03 20:00 | last 2026-02-01 21:00 | most in 2025-10 (3) | 3 days in a row from 2025-10-03
      Together: on The Life of a Showgirl 2, on Opalite 1, Opalite - Remastered 2026 1
      Not counted: Opalite (Live) 1
      3qZpkY Opalite (song by Ada Marlow): 1 play | 3 minutes | rank 3 among songs
      on 2026-11-24 21:00"
    `)
  })

  it('counts an artist and a show', async () => {
    const { call } = await listening()
    expect(await call('count_plays', { what: 'vera lane' })).toMatchInlineSnapshot(`
      "Plays (30 seconds or more, counted since 2025-10-03)
      Vera Lane (artist): 10 plays | 26 minutes | 1 under 30 seconds, not counted | rank 1 among artists
      first 2025-10-03 20:00 | last 2026-02-02 21:00 | most on 2025-10-03 (5) | most in 2025-10 (7) | 3 days in a row from 2025-10-03
      6 different songs | most: 6j2K94 Opalite 4, 2qdaoL The Life of a Showgirl 2, 5jIPEF Eldest Daughter 1 | not counted: songs with them as a guest"
    `)
    expect(await call('count_plays', { what: 'the podcast Small Hours' })).toMatchInlineSnapshot(`
      "Plays (30 seconds or more, counted since 2025-10-03)
      Small Hours (show): 1 play | 40 minutes | rank 1 among shows
      on 2026-02-03 22:00
      1 different episode"
    `)
  })

  it('counts in a period, by the clock of the user', async () => {
    const { call, callInVain } = await listening()
    expect(await call('count_plays', { what: 'Opalite by Vera Lane', from: '2026' })).toMatchInlineSnapshot(`
      "Plays, 2026 (30 seconds or more, counted since 2025-10-03)
      1OFEPk Opalite (song by Vera Lane): 1 play | 3 minutes | rank 1 among songs
      on 2026-02-01 21:00"
    `)
    expect(await call('count_plays', { what: 'Eldest Daughter', from: '2026-01-01' })).toMatchInlineSnapshot(`
      "Plays, since 2026-01-01 (30 seconds or more, counted since 2025-10-03)
      Eldest Daughter (song by Vera Lane): no plays | last heard 2025-10-03 20:02"
    `)
    expect(await callInVain('count_plays', { what: 'Opalite', from: 'the good times' })).toMatchInlineSnapshot(
      `"from: "the good times" says no time. Give a day (2024-06-01), a month (2024-06), a year (2024), or words such as last summer, since March or last 30 days."`,
    )
    expect(await callInVain('count_plays', { what: 'Opalite', from: '2026-02-01', to: '2025-02-01' })).toMatchInlineSnapshot(
      `""from" is after "to": 2026-02-01 to 2025-02-01. Exchange them."`,
    )
  })

  it('takes an id, also one that was never heard itself', async () => {
    const compilation = track({ name: 'Opalite', artists: ['Vera Lane'], album: 'Best of 2025' })
    const { call, callInVain } = await listening(plays, { world: { tracks: [...showgirl, compilation], artists: [artist('Vera Lane')] } })
    const { id, album } = eldest
    expect(await call('count_plays', { what: `spotify:track:${id}` })).toContain('Eldest Daughter (song by Vera Lane): 1 play |')
    expect(await call('count_plays', { what: id.slice(0, 6) })).toContain('Eldest Daughter (song by Vera Lane): 1 play |')
    expect(await call('count_plays', { what: `https://open.spotify.com/track/${compilation.id}` })).toContain(
      'Opalite (song by Vera Lane): 4 plays |',
    )
    expect(await call('count_plays', { what: `spotify:album:${album.id}` })).toContain(
      'The Life of a Showgirl (album by Vera Lane): 7 plays |',
    )
    expect(await call('count_plays', { what: `spotify:artist:${artist('Vera Lane').id}` })).toContain('Vera Lane (artist): 10 plays |')
    expect(await callInVain('count_plays', { what: 'spotify:playlist:1234567890123456789012' })).toContain('is a playlist; here a track')
  })

  it('asks what was meant when nothing is called so, also after a slip of typing', async () => {
    const { call } = await listening()
    expect(await call('count_plays', { what: 'Life of a Shogirl' })).toMatchInlineSnapshot(`
      "Nothing called "Life of a Shogirl" is in the listening history (counted since 2025-10-03). find_plays looks for words in titles.
      Did you mean:
      The Life of a Showgirl (album) | Vera Lane | 7 plays
      The Life of a Showgirl (song) | Vera Lane | 2 plays"
    `)
    expect(await call('count_plays', { what: 'ocean' })).toMatchInlineSnapshot(`
      "Nothing called "ocean" is in the listening history (counted since 2025-10-03). find_plays looks for words in titles.
      Did you mean:
      Paper Ocean (song) | Vera Lane | 1 play"
    `)
    expect(await call('count_plays', { what: 'Quantum Zebra' })).toMatchInlineSnapshot(
      `"Nothing called "Quantum Zebra" is in the listening history (counted since 2025-10-03). find_plays looks for words in titles."`,
    )
  })

  it('says "at least" where only the list of recent plays tells what was heard', async () => {
    const { call, ...product } = await listening([heard(opalite, '2026-10-01T07:00:00Z')])
    await heardFromList(product, [{ song: opalite, playedAt: '2026-11-25T09:00:00Z' }])
    expect(await call('count_plays', { what: 'Opalite' })).toMatchInlineSnapshot(`
      "Plays (30 seconds or more, counted since 2026-10-01)
      6j2K94 Opalite (song by Vera Lane): at least 2 plays | 7 minutes | rank 1 among songs
      first 2026-10-01 09:00 | last 2026-11-25 10:00
      From 2026-10-01 on, only Spotify's list of recent plays is known, which leaves some out: the true numbers may be higher."
    `)
    expect(await call('count_plays', { what: 'Opalite', to: '2026-09' })).toContain('Opalite (song by Vera Lane): no plays | last heard')
    expect(await call('count_plays', { what: 'Opalite', from: '2026-10-01', to: '2026-10-01' })).toContain(': 1 play |')
  })

  it('counts private sessions only if the user shows them to apps', async () => {
    const { call, settings } = await listening([...plays, heard(title, '2026-03-01T20:00:00Z', { private: true })])
    const ask = async () => /song by Vera Lane\): (\d+ plays)/.exec(await call('count_plays', { what: 'The Life of a Showgirl' }))?.[1]
    expect(await ask()).toBe('2 plays')
    settings.change({ privateSessionsForApps: true })
    expect(await ask()).toBe('3 plays')
  })

  it.each<[string, Partial<Settings>, string]>([
    ['empty', {}, 'New plays are kept from now on.'],
    [
      'off',
      { keepHistory: false },
      'New plays are not kept: the user switched the history off, and can switch it on with "keepHistory": true in settings.json.',
    ],
    [
      'paused',
      { historyPauses: [{ from: '2026-11-01T00:00:00Z' }] },
      'New plays are not kept: the user paused the history, and can go on with "tonearm history resume" or on the page History of Tonearm\'s window.',
    ],
    [
      'not begun',
      { historyNoticeSeen: false },
      'New plays are not kept yet: the user has to open Tonearm once, which says that it keeps them.',
    ],
  ])('says that the history is %s, and how to change it', async (state, settings, sentence) => {
    const { callInVain } = await listening([], { settings })
    const howToImport = `For all earlier years, the user can ask for the "Extended streaming history" at spotify.com/account/privacy, and import the file with "tonearm history import" or on the page History of Tonearm's window.`
    const otherTools =
      'What can answer now: get_recently_played (the last plays), get_user_top_tracks and get_user_top_artists (favourites).'
    expect(await callInVain('count_plays', { what: 'Opalite' })).toBe(
      `The listening history has no plays yet. ${sentence} ${howToImport} ${otherTools}`,
    )

    const { call } = await listening([heard(opalite, '2026-10-25T07:00:00Z')], { settings })
    expect((await call('count_plays', { what: 'Opalite' })).endsWith(sentence)).toBe(state !== 'empty')
  })

  it('needs no permission of Spotify, and shows nobody the history of somebody else', async () => {
    const { call, tonearm } = await listening(plays, { signedIn: [] })
    expect(await call('count_plays', { what: 'Opalite (Live)' })).toContain('1 play')
    expect(await tonearm.history.status('somebody else')).toMatchObject({ plays: 0 })
  })
})

describe('count_plays and the clock', () => {
  const at = (...moments: string[]) => moments.map((moment) => heard(opalite, moment, { minutes: 0.5 }))

  it.each<[string, string, string[], Record<string, string>, string]>([
    [
      'the last second of a year belongs to it',
      'Europe/Berlin',
      ['2025-12-31T22:59:59Z', '2025-12-31T23:00:00Z'],
      { from: '2025', to: '2025' },
      '1 play',
    ],
    [
      'New Year comes when it comes there',
      'Pacific/Auckland',
      ['2025-12-31T10:59:59Z', '2025-12-31T11:00:00Z'],
      { from: '2026-01-01' },
      '1 play',
    ],
    [
      'a leap day is a day',
      'Europe/Berlin',
      ['2024-02-28T23:00:00Z', '2024-02-29T22:59:59Z', '2024-02-29T23:00:00Z'],
      { from: '2024-02-29', to: '2024-02-29' },
      '2 plays',
    ],
    [
      'a day of 23 hours',
      'Europe/Berlin',
      ['2026-03-28T22:59:59Z', '2026-03-28T23:00:00Z', '2026-03-29T21:59:59Z', '2026-03-29T22:00:00Z'],
      { from: '2026-03-29', to: '2026-03-29' },
      '2 plays',
    ],
    [
      'a day of 25 hours',
      'Europe/Berlin',
      ['2026-10-24T22:00:00Z', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z'],
      { from: '2026-10-25', to: '2026-10-25' },
      '4 plays',
    ],
    [
      'from a minute to a minute',
      'America/New_York',
      ['2026-11-01T17:59:59Z', '2026-11-01T18:00:00Z', '2026-11-01T19:00:00Z'],
      { from: '2026-11-01T13:00', to: '2026-11-01T14:00' },
      '1 play',
    ],
  ])('%s', async (_, zone, moments, period, expected) => {
    const { call } = await startTonearm({ heard: at(...moments), now, zone })
    expect(await call('count_plays', { what: 'Opalite', ...period })).toContain(` ${expected} |`)
  })

  it('counts days in a row across the change of the clock and the turn of the year', async () => {
    const { call } = await startTonearm({
      heard: at(
        '2025-12-31T22:30:00Z',
        '2025-12-31T23:30:00Z',
        '2026-03-27T22:59:59Z',
        '2026-03-28T22:59:59Z',
        '2026-03-28T23:00:00Z',
        '2026-03-29T22:00:00Z',
      ),
      now,
      zone: 'Europe/Berlin',
    })
    expect(await call('count_plays', { what: 'Opalite' })).toContain('4 days in a row from 2026-03-27')
    expect(await call('count_plays', { what: 'Opalite', to: '2026-02' })).toContain('2 days in a row from 2025-12-31')
  })
})
