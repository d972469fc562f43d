import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { EraseRequest } from '../../src/history/protocol.ts'
import { always } from '../../src/history/statistics/plays.ts'
import type { LivePlay } from '../../src/shared/live-play.ts'
import { backupName } from '../../src/store/history/schema.ts'
import { extendedRow } from './rows.ts'
import { type TemporaryHistory, temporaryHistory, wanda } from './temporary-history.ts'

const now = Date.UTC(2026, 5, 1)

/** Three songs, of three days, one of them in a private session. */
const rows = [
  extendedRow({ ts: '2026-03-01T12:00:00Z', offline_timestamp: 0 }),
  extendedRow({
    ts: '2026-03-02T12:00:00Z',
    offline_timestamp: 0,
    incognito_mode: true,
    spotify_track_uri: 'spotify:track:0000000000000000000002',
    master_metadata_track_name: 'Paper Ocean',
  }),
  extendedRow({
    ts: '2026-03-03T12:00:00Z',
    offline_timestamp: 0,
    spotify_track_uri: 'spotify:track:0000000000000000000003',
    master_metadata_track_name: 'Stone Harbour',
    master_metadata_album_artist_name: 'Tom Vale',
    master_metadata_album_album_name: 'Tides',
  }),
]

const live: LivePlay = {
  uri: 'spotify:track:0000000000000000000001',
  playedAt: Date.UTC(2026, 2, 1, 12),
  name: 'Midnight River',
  artists: ['Someone Else', 'Ada Marlow'],
  album: null,
  albumArtist: null,
  isrc: null,
  context: null,
}

const march = (day: number) => Date.UTC(2026, 2, day)

async function imported(history: TemporaryHistory): Promise<string> {
  const file = history.put('a.json', rows)
  await history.importPaths([file])
  return file
}

const namesOf = async (history: TemporaryHistory) => (await history.plays()).map(({ name }) => name)

describe('erasing', () => {
  it.each<[string, EraseRequest, string[]]>([
    ['everything', { what: 'all' }, []],
    ['a span of time', { what: 'span', first: march(2), last: march(3) }, ['Midnight River', 'Stone Harbour']],
    [
      'what began before a span and ended in it',
      { what: 'span', first: march(1) + 43_200_000, last: march(1) + 43_260_000 },
      ['Paper Ocean', 'Stone Harbour'],
    ],
    ['private sessions', { what: 'private' }, ['Midnight River', 'Stone Harbour']],
    ['an artist, however the name is written', { what: 'artist', name: 'ADA  MARLOW' }, ['Stone Harbour']],
  ])('deletes %s, and no later import or list brings it back', async (_, erase, left) => {
    const history = temporaryHistory({ now: () => now })
    const file = await imported(history)
    expect(await history.erase(wanda, erase)).toBe(3 - left.length)
    expect(await namesOf(history)).toEqual(left)
    expect(await history.importPaths([file])).toMatchObject({ plays: left.length, added: 0, leftOut: { erased: 3 - left.length } })
    const isErased = !left.includes('Midnight River')
    expect(await history.collect({ account: wanda, plays: [live], pauses: [], at: now })).toMatchObject({ added: 0 })
    expect((await namesOf(history)).includes('Midnight River')).toBe(!isErased)
    // Unless the person says so.
    expect(await history.importPaths([file], { bringBackErased: true })).toMatchObject({ added: 3 - left.length, leftOut: {} })
    expect(await history.importPaths([file])).toMatchObject({ plays: 3, leftOut: {} })
  })

  it('leaves nothing in the files: names, the log beside the database, and copies from before migrations', async () => {
    const history = temporaryHistory({ now: () => now })
    await imported(history)
    await history.collect({ account: wanda, plays: [{ ...live, playedAt: now - 1 }], pauses: [], at: now })
    const backup = backupName(history.file, 1)
    writeFileSync(backup, readFileSync(history.file))
    await history.erase(wanda, { what: 'artist', name: 'Ada Marlow' })
    const folder = dirname(history.file)
    const files = readdirSync(folder).filter((name) => name.startsWith(basename(history.file)))
    const left = files.map((name) => readFileSync(join(folder, name), 'latin1')).join('')
    expect(left).toContain('Tom Vale')
    expect(left).not.toMatch(/Midnight River|Paper Ocean|Night Maps|Ada Marlow|ada marlow|Someone Else/)
    expect(existsSync(backup)).toBe(false)
  })

  it('keeps what is played later', async () => {
    const history = temporaryHistory({ now: () => now })
    await history.erase(wanda, { what: 'all' })
    expect(await history.collect({ account: wanda, plays: [{ ...live, playedAt: now + 1 }], pauses: [], at: now + 2 })).toMatchObject({
      added: 1,
    })
  })
})

