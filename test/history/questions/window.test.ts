import { describe, expect, it } from 'vitest'
import { extendedRow, noTrack } from '../rows.ts'
import { temporaryHistory, wanda } from '../temporary-history.ts'

const zone = 'Europe/Berlin'
const always = { from: 0, to: Date.UTC(2100, 0) }
const year2024 = { from: Date.parse('2023-12-31T23:00:00Z'), to: Date.parse('2024-12-31T23:00:00Z') }

/** A play that ended at a time. */
function play(ts: string, name: string, artist: string, more: Record<string, unknown> = {}) {
  const uri = `spotify:track:${Buffer.from(name).toString('hex').padEnd(22, '0').slice(0, 22)}`
  return extendedRow({
    ts,
    master_metadata_track_name: name,
    master_metadata_album_artist_name: artist,
    master_metadata_album_album_name: `${artist}: Songs`,
    spotify_track_uri: uri,
    offline_timestamp: 0,
    ...more,
  })
}

/** Wanda's history: Ada for years, Björk new in 2024, one private session, one podcast. */
async function wandasHistory() {
  const history = temporaryHistory()
  const rows = [
    play('2023-06-01T10:00:00Z', 'Midnight River', 'Ada Marlow'),
    play('2023-06-02T10:00:00Z', 'Paper Ocean', 'Ada Marlow'),
    // Already 2024 in Berlin.
    play('2023-12-31T23:30:00Z', 'Midnight River', 'Ada Marlow'),
    ...[1, 2, 3].map((day) => play(`2024-03-0${day}T20:00:00Z`, 'Jóga', 'Björk', { ms_played: 300_000 })),
    play('2024-03-03T21:00:00Z', 'Jóga', 'Björk', { ms_played: 20_000 }),
    play('2024-05-05T10:00:00Z', 'Secret Song', 'Shy Band', { incognito_mode: true, ms_played: 900_000 }),
    extendedRow({
      ...noTrack,
      ts: '2024-06-06T10:00:00Z',
      ms_played: 3_600_000,
      offline_timestamp: 0,
      episode_name: 'Episode 1',
      episode_show_name: 'A Show',
      spotify_episode_uri: 'spotify:episode:0000000000000000000009',
    }),
  ]
  await history.importPaths([history.put('Streaming_History_Audio_2024.json', rows)])
  return history
}

describe('the history as a whole', () => {
  it('tells music from what is spoken, and counts plays from 30 seconds on', async () => {
    const history = await wandasHistory()
    expect(await history.ask(wanda, 'windowOverview', { zone })).toEqual({
      plays: 7,
      ms: 3 * 200_000 + 3 * 300_000 + 20_000 + 900_000,
      spokenMs: 3_600_000,
      songs: 4,
      artists: 3,
      estimated: 0,
      first: '2023-06-01',
      last: '2024-06-06',
      years: [2024, 2023],
    })
  })

  it('follows what is imported and erased after it was asked for', async () => {
    const history = await wandasHistory()
    const plays = async () => (await history.ask(wanda, 'windowOverview', { zone })).plays
    expect(await plays()).toBe(7)
    await history.importPaths([
      history.put('Streaming_History_Audio_2025.json', [play('2025-01-01T10:00:00Z', 'Paper Ocean', 'Ada Marlow')]),
    ])
    expect(await plays()).toBe(8)
    await history.erase(wanda, { what: 'artist', name: 'Ada Marlow' })
    expect(await plays()).toBe(4)
  })

  it('is empty before anything is kept', async () => {
    expect(await temporaryHistory().ask(wanda, 'windowOverview', { zone })).toEqual({
      plays: 0,
      ms: 0,
      spokenMs: 0,
      songs: 0,
      artists: 0,
      estimated: 0,
      years: [],
    })
  })
})

