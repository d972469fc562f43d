import { z } from 'zod'
import type { Row } from '../../changes/plan/row.ts'
import { parseReference } from '../../spotify/references.ts'
import { name, type RenderContext, titled } from '../runtime/render.ts'

/** A row of a playlist in the answer to an edit. `position` counts from 1. */
export const shownRow = z.object({
  position: z.int(),
  item: z.object({ type: z.enum(['track', 'episode']), id: z.string(), name: z.string() }).optional(),
  title: z.string(),
  /** Of a song the first artist, of an episode the show; missing where it is not known. */
  artist: z.string().optional(),
})

export type ShownRow = z.output<typeof shownRow>

/** So many songs are named in a line. */
const mostNamed = 10

/** @param index from 0 */
export function toShownRow({ uri, title, artist }: Row, index: number): ShownRow {
  const reference = uri === undefined ? undefined : parseReference(uri)
  const type = reference?.type
  const item = reference && (type === 'track' || type === 'episode') ? { type, id: reference.id, name: title } : undefined
  return { position: index + 1, item, title, artist }
}

/** `58L98x Midnight River by Golden Static`; of a song that was only given as an id, the id. */
function songWords({ item, title, artist }: ShownRow, context: RenderContext): string {
  const song = item ? (parseReference(title) ? context.id(item) : titled(item, context)) : name(title)
  return artist === undefined ? song : `${song} by ${name(artist)}`
}

/** The same with its position in front. */
export function positionedSong(row: ShownRow, context: RenderContext): string {
  return `${row.position} ${songWords(row, context)}`
}

/** Several in a line. @param all how many there are, of which some may not be among `rows` */
export function songsInLine(rows: readonly ShownRow[], all: number, context: RenderContext): string {
  const shown = rows.slice(0, mostNamed).map((row) => songWords(row, context))
  return [...shown, ...(all > shown.length ? [`and ${all - shown.length} more`] : [])].join(', ')
}
