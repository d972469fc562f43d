import { describe, expect, it } from 'vitest'
import { track } from '../fake-spotify/builders.ts'
import { heard } from './heard.ts'
import { temporaryHistory, wanda } from './temporary-history.ts'

const zone = 'Europe/Berlin'
const asking = { zone, now: Date.UTC(2026, 10, 25), withPrivate: false }
const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })

/** 3,000 plays of 40 songs by 8 artists on 12 albums, some of them on two; the same at each run. */
function invented() {
  let state = 11
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
  const used = new Set<number>()
  return Array.from({ length: 3_000 }, () => {
    const song = Math.floor(random() ** 2 * 40)
    const edition = random() < 0.2 ? ' - Remastered 2011' : ''
    const album = `Album ${song % 12}${random() < 0.3 ? ' (Deluxe Edition)' : ''}`
    let start = Date.UTC(2023, 0, 1) + Math.floor(random() * 2 * 365 * 86_400) * 1_000
    while (used.has(start)) start += 1_000
    used.add(start)
    const seconds = Math.floor(random() * 200) + 1
    return { song: `Song ${song}`, artist: `Artist ${song % 8}`, title: `Song ${song}${edition}`, album, start, seconds }
  })
}

/** The day (10 letters of a date) or month (7) with the most plays, the first of equal ones. */
function busiest(plays: { start: number }[], letters: 7 | 10) {
  const spans = Object.entries(Object.groupBy(plays, ({ start }) => berlin.format(start).slice(0, letters)))
  const counts = spans.map(([span, some = []]) => ({ span, plays: some.length }))
  return counts.sort((one, other) => other.plays - one.plays || one.span.localeCompare(other.span))[0]
}

describe('counts, against an independent computation over 3,000 invented plays', () => {
  it('agree for every song, album and artist: plays, time, first and last, best day and month, and rank', async () => {
    const rows = invented()
    const history = temporaryHistory()
    await history.importPaths([
      history.put(
        'rows.json',
        rows.map(({ title, artist, album, start, seconds }) =>
          heard(track({ name: title, artists: [artist], album }), new Date(start).toISOString(), { minutes: seconds / 60 }),
        ),
      ),
    ])
    const in2024 = { from: Date.parse('2023-12-31T23:00:00Z'), to: Date.parse('2024-12-31T23:00:00Z') }
    const groupings = {
      song: (row: (typeof rows)[number]) => row.song,
      artist: (row: (typeof rows)[number]) => row.artist,
      album: (row: (typeof rows)[number]) => `${row.album.replace(' (Deluxe Edition)', '')}|${row.artist}`,
    }
    for (const period of [{ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }, in2024]) {
      const some = rows.filter(({ start }) => start >= period.from && start < period.to)
      for (const [kind, nameOf] of Object.entries(groupings) as [keyof typeof groupings, (row: (typeof rows)[number]) => string][]) {
        const groups = Object.entries(Object.groupBy(some, nameOf)).map(([name, all = []]) => ({
          name,
          all,
          plays: all.filter(({ seconds }) => seconds >= 30),
        }))
        for (const { name, all, plays } of groups) {
          const [title = '', artist] = name.split('|')
          const { counted } = await history.ask(wanda, 'countPlays', { ...asking, period, readings: [{ kind, title, artist }] })
          expect(counted, `${kind} ${name}`).toEqual([
            expect.objectContaining({
              plays: plays.length,
              ms: all.reduce((sum, { seconds }) => sum + seconds * 1_000, 0),
              short: all.length - plays.length,
              first: Math.min(...plays.map(({ start }) => start)),
              last: Math.max(...plays.map(({ start }) => start)),
              rank: 1 + groups.filter((other) => other.plays.length > plays.length).length,
              peakDay: busiest(plays, 10),
              peakMonth: busiest(plays, 7),
            }),
          ])
        }
      }
    }
  })
})
