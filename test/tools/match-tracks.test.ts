import { describe, expect, it } from 'vitest'
import { track } from '../fake-spotify/builders.ts'
import * as faults from '../fake-spotify/faults.ts'
import { startTonearm } from '../tonearm.ts'

const river = track({ name: 'Midnight River', artists: ['Golden Static'], album: 'Quiet Harbor Letters' })
const remaster = track({ name: 'Here Comes the Dawn - Remastered 2009', artists: ['The Iron Club'], album: 'Abbey' })
const feature = track({ name: 'Umbrellas (feat. Quiet One)', artists: ['Rhea', 'Quiet One'] })
const tracks = [
  river,
  remaster,
  feature,
  track({ name: 'Hello Again', artists: ['Lio'] }),
  track({ name: 'Hello Again', artists: ['Dela'] }),
]

describe('match_tracks', () => {
  it('turns lines into ids with a confidence each, and lists the doubtful ones with alternatives', async () => {
    const { call } = await startTonearm({ world: { tracks } })
    const lines = [
      'Golden Static - Midnight River',
      '2. midnight river – GOLDEN STATIC',
      'Here Comes The Dawn by Iron Club',
      'Rhea ft. Quiet One - Umbrellas 3:45',
      'Hello Again',
      'Nobody - Nothing | at\tall',
    ]
    expect(await call('match_tracks', { lines })).toMatchInlineSnapshot(`
      "4 of 6 lines matched, 1 doubtful (marked ?), 1 not found: line id title | artists | album | length | confidence
      Doubtful only because no artist is given: 1 line. The title fits: if it is the only match, go on with it.
      1 4NOyIh Midnight River | Golden Static | Quiet Harbor Letters | 3:35 | 100%
      2 4NOyIh Midnight River | Golden Static | Quiet Harbor Letters | 3:35 | 100%
      3 5m7Ivi Here Comes the Dawn - Remastered 2009 | The Iron Club | Abbey | 3:35 | 100%
      4 38aVwi Umbrellas (feat. Quiet One) | Rhea, Quiet One | Umbrellas (feat. Quiet One) | 3:35 | 100%
      5 ? Hello Again: 2mNjJg Hello Again | Lio | Hello Again | 3:35 | 70% or 6rVnEH Hello Again | Dela | Hello Again | 3:35 | 70%
      6 not found: Nobody - Nothing ¦ at all"
    `)
  })

  it('says which doubt is only for want of an artist, so that the only match can be used', async () => {
    const { call } = await startTonearm({ world: { tracks } })
    expect(
      await call('match_tracks', { lines: ['Midnight River', 'Here Comes the Dawn', 'Golden Static - Midnight Rivers Bend'] }),
    ).toMatchInlineSnapshot(`
      "0 of 3 lines matched, 3 doubtful (marked ?): line id title | artists | album | length | confidence
      Doubtful only because no artist is given: 2 lines. The title fits: if it is the only match, go on with it.
      1 ? Midnight River: 4NOyIh Midnight River | Golden Static | Quiet Harbor Letters | 3:35 | 70%
      2 ? Here Comes the Dawn: 5m7Ivi Here Comes the Dawn - Remastered 2009 | The Iron Club | Abbey | 3:35 | 70%
      3 ? Golden Static - Midnight Rivers Bend: 4NOyIh Midnight River | Golden Static | Quiet Harbor Letters | 3:35 | 74%"
    `)
  })

  it('asks once for each distinct line, four at a time', async () => {
    const names = Array.from({ length: 50 }, (_, index) => `Song ${index + 1}`)
    const { call, spotify } = await startTonearm({ world: { tracks: names.map((name) => track(name)) }, fake: { latencyMs: 5 } })
    const lines = names.flatMap((name) => [`Golden Static - ${name}`, `${name.toUpperCase()} by golden static`])
    const rows = (await call('match_tracks', { lines })).split('\n')
    expect(rows[0]).toBe('100 of 100 lines matched: line id title | artists | album | length | confidence')
    expect(rows.slice(1).map((line) => /^(\d+) \S+ (Song \d+) \| Golden Static \| .+ \| \d:\d\d \| 100%$/.exec(line)?.slice(1))).toEqual(
      lines.map((_, index) => [String(index + 1), `Song ${Math.floor(index / 2) + 1}`]),
    )
    expect(spotify.requests()).toHaveLength(50)
    expect(spotify.mostInFlight()).toBe(4)
    expect(spotify.requests()).toContain('GET /v1/search?q=Song 1 Golden Static&type=track&limit=10&offset=0')
  })

  it('does not take another version, a cover or another song for the one that is meant', async () => {
    const { call } = await startTonearm({
      world: {
        tracks: [
          track({ name: 'River', artists: ['Karaoke Golden Static'] }),
          track({ name: 'River - Live', artists: ['Golden Static'] }),
          track({ name: 'River Deep Below', artists: ['Golden Static'] }),
        ],
      },
    })
    const answer = await call('match_tracks', { lines: ['Golden Static - River'] })
    expect(answer.split('\n')[0]).toBe('0 of 1 line matched, 1 doubtful (marked ?): line id title | artists | album | length | confidence')
    expect(await call('match_tracks', { lines: ['Golden Static - River (Live)'] })).toContain('1 of 1 line matched')
  })

  it('shows other releases of one recording as one alternative', async () => {
    const releases = ['Single', 'Album', 'Best Of'].map((album) => track({ name: 'Hello Again', artists: ['Lio'], album }))
    const remix = track({ name: 'Hello Again (Remix)', artists: ['Lio'] })
    const { call } = await startTonearm({ world: { tracks: [...releases, remix, track({ name: 'Hello Again', artists: ['Dela'] })] } })
    const answer = await call('match_tracks', { lines: ['Hello Again'] })
    expect(answer.match(/\| Lio \|/g)).toHaveLength(1)
    expect(answer).toMatch(/1 \? Hello Again: \w+ Hello Again \| Lio \| \w+ \| 3:35 \| 70% or \w+ Hello Again \| Dela \|/)
  })

  it('keeps what was found when Spotify asks to stop halfway, and says which lines are left', async () => {
    const { call, spotify } = await startTonearm({ world: { tracks }, now: () => Date.UTC(2026, 10, 22, 12) })
    spotify.faults.always(/Hello/, faults.quotaExceeded(7_200))
    expect(await call('match_tracks', { lines: ['Golden Static - Midnight River', 'Lio - Hello Again'] })).toMatchInlineSnapshot(`
      "1 of 2 lines matched: line id title | artists | album | length | confidence
      1 line not looked for: Spotify's quota for this app is used up until 15:00.
      1 4NOyIh Midnight River | Golden Static | Quiet Harbor Letters | 3:35 | 100%"
    `)
  })

  it('asks for no more lines once Spotify cannot be reached or its quota is used up', async () => {
    const lines = ['Golden Static - Midnight River', ...Array.from({ length: 40 }, (_, index) => `Somebody - Song ${index + 1}`)]
    for (const [fault, most] of [
      [faults.serverError(503), 8 * 3],
      [faults.quotaExceeded(7_200), 8],
    ] as const) {
      const { call, spotify } = await startTonearm({ world: { tracks }, sleep: async () => {} })
      spotify.faults.always(/Somebody/, fault)
      expect(await call('match_tracks', { lines })).toContain('40 lines not looked for')
      const asked = spotify.requests().filter((line) => line.includes('Somebody'))
      expect(asked.length).toBeLessThanOrEqual(most)
    }
  })

  it('fails when nothing could be asked', async () => {
    const { callInVain, spotify } = await startTonearm({ world: { tracks } })
    spotify.faults.always('GET /v1/search', faults.quotaExceeded(48_925))
    expect(await callInVain('match_tracks', { lines: ['Golden Static - Midnight River'] })).toContain(
      "Spotify's quota for this app is used up until",
    )
  })

  it('asks for nothing that a query gives a meaning to, and keeps hostile lines in their row', async () => {
    const { call, spotify } = await startTonearm()
    const rows = (await call('match_tracks', { lines: ['artist:"x" (a)\n2 aaaaaa Fake | y', '---'] })).split('\n')
    expect(rows.slice(1)).toEqual(['1 not found: artist:"x" (a) 2 aaaaaa Fake ¦ y', '2 not found: ---'])
    expect(spotify.requests().join()).not.toMatch(/artist:|"/)
  })

  it('takes a hundred lines and not one more', async () => {
    const { callInVain } = await startTonearm()
    expect(await callInVain('match_tracks', { lines: Array(101).fill('a') })).toContain('lines: Too big')
    expect(await callInVain('match_tracks', { lines: [] })).toContain('lines: Too small')
  })
})
