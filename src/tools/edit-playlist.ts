import { z } from 'zod'
import type { RowEdits } from '../changes/plan/apply-edits.ts'
import { sortKeys } from '../changes/plan/sort.ts'
import { counted } from '../shared/counted.ts'
import { Problem } from '../shared/problem.ts'
import { uriOf } from '../spotify/items.ts'
import { parseReference } from '../spotify/references.ts'
import type { ShortIds } from '../store/short-ids.ts'
import { headline, itemList, outcome, outcomeLines, requester, toRows } from './items/change-rows.ts'
import { coverOf } from './items/cover.ts'
import { findItem, findPlaylist } from './items/find-item.ts'
import { chosenRemoval, removal } from './items/removal.ts'
import { defineTool } from './runtime/define.ts'
import { item, position, words } from './runtime/params.ts'
import { name, table, titled } from './runtime/render.ts'

/** One key or several, also as one text. */
const sortBy = () =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.split(/[^a-z]+/i).filter(Boolean) : value),
    z.array(z.enum(sortKeys)).min(1).max(sortKeys.length),
  )

/** So many rows of a preview are shown; the answer says how many there are. */
const mostShown = 20

const shownRow = z.object({
  position: z.int(),
  item: z.object({ type: z.enum(['track', 'episode']), id: z.string(), name: z.string() }).optional(),
  title: z.string(),
})

const input = {
  playlist: item().describe('id or name'),
  rename: words(100).optional(),
  description: z.string().max(300).optional(),
  public: z.boolean().optional(),
  replace: itemList().optional().describe('new content'),
  remove: removal().optional(),
  move: z
    .strictObject({ from: position(), count: position().default(1), to: position().describe('of the first one, afterwards') })
    .optional(),
  sort: z.strictObject({ by: sortBy(), descending: z.boolean().default(false) }).optional(),
  add: z
    .array(z.strictObject({ items: itemList(), position: position().optional() }))
    .max(100)
    .optional(),
  cover: z.string().max(400_000).optional().describe('JPEG, base64'),
  dry_run: z.boolean().default(false),
}

/** Any edit of a playlist, in one go: planned as a whole, so that the requests are few and the receipt is one. */
export const editPlaylist = defineTool({
  name: 'edit_playlist',
  title: 'Edit playlist',
  description:
    'Change a playlist: rename it, description, cover image; add, remove, replace, reorder or sort its songs; steps run in the order of the parameters, positions start at 1 and count as the step finds the list. dry_run previews; undo_change takes the returned receipt.',
  scopes: ['playlist-read-private'],
  anyScope: ['playlist-modify-private', 'playlist-modify-public'],
  furtherScopes: ['ugc-image-upload'],
  effect: 'edit',
  input,
  output: z.object({
    playlist: z.object({ type: z.literal('playlist'), id: z.string(), name: z.string() }),
    dryRun: z.boolean(),
    what: z.string(),
    /** What the rows to remove have to be, in words. */
    which: z.string().optional(),
    rows: z.int(),
    requests: z.int(),
    removed: z.array(shownRow),
    removedInAll: z.int(),
    newOrder: z.array(shownRow),
    warnings: z.array(z.string()),
    outcome: outcome.optional(),
  }),

  async run(parameters, context) {
    const { rename, description, cover, dry_run } = parameters
    const found = await findPlaylist(parameters.playlist, context)
    const where = await chosenRemoval(parameters.remove, context)
    const edit = {
      id: found.id,
      rows: rowEdits(parameters, context.shortIds),
      removeWhere: where?.choose,
      details: { name: rename, description, public: parameters.public },
      cover: cover === undefined ? undefined : coverOf(cover),
    }
    const { playlist, change, plan, words, requests, outcome } = await context.changes.edit(edit, dry_run, requester(context))
    const { removed, after, moved } = plan
    const removedRows = removed.slice(0, mostShown).map((row) => shown(row, change.before.indexOf(row)))
    return {
      playlist: { type: 'playlist' as const, id: playlist.id, name: playlist.name },
      dryRun: dry_run,
      what: words,
      which: where?.which,
      rows: after.length,
      requests,
      removed: dry_run ? removedRows : [],
      removedInAll: removed.length,
      newOrder: dry_run && moved ? after.slice(0, 5).map(shown) : [],
      warnings: [
        ...plan.warnings,
        ...(where && removed.length === 0 ? [`No row${where.which} to remove.`] : []),
        ...(dry_run && parameters.sort?.by.includes('random') ? [randomNote] : []),
        ...(edit.cover ? ['Undo cannot bring the cover before back.'] : []),
      ],
      outcome,
    }
  },

  render(result, context) {
    const { playlist, dryRun, what, which = '', rows, requests, removed, removedInAll, newOrder, warnings, outcome } = result
    const line = (row: z.output<typeof shownRow>) => `${row.position} ${row.item ? titled(row.item, context) : name(row.title)}`
    if (requests === 0) return table(`Nothing to change in ${titled(playlist, context)}: it is like that already.`, warnings)
    if (!dryRun && outcome) {
      const now = outcome.state === 'done' ? ` ${counted(rows, 'row')} now.` : ''
      const header = `${titled(playlist, context)}: ${headline(what, outcome)}${now}`
      return table(header, [...warnings, ...outcomeLines(outcome)])
    }
    return table(
      `Preview, nothing was changed. ${titled(playlist, context)}: ${what}. ${counted(rows, 'row')} then. Requests to Spotify: ${requests}.`,
      [
        ...warnings,
        ...(removed.length > 0
          ? [`Rows to be removed${which}${removedInAll > removed.length ? ` (first ${removed.length} of ${removedInAll})` : ''}:`]
          : []),
        ...removed.map(line),
        ...(newOrder.length > 0 ? ['The list then begins with:', ...newOrder.map(line)] : []),
      ],
    )
  },
})

type Parameters = z.output<z.ZodObject<typeof input>>

const randomNote = 'The edit gives this random order, unless the playlist changes before it.'

/** The edits with positions from 0 and items as uris. Undefined when the rows are not touched at all. */
function rowEdits({ replace, remove, move, sort, add }: Parameters, shortIds: ShortIds): RowEdits | undefined {
  if (!(replace || remove || move || sort || add)) return undefined
  if (replace && remove) throw new Problem('invalid-arguments', 'replace and remove cannot be combined: replace names all rows that stay.')
  return {
    replace: replace && toRows(replace, shortIds),
    remove: remove && {
      duplicates: remove.duplicates,
      unavailable: remove.unavailable,
      uris: remove.items?.map((text) => uriOf(findItem(text, ['track', 'episode'], shortIds))),
      positions: remove.positions?.map((position) => position - 1),
    },
    move: move && { ...move, from: move.from - 1, to: move.to - 1 },
    sort,
    add: add?.map(({ items, position }) => ({ rows: toRows(items, shortIds), position: position && position - 1 })),
  }
}

function shown({ uri, title }: { uri?: string; title: string }, index: number): z.output<typeof shownRow> {
  const reference = uri === undefined ? undefined : parseReference(uri)
  const type = reference?.type
  const item = reference && (type === 'track' || type === 'episode') ? { type, id: reference.id, name: title } : undefined
  return { position: index + 1, item, title }
}
