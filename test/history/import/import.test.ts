import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { extendedRow, noTrack, oldRow, shortRow } from '../rows.ts'
import { temporaryHistory, wanda } from '../temporary-history.ts'
import { zip } from '../zip.ts'

/** Plays of one song, some minutes apart. */
const plays = (count: number, values: Record<string, unknown> = {}) =>
  Array.from({ length: count }, (_, at) => {
    const end = Date.UTC(2026, 0, 1) + at * 300_000
    return extendedRow({ ts: new Date(end).toISOString().replace('.000', ''), offline_timestamp: end / 1_000 - 200, ...values })
  })

describe('importing a streaming history', () => {
  it('reads the archive as Spotify sends it, with a folder that has content', async () => {
    const history = temporaryHistory()
    const folder = 'Spotify Extended Streaming History/'
    const archive = history.put(
      'my_spotify_data.zip',
      zip([
        { name: `${folder}Streaming_History_Audio_2026.json`, content: JSON.stringify(plays(3)) },
        { name: `${folder}Streaming_History_Video_2026.json`, content: '[]' },
        { name: folder, content: 'placeholder' },
        { name: `${folder}ReadMeFirst_ExtendedStreamingHistory.pdf`, content: '%PDF' },
        { name: `__MACOSX/${folder}._Streaming_History_Audio_2026.json`, content: 'Mac OS X' },
      ]),
    )
    expect(await history.importPaths([archive])).toEqual({
      rows: 3,
      plays: 3,
      added: 3,
      joined: 0,
      leftOut: {},
      files: 1,
      forms: ['extended'],
      notRead: [],
      cancelled: false,
    })
    expect((await history.plays())[0]).toMatchInlineSnapshot(`
      {
        "album": "Night Maps",
        "artists": [
          "Ada Marlow",
        ],
        "context": null,
        "endedAt": "2026-01-01T00:00:00.000Z",
        "kind": "track",
        "msPlayed": 200000,
        "name": "Midnight River",
        "offline": false,
        "platform": "android",
        "private": false,
        "reasonEnd": "trackdone",
        "reasonStart": "trackdone",
        "shuffle": false,
        "skipped": false,
        "source": "extended",
        "startedAt": "2025-12-31T23:56:40.000Z",
        "uri": "spotify:track:0000000000000000000001",
      }
    `)
  })

  it('doubles nothing when it is done again, and adds what is new', async () => {
    const history = temporaryHistory()
    const old = history.put('endsong_0.json', plays(4))
    const newer = history.put('Streaming_History_Audio_2026.json', plays(6, { offline_timestamp: null }))
    expect(await history.importPaths([old])).toMatchObject({ plays: 4, added: 4 })
    expect(await history.importPaths([old])).toMatchObject({ plays: 4, added: 0 })
    expect(await history.importPaths([newer])).toMatchObject({ plays: 6, added: 2 })
    // A newer export without starts takes none away.
    expect((await history.plays()).map((play) => play.startedAt !== null)).toEqual([true, true, true, true, false, false])
    // One that has them gives them.
    await history.importPaths([history.put('again.json', plays(6))])
    expect((await history.plays()).every((play) => play.startedAt !== null)).toBe(true)
  })

  it('counts what Spotify logged twice once: equal rows, and rows with the same start', async () => {
    const history = temporaryHistory()
    const row = extendedRow()
    const later = extendedRow({ ts: '2026-03-30T08:00:00Z' })
    const elsewhere = extendedRow({ ts: '2026-03-30T08:00:00Z', spotify_track_uri: 'spotify:track:0000000000000000000009' })
    const file = history.put('rows.json', [row, row, later, elsewhere])
    expect(await history.importPaths([file])).toMatchObject({ rows: 4, plays: 4, added: 2 })
    expect(await history.importPaths([history.put('later.json', [later])])).toMatchObject({ added: 0 })
  })

  it('keeps two plays that differ in any of URI, end and length', async () => {
    const history = temporaryHistory()
    const without = { offline_timestamp: 0 }
    const file = history.put('rows.json', [
      extendedRow(without),
      extendedRow({ ...without, ms_played: 1 }),
      extendedRow({ ...without, ts: '2026-03-29T01:04:01Z' }),
      extendedRow({ ...without, spotify_track_uri: 'spotify:track:0000000000000000000009' }),
    ])
    expect(await history.importPaths([file])).toMatchObject({ added: 4 })
  })

  it('leaves out rows by themselves, and counts why', async () => {
    const history = temporaryHistory()
    const file = history.put('rows.json', [
      null,
      7,
      extendedRow(),
      extendedRow(noTrack),
      extendedRow({ ts: '?' }),
      extendedRow({ ms_played: 1 }),
    ])
    expect(await history.importPaths([file])).toMatchObject({ rows: 6, plays: 2, added: 2, leftOut: { unreadable: 3, nameless: 1 } })
  })

  it('knows a song under several URIs and names as one recording, and a URI by the recording it first had', async () => {
    const history = temporaryHistory()
    /** How many plays each recording has. */
    function recordings(): unknown[] {
      const database = new DatabaseSync(history.file, { readOnly: true })
      const counts = database.prepare('SELECT count(*) AS plays FROM plays GROUP BY rec ORDER BY plays').all()
      database.close()
      return counts.map(({ plays }) => plays)
    }
    const uris = ['1', '2', '3'].map((digit) => `spotify:track:${digit.repeat(22)}`)
    await history.importPaths([
      history.put('rows.json', [
        extendedRow({ ts: '2026-01-01T00:00:00Z', spotify_track_uri: uris[0], master_metadata_track_name: 'Diplomat’s Son' }),
        extendedRow({ ts: '2026-01-02T00:00:00Z', spotify_track_uri: uris[1], master_metadata_track_name: "DIPLOMAT'S SON" }),
        extendedRow({ ts: '2026-01-03T00:00:00Z', spotify_track_uri: uris[2], master_metadata_track_name: 'Diplomat’s Son (Live)' }),
        extendedRow({ ts: '2026-01-04T00:00:00Z', spotify_track_uri: uris[0], master_metadata_track_name: 'Renamed' }),
      ]),
    ])
    expect(recordings()).toEqual([1, 3])
    // Without names, nothing says that two URIs are the same.
    const nameless = { master_metadata_track_name: null, master_metadata_album_artist_name: null, offline_timestamp: 0 }
    await history.importPaths(
      [
        history.put(
          'nameless.json',
          uris.map((uri) => extendedRow({ ...nameless, spotify_track_uri: `${uri}0` })),
        ),
      ],
      { account: 'x' },
    )
    expect(recordings()).toEqual([1, 1, 1, 1, 3])
    expect((await history.plays()).map(({ name }) => name)).toEqual(['Renamed', "DIPLOMAT'S SON", 'Diplomat’s Son (Live)', 'Renamed'])
  })

  it('uses the short form only for times that the extended history does not cover', async () => {
    const history = temporaryHistory()
    const covered = plays(3)
    const short = [
      shortRow({ endTime: '2025-12-31 23:00' }),
      shortRow({ endTime: '2026-01-01 00:05', msPlayed: 7 }),
      shortRow({ endTime: '2026-02-01 00:00' }),
    ]
    const archive = history.put(
      'both.zip',
      zip([
        { name: 'MyData/StreamingHistory_music_0.json', content: JSON.stringify(short) },
        { name: 'Streaming_History_Audio_2026.json', content: JSON.stringify(covered) },
      ]),
    )
    expect(await history.importPaths([archive])).toMatchObject({
      rows: 6,
      plays: 5,
      added: 5,
      leftOut: { covered: 1 },
      forms: ['extended', 'short'],
    })
    expect(await history.importPaths([archive])).toMatchObject({ added: 0 })
  })

  it('gives the short form up when the extended history comes later', async () => {
    const history = temporaryHistory()
    const short = history.put('StreamingHistory0.json', [
      shortRow({ endTime: '2026-01-01 00:05' }),
      shortRow({ endTime: '2027-01-01 00:00' }),
    ])
    await history.importPaths([short])
    expect(await history.importPaths([history.put('extended.json', plays(3))])).toMatchObject({ added: 3, joined: 1 })
    expect((await history.plays()).map(({ source }) => source)).toEqual(['extended', 'extended', 'extended', 'short'])
  })

  it('keeps the plays of two people apart', async () => {
    const history = temporaryHistory()
    const file = history.put('rows.json', plays(2))
    await history.importPaths([file])
    expect(await history.importPaths([file], { account: 'another' })).toMatchObject({ added: 2 })
    expect(await history.status(wanda)).toMatchObject({ plays: 2 })
    expect(await history.status('nobody')).toMatchObject({ plays: 0, first: null })
    await history.forget('another')
    expect([await history.status('another'), await history.status(wanda)]).toMatchObject([{ plays: 0 }, { plays: 2 }])
  })

  it('stops when the person says so: files that are done stay, and a second import completes them', async () => {
    const history = temporaryHistory()
    const [first, second] = [plays(2), plays(20_000, { ms_played: 40_000 })]
    const archive = history.put(
      'a.zip',
      zip([
        { name: 'a_1.json', content: JSON.stringify(first) },
        { name: 'a_2.json', content: JSON.stringify(second) },
      ]),
    )
    const stop = new AbortController()
    stop.abort()
    const request = { account: wanda, paths: [archive], pauses: [], bringBackErased: false }
    expect(await history.import(request, { signal: stop.signal })).toMatchObject({ cancelled: true, added: 0 })
    const soon = new AbortController()
    const report = await history.import(request, { signal: soon.signal, onProgress: () => soon.abort() })
    expect(report.added === 2 || report.added === 20_002).toBe(true)
    expect(await history.importPaths([archive])).toMatchObject({ cancelled: false, plays: 20_002 })
    expect(await history.status(wanda)).toMatchObject({ plays: 20_002 })
  })

  it('tells how far it is', async () => {
    const history = temporaryHistory()
    const told: unknown[] = []
    await history.import(
      { account: wanda, paths: [history.put('rows.json', plays(5))], pauses: [], bringBackErased: false },
      { onProgress: (progress) => told.push(progress) },
    )
    expect(told.at(-1)).toMatchObject({ rows: 5, plays: 5, secondsLeft: 0 })
  })
})

