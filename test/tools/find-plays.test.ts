import { describe, expect, it } from 'vitest'
import { track } from '../fake-spotify/builders.ts'
import { heard, heardEpisode } from '../history/heard.ts'
import { startTonearm } from '../tonearm.ts'

const now = () => Date.parse('2026-11-25T10:30:00Z')

const nightRiver = track({ name: 'Night River', artists: ['Ada Marlow'], album: 'Night Maps' })

/** An evening in summer, and what else was heard. */
const plays = [
  heard(nightRiver, '2024-01-05T12:00:00Z'),
  heard({ name: 'Over-Night', artists: ['Vera Lane'] }, '2024-06-14T21:30:00Z'),
  heard(nightRiver, '2024-06-14T18:00:00Z'),
  heard({ name: 'Paper Ocean', artists: ['Vera Lane'] }, '2024-06-14T18:04:00Z', { minutes: 0.7, skipped: true }),
  heard({ name: 'Glass Harbour', artists: ['Vera Lane'] }, '2024-06-14T18:05:00Z', { minutes: 0.1, skipped: true }),
  heard({ name: 'Knight of Glass', artists: ['Vera Lane'] }, '2024-06-14T22:30:00Z'),
  heard({ name: 'Opalite', artists: ['Night Owls'] }, '2026-11-24T20:00:00Z'),
  heardEpisode('Nights without sleep', 'Small Hours', '2026-11-24T21:00:00Z', { minutes: 40 }),
]

const listening = () => startTonearm({ heard: plays, now, zone: 'Europe/Berlin' })

describe('find_plays', () => {
  it('says with an empty history which tools can answer now', async () => {
    const { callInVain } = await startTonearm()
    expect(await callInVain('find_plays', { from: '2026-11-25' })).toMatchInlineSnapshot(
      `"The listening history has no plays yet. New plays are not kept yet: the user has to open Tonearm once, which says that it keeps them. For all earlier years, the user can ask for the "Extended streaming history" at spotify.com/account/privacy, and import the file with "tonearm history import" or on the page History of Tonearm's window. What can answer now: get_recently_played (the last plays), get_user_top_tracks and get_user_top_artists (favourites)."`,
    )
  })

  it('tells what was played on a day, from morning to night', async () => {
    const { call } = await listening()
    expect(await call('find_plays', { from: '2024-06-14', to: '2024-06-14' })).toMatchInlineSnapshot(`
      "3 plays, 2024-06-14, Europe/Berlin
      2024-06-14
      20:00 6yjLSq Night River | Ada Marlow
      20:04 4DXGHC Paper Ocean | Vera Lane | skipped after 0:42
      23:30 1OKK2U Over-Night | Vera Lane
      1 play under 30 seconds is left out."
    `)
  })

  it('tells what was played in an evening, also past midnight', async () => {
    const { call } = await listening()
    expect(await call('find_plays', { from: '2024-06-14T23:00', to: '2024-06-15T04:00' })).toMatchInlineSnapshot(`
      "2 plays, 2024-06-14T23:00 to 2024-06-15T04:00, Europe/Berlin
      2024-06-14
      23:30 1OKK2U Over-Night | Vera Lane
      2024-06-15
      00:30 2ehi8B Knight of Glass | Vera Lane"
    `)
  })

  it('finds songs and episodes by the beginnings of words, titles before artists', async () => {
    const { call } = await listening()
    expect(await call('find_plays', { text: 'night' })).toMatchInlineSnapshot(`
      "4 titles with "night" in title or artist, since 2024-01-05
      6yjLSq Night River | Ada Marlow | 2 plays | 2024-01-05 to 2024-06-14
      1OKK2U Over-Night | Vera Lane | 1 play | 2024-06-14
      4e6967 Nights without sleep | Small Hours | 1 play | 2026-11-24
      4uZ5sc Opalite | Night Owls | 1 play | 2026-11-24"
    `)
    expect(await call('find_plays', { text: 'night', from: 'summer 2024' })).toMatchInlineSnapshot(`
      "2 titles with "night" in title or artist, summer 2024
      6yjLSq Night River | Ada Marlow | 1 play | 2024-06-14
      1OKK2U Over-Night | Vera Lane | 1 play | 2024-06-14"
    `)
  })

  it('says whether something was ever heard', async () => {
    const { call } = await listening()
    expect(await call('find_plays', { text: '"night river" marlow' })).toContain('1 title with')
    expect(await call('find_plays', { text: 'Quantum Zebra' })).toMatchInlineSnapshot(
      `"Nothing was played with words that begin with "quantum" and "zebra" in title or artist, since 2024-01-05."`,
    )
    expect(await call('find_plays', { from: '2023', to: '2023' })).toMatchInlineSnapshot(
      `"Nothing was played, 2023. Plays are known since 2024-01-05."`,
    )
  })

  it('shows plays in parts, without leaving one out or showing one twice', async () => {
    const { call } = await listening()
    const titles = async (parameters: Record<string, unknown>) => {
      const text = await call('find_plays', { limit: 2, ...parameters })
      return { rows: text.match(/(?<=^\d\d:\d\d \S+ )[^|]+(?= \|)/gm) ?? [], next: /The others: (from|to) "(.+)"/.exec(text) }
    }
    for (const start of [{}, { from: '2024-01-01' }]) {
      const all: string[] = []
      let parameters: Record<string, unknown> = start
      for (;;) {
        const { rows, next } = await titles(parameters)
        all.push(...rows)
        if (!next) break
        parameters = { ...parameters, [next[1] ?? '']: next[2] }
      }
      const inOrder = ['Night River', 'Night River', 'Paper Ocean', 'Over-Night', 'Knight of Glass', 'Opalite', 'Nights without sleep']
      expect(all).toEqual('from' in start ? inOrder : inOrder.toReversed())
    }
  })

  it('finds what Spotify writes with signs that nobody types', async () => {
    const { call } = await startTonearm({
      heard: ["Don't Look (Back)", 'Rock & Roll', 'Beyoncé’s Hälo', 'Звезда Ночь', '夜に駆ける'].map((name, index) =>
        heard({ name, artists: ['Vera Lane'] }, `2026-11-0${index + 1}T10:00:00Z`),
      ),
      now,
    })
    for (const text of ['dont look back', 'rock and roll', 'beyonces halo', 'звезда', '夜に', '駆ける'])
      expect(await call('find_plays', { text }), text).toContain('1 title with')
  })
})
