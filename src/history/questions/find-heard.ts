import { plainTitle, withoutEdition } from '../../shared/editions.ts'
import { kinds } from '../../store/history/play.ts'
import type { Tables } from '../../store/transaction.ts'
import { foldedName } from '../recording.ts'
import type { HeardKind } from './heard-kind.ts'
import type { Listened } from './listened.ts'

/** One way to understand what somebody calls something: "Opalite by Golden Static" is a title and an artist, or a title alone. */
export type HeardReading = { kind?: HeardKind; title: string; artist?: string; album?: string }

/** Something in the history, by the number that the statistics know it by. */
export type Heard = { kind: HeardKind; number: number; name: string; by?: string }

type Row = { id: number; name: string; artist: number; by: string; kind: number; folded: string }

const track = kinds.indexOf('track')

/**
 * All that is called so, of every kind: an album and its title song are two. Editions of a title do not matter, and neither do capitals and accents; a
 * live version is found only under its whole title.
 */
export function findHeard(listened: Listened, readings: readonly HeardReading[]): Heard[] {
  const { database, editions } = listened
  const { songOf, albumOf } = editions()
  const titles = [
    ...new Set(readings.flatMap(({ title }) => [foldedName(title), foldedName(plainTitle(title)), foldedName(withoutEdition(title))])),
  ]
  const songs = rowsCalled(database, 'recs', titles).filter(({ kind }) => kind === track)
  const albums = rowsCalled(database, 'albums', titles)
  const found = new Map<string, Heard>()
  const add = (heard: Heard) => found.set(`${heard.kind} ${heard.number}`, heard)

  for (const { kind, title, artist, album } of readings) {
    const whose = artist === undefined ? undefined : new Set(artistsCalled(database, artist).map(({ id }) => id))
    const isMeant = (row: Row, plain: (title: string) => string) =>
      (row.folded === foldedName(title) || foldedName(plain(row.name)) === foldedName(plain(title))) && (!whose || whose.has(row.artist))
    if (kind === undefined || kind === 'song') {
      for (const row of songs)
        if (isMeant(row, plainTitle) && (album === undefined || isOn(database, row.id, album)))
          add({ kind: 'song', number: songOf(row.id), name: plainTitle(row.name), by: row.by })
    }
    if (album !== undefined) continue
    if (kind === undefined || kind === 'album') {
      for (const row of albums)
        if (isMeant(row, withoutEdition)) add({ kind: 'album', number: albumOf(row.id), name: withoutEdition(row.name), by: row.by })
    }
    if (whose) continue
    for (const { id, name, hasTracks, hasOthers } of artistsCalled(database, title)) {
      if (hasTracks && (kind === undefined || kind === 'artist')) add({ kind: 'artist', number: id, name })
      if (hasOthers && (kind === undefined || kind === 'show')) add({ kind: 'show', number: id, name })
    }
  }
  return [...found.values()]
}

/** Rows of these titles, and of those that begin so: editions, live versions, and other songs. */
function rowsCalled(database: Tables, table: 'recs' | 'albums', titles: readonly string[]): Row[] {
  if (titles.length === 0) return []
  // "!" is the sign after the space.
  const begins = titles.map(() => 'named.folded = ? OR (named.folded >= ? AND named.folded < ?)').join(' OR ')
  const values = titles.flatMap((title) => [title, `${title} `, `${title}!`])
  const kind = table === 'recs' ? 'named.kind' : '0 AS kind'
  return database
    .prepare(
      `SELECT named.id, named.name, named.artist, ${kind}, named.folded, artists.name AS by FROM ${table} AS named JOIN artists ON artists.id = named.artist WHERE ${begins}`,
    )
    .all(...values) as Row[]
}

type ArtistRow = { id: number; name: string; hasTracks: number; hasOthers: number }

/** "Beatles" are The Beatles, too. */
function artistsCalled(database: Tables, name: string): ArtistRow[] {
  const folded = foldedName(name)
  const bare = folded.replace(/^the (?=.)/, '')
  const has = (sign: string) => `EXISTS (SELECT 1 FROM recs WHERE recs.artist = artists.id AND recs.kind ${sign} ${track})`
  return database
    .prepare(`SELECT id, name, ${has('=')} AS hasTracks, ${has('<>')} AS hasOthers FROM artists WHERE folded IN (?, ?)`)
    .all(bare, `the ${bare}`) as ArtistRow[]
}

function isOn(database: Tables, rec: number, album: string): boolean {
  const names = database.prepare('SELECT albums.name FROM items JOIN albums ON albums.id = items.album WHERE items.rec = ?').all(rec)
  return names.some(({ name }) => foldedName(withoutEdition(String(name))) === foldedName(withoutEdition(album)))
}
