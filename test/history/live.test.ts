import { describe, expect, it } from 'vitest'
import type { LivePlay } from '../../src/shared/live-play.ts'
import { extendedRow, shortRow } from './rows.ts'
import { type TemporaryHistory, temporaryHistory, wanda } from './temporary-history.ts'

const uri = 'spotify:track:0000000000000000000001'
const noon = Date.UTC(2026, 2, 29, 12)

/** A play in Spotify's list, so many seconds after noon. */
function live(seconds: number, values: Partial<LivePlay> = {}): LivePlay {
  return {
    uri,
    playedAt: noon + seconds * 1_000,
    name: 'Midnight River',
    artists: ['Ada Marlow', 'Tom Vale'],
    album: 'Night Maps',
    albumArtist: 'Ada Marlow',
    isrc: null,
    context: 'spotify:playlist:0000000000000000000005',
    ...values,
  }
}

/** A row of the extended history that ended so many seconds after noon and was heard for 200 s. */
function row(seconds: number, values: Record<string, unknown> = {}): Record<string, unknown> {
  const end = noon + seconds * 1_000
  return extendedRow({ ts: new Date(end).toISOString().replace('.000', ''), offline_timestamp: end / 1_000 - 200, ...values })
}

const collect = (history: TemporaryHistory, plays: LivePlay[], at = noon) => history.collect({ account: wanda, plays, pauses: [], at })
const sourcesOf = async (history: TemporaryHistory) => (await history.plays()).map(({ source }) => source)

describe("plays of Spotify's list", () => {
  it('are kept with all artists and where they were played from; how long is not known', async () => {
    const history = temporaryHistory()
    expect(await collect(history, [live(0.123)])).toEqual({ added: 1, gap: false })
    expect((await history.plays())[0]).toMatchObject({
      endedAt: '2026-03-29T12:00:00.123Z',
      msPlayed: null,
      startedAt: null,
      artists: ['Ada Marlow', 'Tom Vale'],
      context: 'spotify:playlist:0000000000000000000005',
      skipped: null,
      source: 'live',
    })
  })

  it('are not doubled by the next list, to the millisecond, and late ones are welcome', async () => {
    const history = temporaryHistory()
    await collect(history, [live(0.001), live(0.002)])
    expect(await collect(history, [live(-5_000), live(0.001), live(0.002)])).toEqual({ added: 1, gap: false })
  })

  it('tell of a gap when a full list does not reach back to the one before, and an import closes it', async () => {
    const history = temporaryHistory()
    const list = (from: number) => Array.from({ length: 50 }, (_, at) => live(from + at * 200))
    await collect(history, list(0))
    expect(await collect(history, list(9_000))).toMatchObject({ gap: false })
    expect(await collect(history, list(100_000))).toMatchObject({ gap: true })
    expect((await history.status(wanda)).gaps).toEqual([{ first: noon + 18_800_000, last: noon + 100_000_000 }])
    await history.importPaths([history.put('a.json', [row(0), row(101_000)])])
    expect((await history.status(wanda)).gaps).toEqual([])
  })

  it('know a recording by its ISRC under another URI and name', async () => {
    const history = temporaryHistory()
    const isrc = 'QZ1230000001'
    await collect(history, [
      live(0, { isrc }),
      live(900, { isrc, uri: 'spotify:track:0000000000000000000002', name: 'Midnight River - Remastered' }),
    ])
    const row = extendedRow({ ts: '2026-03-29T12:15:10Z', offline_timestamp: 0, spotify_track_uri: 'spotify:track:0000000000000000000002' })
    await history.importPaths([history.put('a.json', [row])])
    expect(await sourcesOf(history)).toEqual(['live', 'extended'])
  })
})

