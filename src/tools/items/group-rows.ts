import { z } from 'zod'
import { counted } from '../../shared/counted.ts'
import { bareWords } from '../../shared/words.ts'
import { releaseYear } from '../../spotify/items.ts'
import { duration, name, type RenderContext, row, titled } from '../runtime/render.ts'

/** What rows can be counted by. */
export const groupings = ['artist', 'album', 'decade', 'year'] as const

export type Grouping = (typeof groupings)[number]

/** Rows that have something in common. `item`: what that is, where it is a thing of its own. */
export const group = z.object({
  label: z.string(),
  item: z.object({ type: z.enum(['artist', 'album']), id: z.string().optional(), name: z.string() }).optional(),
  rows: z.int(),
  lengthMs: z.int(),
})

export type Group = z.output<typeof group>

type Source = { type: string; name: string; artists?: { type: 'artist'; id?: string; name: string }[]; durationMs?: number }

/** Counts rows by what they have in common, most first. A song counts for its first artist, so that the counts add up. */
function groupRows(items: (Source | null)[], by: Grouping): Group[] {
  const groups = new Map<string, Group>()
  for (const item of items) {
    const { label, item: common } = commonOf(item, by)
    const key = common?.id ?? bareWords(label)
    const known = groups.get(key) ?? { label, ...(common && { item: common }), rows: 0, lengthMs: 0 }
    groups.set(key, { ...known, rows: known.rows + 1, lengthMs: known.lengthMs + (item?.durationMs ?? 0) })
  }
  return [...groups.values()].sort((one, other) => other.rows - one.rows || other.lengthMs - one.lengthMs)
}

/** A part of the groups of some rows, as results carry it in place of the rows. `total` counts groups, `grouped` rows. */
export function groupPart(items: (Source | null)[], by: Grouping, { offset, limit }: { offset: number; limit: number }) {
  const groups = groupRows(items, by)
  return { rows: [], groups: groups.slice(offset, offset + limit), groupBy: by, total: groups.length, grouped: items.length }
}

/** `01LFXl Golden Static | 34 songs | 2:10:11`. */
export function groupLine({ label, item, rows, lengthMs }: Group, noun: string, context: RenderContext): string {
  return row(
    item?.id === undefined ? name(label) : titled(item, context),
    counted(rows, noun),
    lengthMs > 0 ? duration(lengthMs) : undefined,
  )
}

function commonOf(item: Source | null, by: Grouping): Pick<Group, 'label' | 'item'> {
  if (item === null) return { label: '(unavailable)' }
  if (by === 'artist' || by === 'album') {
    const common = by === 'artist' ? item.artists?.[0] : 'album' in item ? (item.album as Group['item']) : undefined
    if (!common) return { label: `(no ${by})` }
    return { label: common.name, item: { type: by, ...(common.id !== undefined && { id: common.id }), name: common.name } }
  }
  const year = releaseYear(item)
  if (year === undefined) return { label: '(no release date)' }
  return { label: by === 'year' ? String(year) : `${Math.floor(year / 10) * 10}s` }
}