describe('files that are damaged, or something else', () => {
  const rows = JSON.stringify(plays(2))
  const whole = zip([{ name: 'a.json', content: rows }])
  const faults: [what: string, name: string, content: string | Buffer][] = [
    ['a truncated archive', 'my.zip', whole.subarray(0, whole.length - 30)],
    ['a truncated archive with another name', 'my_data', whole.subarray(0, 60)],
    ['an archive in an archive', 'my.zip', zip([{ name: 'inner.zip', content: whole }])],
    ['an archive whose directory lies about a size', 'my.zip', zip([{ name: 'a.json', content: rows, size: 12 }])],
    ['an archive that unpacks to gigabytes', 'my.zip', zip([{ name: 'a.json', content: '[]', size: 4_000_000_000 }])],
    ['the account data without a history', 'my.zip', zip([{ name: 'MyData/Userdata.json', content: '{}' }])],
    ['Latin-1', 'a.json', Buffer.from(JSON.stringify([extendedRow({ master_metadata_track_name: 'Café' })]), 'latin1')],
    ['half of a file', 'a.json', rows.slice(0, -40)],
    ['no JSON', 'a.json', '<html></html>'],
    ['an empty file', 'a.json', ''],
    ['an archive that is packed in another way', 'my.zip', zip([{ name: 'a.json', content: rows, method: 93 }])],
    ['an archive that unpacks to millions of lists', 'my.zip', zip([{ name: 'a.json', content: `[${'[],'.repeat(15_000_000)}[]]` }])],
    ['millions of lists in lists', 'a.json', `${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}`],
    ['millions of numbers', 'a.json', `[${'1,'.repeat(20_000_000)}1]`],
    ['the technical log', 'my.zip', zip([{ name: 'data/ReadMeFirst_TechnicalLogInformation.pdf', content: '%PDF' }])],
    ['a table of another service', 'scrobbles.csv', 'artist,album,track,date'],
    ['a PDF', 'ReadMeFirst.pdf', Buffer.from('%PDF\xff', 'latin1')],
    [
      'the history of another service',
      'my.zip',
      zip([{ name: 'Takeout/watch-history.json', content: '[{"title":"Watched","time":"2024-01-01"}]' }]),
    ],
    ['searches', 'a.json', '[{"searchTime":"2026-01-01"}]'],
  ]

  it('says what is wrong, and imports nothing', async () => {
    const history = temporaryHistory()
    const told: Record<string, string> = {}
    for (const [what, name, content] of faults) {
      const failure = await history.importPaths([history.put(name, content)]).catch((error) => error)
      expect(failure, what).toMatchObject({ code: 'not-listening-history' })
      told[what] = failure.message
    }
    expect(told).toMatchInlineSnapshot(`
      {
        "Latin-1": "a.json has an encoding that Tonearm does not know. Import Spotify's files as they came.",
        "a PDF": "ReadMeFirst.pdf is not a listening history from Spotify. Ask Spotify for the "Extended streaming history" at https://www.spotify.com/account/privacy. It comes by e-mail, after up to 30 days. Import it as it is.",
        "a table of another service": "scrobbles.csv is not a listening history from Spotify. Ask Spotify for the "Extended streaming history" at https://www.spotify.com/account/privacy. It comes by e-mail, after up to 30 days. Import it as it is.",
        "a truncated archive": "my.zip is damaged or not complete. Download it again from the link in Spotify's e-mail.",
        "a truncated archive with another name": "my_data is damaged or not complete. Download it again from the link in Spotify's e-mail.",
        "an archive in an archive": "inner.zip is an archive inside of an archive. Unpack it first, then import it.",
        "an archive that is packed in another way": "a.json is packed in a way that Tonearm does not know. Unpack the archive first, then import the folder.",
        "an archive that unpacks to gigabytes": "a.json has 3815 MB, more than the 48 MB that Tonearm reads at once. Spotify's own files are smaller: import them as they came.",
        "an archive that unpacks to millions of lists": "a.json holds far more than a listening history can. Import Spotify's files as they came.",
        "an archive whose directory lies about a size": "a.json is damaged inside of the archive. Download it again.",
        "an empty file": "a.json is not complete, or is no JSON. Download it again.",
        "half of a file": "a.json is not complete, or is no JSON. Download it again.",
        "millions of lists in lists": "a.json holds far more than a listening history can. Import Spotify's files as they came.",
        "millions of numbers": "a.json holds far more than a listening history can. Import Spotify's files as they came.",
        "no JSON": "a.json is not complete, or is no JSON. Download it again.",
        "searches": "There is no listening history from Spotify in it. Ask Spotify for the "Extended streaming history" at https://www.spotify.com/account/privacy. It comes by e-mail, after up to 30 days. Import it as it is.",
        "the account data without a history": "This is Spotify's "Account data", and there is no listening history in it. Ask Spotify for the "Extended streaming history" at https://www.spotify.com/account/privacy. It comes by e-mail, after up to 30 days. Import it as it is.",
        "the history of another service": "There is no listening history from Spotify in it. Ask Spotify for the "Extended streaming history" at https://www.spotify.com/account/privacy. It comes by e-mail, after up to 30 days. Import it as it is.",
        "the technical log": "This is Spotify's "Technical log information", which holds no listening history. Ask Spotify for the "Extended streaming history" at https://www.spotify.com/account/privacy. It comes by e-mail, after up to 30 days. Import it as it is.",
      }
    `)
    expect(await history.status(wanda)).toMatchObject({ plays: 0 })
  })

  it('says so when there is no such file', async () => {
    await expect(temporaryHistory().importPaths(['/no/such/file.zip'])).rejects.toThrow('/no/such/file.zip does not exist.')
  })

  it('reads UTF-8 and UTF-16 with a byte order mark', async () => {
    const history = temporaryHistory()
    const texts = [Buffer.from(`\ufeff${rows}`), Buffer.from(`\ufeff${rows}`, 'utf16le'), Buffer.from(`\ufeff${rows}`, 'utf16le').swap16()]
    for (const [at, text] of texts.entries()) {
      expect(await history.importPaths([history.put('a.json', text)], { account: `reader ${at}` })).toMatchObject({ added: 2 })
    }
  })

  it('imports the others, whole, when one is damaged', async () => {
    const history = temporaryHistory()
    history.put('export/Streaming_History_Audio_1.json', rows)
    history.put('export/Streaming_History_Audio_2.json', rows.slice(0, 500))
    history.put('export/deeper/old.json', [oldRow()])
    const report = await history.importPaths([history.put('export/readme.txt', 'x').replace('/readme.txt', '')])
    expect(report).toMatchObject({
      added: 3,
      files: 2,
      notRead: [{ file: 'Streaming_History_Audio_2.json', why: 'is not complete, or is no JSON. Download it again' }],
    })
  })
})