describe('a pause', () => {
  it('is not filled by an import or by the list', async () => {
    const history = temporaryHistory()
    const pauses = [{ first: march(1), last: march(2) }]
    expect(await history.importPaths([history.put('a.json', rows)], { pauses })).toMatchObject({ added: 2, leftOut: { paused: 1 } })
    expect(await history.collect({ account: wanda, plays: [live], pauses, at: now })).toMatchObject({ added: 0 })
  })
})

describe('the export', () => {
  it('is a table for spreadsheets, in which no title is a formula', async () => {
    const history = temporaryHistory()
    await history.importPaths([
      history.put('a.json', [
        extendedRow({ master_metadata_track_name: '=1+1', master_metadata_album_album_name: 'A "quoted", album' }),
        extendedRow({ ts: '2026-03-30T00:00:00Z', offline_timestamp: null, master_metadata_track_name: '-', spotify_track_uri: null }),
      ]),
    ])
    const file = join(dirname(history.file), 'plays.csv')
    expect(await history.export({ account: wanda, file, format: 'csv' })).toBe(2)
    expect(readFileSync(file, 'utf8').replaceAll('\r', '')).toMatchInlineSnapshot(`
      "endedAt,startedAt,msPlayed,kind,name,artists,album,uri,context,reasonStart,reasonEnd,skipped,shuffle,offline,private,platform,source
      2026-03-29T01:04:00.000Z,2026-03-29T01:00:40.000Z,200000,track,'=1+1,Ada Marlow,"A ""quoted"", album",spotify:track:0000000000000000000001,,trackdone,trackdone,false,false,false,false,android,extended
      2026-03-30T00:00:00.000Z,,200000,track,-,Ada Marlow,Night Maps,,,trackdone,trackdone,false,false,false,false,android,extended
      "
    `)
    await expect(history.export({ account: wanda, file, format: 'csv' })).rejects.toMatchObject({ code: 'file-unusable' })
    await expect(history.export({ account: wanda, file: join(file, 'x.csv'), format: 'csv' })).rejects.toMatchObject({
      code: 'file-unusable',
    })
  })
})

describe('what was heard in a period', () => {
  it('counts plays from 30 seconds on, and all of the time, but no more than passed', async () => {
    const history = temporaryHistory()
    const end = Date.UTC(2026, 2, 1, 12) / 1_000
    const at = (seconds: number, values: Record<string, unknown>) =>
      extendedRow({ ts: new Date((end + seconds) * 1_000).toISOString().replace('.000', ''), offline_timestamp: 0, ...values })
    await history.importPaths([
      history.put('a.json', [
        at(0, { ms_played: 29_000 }),
        at(100, { ms_played: 30_000 }),
        // Three minutes that a device logged for six seconds.
        at(200, { ms_played: 180_000, offline_timestamp: end + 194 }),
      ]),
    ])
    await history.collect({ account: wanda, plays: [{ ...live, playedAt: (end + 5_000) * 1_000 }], pauses: [], at: now })
    expect(await history.ask(wanda, 'windowPeriod', always)).toEqual({ plays: 2, ms: 95_000, estimated: 1 })
    const around = { from: (end + 4_000) * 1_000, to: (end + 6_000) * 1_000 }
    expect(await history.ask(wanda, 'windowPeriod', around)).toEqual({ plays: 1, ms: 30_000, estimated: 1 })
    // What is asked after a change knows of it.
    await history.erase(wanda, { what: 'all' })
    expect(await history.ask(wanda, 'windowPeriod', always)).toEqual({ plays: 0, ms: 0, estimated: 0 })
  })
})
