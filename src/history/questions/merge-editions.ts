import { plainTitle, withoutEdition } from '../../shared/editions.ts'
import type { Columns } from '../../store/history/columns.ts'
import { kinds } from '../../store/history/play.ts'
import type { Tables } from '../../store/transaction.ts'
import { foldedName } from '../recording.ts'

/** A title in which nothing of this stands has no edition and no guest in it: most titles, which need no closer look. */
const mayHaveEdition = ["'%(%'", "'%[%'", "'%（%'", "'%【%'", "'% - %'", "'% – %'", "'% — %'", "'% feat%'", "'% ft.%'"]
  .map((pattern) => `name LIKE ${pattern}`)
  .join(' OR ')

/** `songOf`, `albumOf`: the number that stands for all editions, by the number of any of them. */
export type MergedEditions = { columns: Columns; songOf: (rec: number) => number; albumOf: (album: number) => number }

/**
 * The columns with one number for all editions of a song, and one for all editions of an album: "Paper Ocean - Remastered 2011" and "Paper Ocean (feat.
 * Ada)" are Paper Ocean, "Night Maps (Deluxe Edition)" is Night Maps. A live version or a remix stays a song of its own.
 */
export function mergeEditions(columns: Columns, database: Tables): MergedEditions {
  const songOf = editions(database, 'recs', `kind = ${kinds.indexOf('track')} AND`, plainTitle)
  const albumOf = editions(database, 'albums', '', withoutEdition)
  return {
    columns: { ...columns, rec: replaced(columns.rec, songOf), albumOfItem: replaced(columns.albumOfItem, albumOf) },
    songOf: (rec) => songOf.get(rec) ?? rec,
    albumOf: (album) => albumOf.get(album) ?? album,
  }
}

/** By the number of an edition, in rising order, the number that stands for all: that of the plain title, else of the first edition that is known. */
function editions(database: Tables, table: 'recs' | 'albums', condition: string, plain: (title: string) => string): Map<number, number> {
  const rows = database.prepare(`SELECT id, artist, name FROM ${table} WHERE ${condition} (${mayHaveEdition}) ORDER BY id`).all()
  const find = database.prepare(`SELECT id FROM ${table} WHERE ${condition} artist = ? AND folded = ?`)
  const firsts = new Map<string, number>()
  const found = new Map<number, number>()
  for (const row of rows) {
    const [id, name] = [Number(row.id), String(row.name)]
    const bare = plain(name)
    if (bare === name) continue
    const folded = foldedName(bare)
    const key = `${row.artist} ${folded}`
    const first = firsts.get(key) ?? Number(find.get(Number(row.artist), folded)?.id ?? id)
    firsts.set(key, first)
    if (first !== id) found.set(id, first)
  }
  return found
}

function replaced(column: Uint32Array, by: ReadonlyMap<number, number>): Uint32Array {
  if (by.size === 0) return column
  const highest = [...by.keys()].at(-1) ?? 0
  const replacements = new Uint32Array(highest + 1)
  for (const [number, other] of by) replacements[number] = other
  return column.map((number) => (number <= highest ? replacements[number] || number : number))
}