describe('top lists', () => {
  it('rank by plays or by time, in a period', async () => {
    const history = await wandasHistory()
    const top = { what: 'song', order: 'plays', period: always, search: '', limit: 2 } as const
    expect(await history.ask(wanda, 'windowTop', top)).toEqual({
      rows: [
        { rank: 1, name: 'Jóga', by: 'Björk', plays: 3, ms: 920_000 },
        { rank: 2, name: 'Midnight River', by: 'Ada Marlow', plays: 2, ms: 400_000 },
      ],
      all: 4,
    })
    const artists = await history.ask(wanda, 'windowTop', { ...top, what: 'artist', order: 'time', period: year2024 })
    expect(artists.rows.map(({ name, by }) => [name, by])).toEqual([
      ['Björk', undefined],
      ['Shy Band', undefined],
    ])
    const albums = await history.ask(wanda, 'windowTop', { ...top, what: 'album' })
    expect(albums.rows[0]).toEqual({ rank: 1, name: 'Björk: Songs', by: 'Björk', plays: 3, ms: 920_000 })
  })

  it('are searched by song and artist, whatever the accents, and keep their ranks', async () => {
    const history = await wandasHistory()
    const find = async (search: string) => {
      const { rows } = await history.ask(wanda, 'windowTop', { what: 'song', order: 'plays', period: always, search, limit: 10 })
      return rows.map(({ rank, name }) => `${rank} ${name}`)
    }
    expect(await find('BJORK')).toEqual(['1 Jóga'])
    expect(await find('paper')).toEqual(['4 Paper Ocean'])
    expect(await find('nothing like it')).toEqual([])
  })
})

describe('the charts', () => {
  it('sum months, days, weekdays and years by the clock of the zone', async () => {
    const history = await wandasHistory()
    const months = await history.ask(wanda, 'windowMonths', { zone })
    expect(months.map(({ month, plays }) => `${month} ${plays}`)).toEqual(['2023-06 2', '2024-01 1', '2024-03 3', '2024-05 1', '2024-06 1'])
    expect((await history.ask(wanda, 'windowDays', { zone, period: year2024 }))[0]).toEqual({ day: '2024-01-01', minutes: 200 / 60 })
    const week = await history.ask(wanda, 'windowWeek', { zone, period: year2024 })
    expect(week).toHaveLength(168)
    expect(week.find(({ weekday, hour }) => weekday === 1 && hour === 0)?.hours).toBeCloseTo(200 / 3_600)
    expect(await history.ask(wanda, 'windowDiscovery', { zone })).toContainEqual({ month: '2024-03', discovered: 3, repeated: 0 })
    expect((await history.ask(wanda, 'windowArtistYears', { zone })).map(({ artist, year }) => `${artist} ${year}`)).toEqual([
      'Björk 2024',
      'Shy Band 2024',
      'Ada Marlow 2023',
      'Ada Marlow 2024',
    ])
  })
})

describe('a year in review', () => {
  it('tells the year in the zone, and leaves private sessions out', async () => {
    const history = await wandasHistory()
    const review = await history.ask(wanda, 'windowYear', { year: 2024, period: year2024, zone })
    expect(review).toMatchObject({
      plays: 4,
      songs: 2,
      artists: 2,
      newArtists: 1,
      topArtists: [
        { rank: 1, name: 'Björk', plays: 3 },
        { rank: 2, name: 'Ada Marlow', plays: 1 },
      ],
      topSongs: [{ name: 'Jóga', by: 'Björk' }, { name: 'Midnight River' }],
      streak: { days: 3, first: '2024-03-01', last: '2024-03-03' },
      bestDay: { day: '2024-03-03', plays: 1, ms: 320_000 },
      discovery: { name: 'Björk', plays: 3, since: '2024-03-01' },
    })
    expect(review.months.map((ms) => ms > 0)).toEqual([true, false, true, ...Array.from({ length: 9 }, () => false)])
    expect(JSON.stringify(review)).not.toContain('Shy Band')
  })

  it('finds the song that filled a week', async () => {
    const history = temporaryHistory()
    const rows = Array.from({ length: 35 }, (_, index) =>
      play(
        `2024-03-0${1 + (index % 3)}T${String(10 + Math.floor(index / 3)).padStart(2, '0')}:00:00Z`,
        index % 2 ? 'Jóga' : `Song ${index}`,
        'Björk',
      ),
    )
    await history.importPaths([history.put('endsong_0.json', rows)])
    const { obsession } = await history.ask(wanda, 'windowYear', { year: 2024, period: year2024, zone })
    expect(obsession).toMatchObject({ name: 'Jóga', by: 'Björk', week: '2024-02-26', plays: 17, share: 17 / 35 })
  })
})

describe('a day for the tray', () => {
  it('counts the music that was heard in it', async () => {
    const history = await wandasHistory()
    const day = { from: Date.parse('2024-05-04T22:00:00Z'), to: Date.parse('2024-05-05T22:00:00Z') }
    expect(await history.ask(wanda, 'windowPeriod', day)).toEqual({ plays: 1, ms: 900_000, estimated: 0 })
    const withPodcast = { from: day.from, to: Date.parse('2024-06-07T22:00:00Z') }
    expect(await history.ask(wanda, 'windowPeriod', withPodcast)).toEqual({ plays: 1, ms: 900_000, estimated: 0 })
  })
})
