import { albumTracks } from '../fake-spotify/builders.ts'
import { createRandom, type Random } from '../fake-spotify/catalog/random.ts'
import type { Track, World } from '../fake-spotify/types.ts'
import { worldDay } from '../fake-spotify/world.ts'
import { heard, heardEpisode } from './heard.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const firstDay = Date.UTC(2016, 10, 23)

/** By an artist who is not in the invented catalogue: so nothing but the history can tell how often it was heard. */
const showgirl = albumTracks({ name: 'The Life of a Showgirl', artists: ['Vera Lane'] }, [
  'Opalite',
  'Eldest Daughter',
  'Paper Ocean',
  'Glass Harbour',
  'Velvet Exit',
  'Second Curtain',
  'Rhinestone Weather',
  'The Life of a Showgirl',
])
const releaseOfShowgirl = Date.UTC(2025, 9, 3)

/** The years in which Wanda hears an artist, and how much: 9 is a love. */
type Era = { tracks: Track[]; from: number; to: number; weight: number }

/**
 * Ten years of Wanda's listening, as rows of an extended streaming history that ends the day before the invented world's last plays: she discovers artists,
 * loves some for years and forgets others, hears albums through on Sundays, podcasts on Saturdays, one song much too often, and something at night that
 * she never saved, and an album heard since the day of its release. The same world gives the same rows.
 */
export function tenYears(world: World): Record<string, unknown>[] {
  const random = createRandom(2016)
  const eras = inventEras(world, random)
  const rows: Record<string, unknown>[] = []
  for (let day = firstDay; day < worldDay - dayMs; day += dayMs) {
    const year = 2016 + (day - firstDay) / (365.25 * dayMs)
    const loved = eras.filter(({ from, to }) => year >= from && year < to)
    const weekday = new Date(day).getUTCDay()
    if (random.chance(0.08)) continue
    if (weekday === 6 && random.chance(0.6)) rows.push(podcast(day, random))
    if (weekday === 0 && random.chance(0.4)) rows.push(...wholeAlbum(day + 14 * hourMs, loved, random))
    rows.push(...sitting(day + (6.4 + random.between(0, 40) / 60) * hourMs, random.between(1, 3), loved, random))
    rows.push(...sitting(day + (17 + random.between(0, 120) / 60) * hourMs, random.between(2, 5), loved, random))
    if (random.chance(0.05)) rows.push(...night(day + 22.7 * hourMs, eras))
    if (isObsessed(day)) rows.push(...obsession(day + 19.5 * hourMs, eras))
  }
  return [...rows, ...showgirlYear()]
}

/** Forty artists with enough songs: each begins in some year, and a third are loved to the end. */
function inventEras(world: World, random: Random): Era[] {
  const byArtist = Map.groupBy(world.tracks, (track) => track.artists[0]?.name ?? '')
  const large = [...byArtist.values()].filter((tracks) => tracks.length >= 25).slice(0, 40)
  return large.map((tracks, index) => {
    const from = index < 8 ? 2016 : 2016 + (index * 10) / 40
    return {
      tracks,
      from,
      to: index % 3 === 0 ? 2100 : from + 1 + random.between(0, 3),
      weight: index % 7 === 0 ? 9 : random.between(1, 4),
    }
  })
}

/** Songs one after the other; the first ones of an artist are loved most. One of six is skipped. */
function sitting(start: number, count: number, loved: Era[], random: Random): Record<string, unknown>[] {
  let at = start
  return Array.from({ length: count }, () => {
    const era = random.pick(loved.flatMap((one) => Array.from({ length: one.weight }, () => one)))
    const liked = Math.floor((random.between(0, 99) ** 2 / 10_000) * Math.min(30, era.tracks.length))
    const song = era.tracks[liked] as Track
    const skipped = liked === 17 || random.chance(0.14)
    const minutes = skipped ? random.between(4, 40) / 60 : song.durationMs / minuteMs
    const row = heard(song, iso(at), { minutes, skipped })
    at += minutes * minuteMs + 2_000
    return row
  })
}

function wholeAlbum(start: number, loved: Era[], random: Random): Record<string, unknown>[] {
  const { tracks } = random.pick(loved)
  return heardThrough(
    start,
    tracks.filter((track) => track.album === tracks[0]?.album),
  )
}

function heardThrough(start: number, songs: Track[]): Record<string, unknown>[] {
  let at = start
  return songs.map((song) => {
    const row = heard(song, iso(at), { minutes: song.durationMs / minuteMs })
    at += song.durationMs + 1_000
    return row
  })
}

/** One album from its release on: every evening of the first days from beginning to end, then less and less, and mostly its title song. */
function showgirlYear(): Record<string, unknown>[] {
  const random = createRandom(2025)
  const rows: Record<string, unknown>[] = []
  for (let day = releaseOfShowgirl; day < worldDay - dayMs; day += dayMs) {
    const age = (day - releaseOfShowgirl) / dayMs
    const evening = day + 20.2 * hourMs
    if (age < 4 || random.chance(1 / (6 + age / 4))) rows.push(...heardThrough(evening, showgirl))
    else if (random.chance(0.16))
      rows.push(...heardThrough(evening, [showgirl.at(-1) as Track, ...(random.chance(0.4) ? [random.pick(showgirl)] : [])]))
  }
  return rows
}

function podcast(day: number, random: Random): Record<string, unknown> {
  return heardEpisode(`Letters ${Math.round((day - firstDay) / dayMs)}`, 'River Radio', iso(day + 9 * hourMs), {
    minutes: random.between(25, 55),
  })
}

/** The same two songs, when nobody else is awake. */
function night(start: number, eras: Era[]): Record<string, unknown>[] {
  const song = eras[5]?.tracks.at(-1) as Track
  return [heard(song, iso(start), { minutes: song.durationMs / minuteMs })]
}

/** One week in October 2021. */
function isObsessed(day: number): boolean {
  return day >= Date.UTC(2021, 9, 4) && day < Date.UTC(2021, 9, 11)
}

function obsession(start: number, eras: Era[]): Record<string, unknown>[] {
  const song = eras[14]?.tracks[3] as Track
  return Array.from({ length: 6 }, (_, index) => heard(song, iso(start + index * song.durationMs), { minutes: song.durationMs / minuteMs }))
}

function iso(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19)}Z`
}