describe('live and imported plays become one', () => {
  it.each([
    ['at the end', 0],
    ['at the start', -200],
    ['in the middle, after a pause', -100],
    ['up to three minutes late', 179],
    ['a little before the start, by another clock', -204],
  ])('when Spotify says that it was %s', async (_, seconds) => {
    for (const order of ['live first', 'import first']) {
      const history = temporaryHistory()
      const file = history.put('a.json', [row(0)])
      if (order === 'import first') await history.importPaths([file])
      await collect(history, [live(seconds)])
      if (order === 'live first') await history.importPaths([file])
      const plays = await history.plays()
      expect(plays, order).toMatchObject([{ source: 'extended', msPlayed: 200_000, context: 'spotify:playlist:0000000000000000000005' }])
      // Spotify still lists it, and the person imports again.
      expect(await collect(history, [live(seconds)]), order).toMatchObject({ added: 0 })
      expect(await history.importPaths([file]), order).toMatchObject({ added: 0 })
      expect(await history.plays(), order).toEqual(plays)
    }
  })

  it.each([
    ['more than three minutes after the end', 181],
    ['before the start', -206],
  ])('but not %s', async (_, seconds) => {
    const history = temporaryHistory()
    await collect(history, [live(seconds)])
    await history.importPaths([history.put('a.json', [row(0)])])
    expect((await sourcesOf(history)).sort()).toEqual(['extended', 'live'])
  })

  it('but not with one that was heard for less than 30 seconds, nor another song', async () => {
    const history = temporaryHistory()
    await collect(history, [live(0)])
    const other = { spotify_track_uri: 'spotify:track:0000000000000000000009', master_metadata_track_name: 'Paper Ocean' }
    await history.importPaths([history.put('a.json', [row(0, { ms_played: 29_000 }), row(0, other)])])
    expect((await sourcesOf(history)).sort()).toEqual(['extended', 'extended', 'live'])
  })

  it('one to one, the nearest first, with a song on repeat', async () => {
    const history = temporaryHistory()
    await collect(history, [live(10), live(110), live(210)])
    const short = { ms_played: 100_000 }
    const starts = (seconds: number) => ({ ...short, offline_timestamp: noon / 1_000 + seconds - 100 })
    await history.importPaths([history.put('a.json', [row(0, starts(0)), row(100, starts(100))])])
    expect(await sourcesOf(history)).toEqual(['extended', 'extended', 'live'])
    expect((await history.plays()).at(-1)?.endedAt).toBe('2026-03-29T12:03:30.000Z')
  })

  it('the nearest, even when another came first', async () => {
    const history = temporaryHistory()
    await collect(history, [live(-150), live(0)])
    await history.importPaths([history.put('a.json', [row(0)])])
    expect((await history.plays()).map(({ source, endedAt }) => [source, endedAt])).toEqual([
      ['live', '2026-03-29T11:57:30.000Z'],
      ['extended', '2026-03-29T12:00:00.000Z'],
    ])
    // The imported one is taken: a play that Spotify lists later is another one.
    expect(await collect(history, [live(20)])).toMatchObject({ added: 1 })
  })

  it('also with another URI of the same recording', async () => {
    const history = temporaryHistory()
    await collect(history, [live(0)])
    await history.importPaths([history.put('a.json', [row(0, { spotify_track_uri: 'spotify:track:0000000000000000000009' })])])
    expect(await sourcesOf(history)).toEqual(['extended'])
  })

  it('after an upload that came hours later', async () => {
    const history = temporaryHistory()
    await collect(history, [live(0)])
    await history.importPaths([history.put('a.json', [row(30_000, { offline_timestamp: noon / 1_000 - 200 })])])
    expect(await sourcesOf(history)).toEqual(['extended'])
  })

  it('without a known start, around the end and around the computed start', async () => {
    const history = temporaryHistory()
    await collect(history, [live(-280), live(1_000 - 80), live(3_000 - 150)])
    const rows = [0, 1_000, 3_000].map((seconds) => row(seconds, { offline_timestamp: 0 }))
    await history.importPaths([history.put('a.json', rows)])
    expect((await sourcesOf(history)).sort()).toEqual(['extended', 'extended', 'extended'])
    await collect(history, [live(6_000 - 105)])
    await history.importPaths([history.put('b.json', [row(6_000, { offline_timestamp: 0, ms_played: 300_000 })])])
    expect((await sourcesOf(history)).filter((source) => source === 'live')).toHaveLength(1)
  })

  it('with a row of the short form, which then has a URI; and later with the extended one', async () => {
    const history = temporaryHistory()
    await collect(history, [live(50)])
    const short = history.put('short.json', [shortRow({ endTime: '2026-03-29 12:00' })])
    await history.importPaths([short])
    expect(await history.plays()).toMatchObject([{ source: 'short', uri, msPlayed: 200_000 }])
    expect(await history.importPaths([short])).toMatchObject({ added: 0 })
    await history.importPaths([history.put('a.json', [row(-300), row(40), row(500)])])
    expect(await sourcesOf(history)).toEqual(['extended', 'extended', 'extended'])
    expect(await collect(history, [live(50)])).toMatchObject({ added: 0 })
  })
})