const excerpts = '../shared/exports'

/** Real shapes, where they lie beside the checkout. They are other people's data, so they are not copied into it. */
describe.skipIf(!existsSync(excerpts))('excerpts of real exports', () => {
  const names = readdirSync(existsSync(excerpts) ? excerpts : '.').filter((name) => name.endsWith('.json') && /^\d/.test(name))

  it('hold as many plays as another way of counting finds', async () => {
    const history = temporaryHistory()
    for (const name of names) {
      const path = join(process.cwd(), excerpts, name)
      const rows = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>[]
      const counted = countedOtherwise(rows)
      const report = await history.importPaths([path], { account: name })
      expect({ name, ...report }).toMatchObject({ name, rows: rows.length, ...counted })
      expect(await history.importPaths([path], { account: name }), name).toMatchObject({ added: 0 })
    }
    expect(readFileSync(history.file, 'latin1')).not.toMatch(/exampleuser|203\.0\.113|2001:db8|Mozilla/)
  })

  it('the archive with data descriptors', async () => {
    const history = temporaryHistory()
    expect(await history.importPaths([join(process.cwd(), excerpts, 'my_spotify_data.shape.zip')])).toMatchObject({ files: 3, notRead: [] })
  })
})

function countedOtherwise(rows: Record<string, unknown>[]): { plays: number; added: number } {
  const what = (row: Record<string, unknown>) =>
    row.spotify_track_uri ??
    row.spotify_episode_uri ??
    row.audiobook_chapter_uri ??
    row.master_metadata_track_name ??
    [row.trackName ?? row.episodeName ?? row.chapterName, row.artistName ?? row.podcastName ?? row.audiobookName].filter(Boolean).join('|')
  const named = rows.filter((row) => what(row) && row.trackName !== 'Unknown Track')
  const ends = new Set<string>()
  const starts = new Set<string>()
  for (const row of named) {
    const ms = row.ms_played ?? row.msPlayed
    const start = row.offline_timestamp ? `${what(row)} ${row.offline_timestamp} ${ms}` : undefined
    if (start && starts.has(start)) continue
    if (start) starts.add(start)
    ends.add(`${what(row)} ${row.ts ?? row.endTime} ${ms}`)
  }
  return { plays: named.length, added: ends.size }
}
