import { z } from 'zod'
import type { RowEdits } from '../changes/plan/apply-edits.ts'
import type { Row } from '../changes/plan/row.ts'
import { sortKeys } from '../changes/plan/sort.ts'
import { Problem } from '../shared/problem.ts'
import { uriOf } from '../spotify/items.ts'
import { headline, itemList, linkForOthers, noteLines, outcome, outcomeLines, requester } from './items/change-rows.ts'
import { contentInWords } from './items/content.ts'
import { coverOf } from './items/cover.ts'
import { editLikedSongs } from './items/edit-liked-songs.ts'
import { rowsOf, type Source, source, sourceLines } from './items/expand-items.ts'
import { findItem } from './items/find-item.ts'
import { findListToChange, songList, titledList } from './items/find-list.ts'
import { chosenRemoval, removal } from './items/removal.ts'
import { positionedSong, type ShownRow, shownRow, songsInLine, toShownRow } from './items/shown-rows.ts'
import { defineTool, type ToolContext } from './runtime/define.ts'
import { item, position, words } from './runtime/params.ts'
import { table } from './runtime/render.ts'

/** One key or several, also as one text. */
const sortBy = () =>
  z.preprocess(
    (value) => (typeof value === 'string' ? value.split(/[^a-z]+/i).filter(Boolean) : value),
    z.array(z.enum(sortKeys)).min(1).max(sortKeys.length),
  )

/** So many rows of a preview are shown; the answer says how many there are. */
const mostShown = 20

/** So many of the first rows of a new order are shown. */
const mostFirst = 5

/** The row that stays for a duplicate: of the same item (`exact`), or of another release of the same recording. */
const stayingRow = shownRow.extend({ exact: z.boolean() })

const input = {
  playlist: item().describe('id or name'),
  rename: words(100).optional(),
  description: z.string().max(300).optional(),
  public: z.boolean().optional(),
  collaborative: z.boolean().optional(),
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
  skip_duplicates: z.boolean().optional(),
  cover: z.string().max(400_000).optional().describe('JPEG, base64'),
  dry_run: z.boolean().default(false),
}

/** Any edit of a playlist, in one go: planned as a whole, so that the requests are few and the receipt is one. */
export const editPlaylist = defineTool({
  name: 'edit_playlist',
  title: 'Edit playlist',
  description:
    'Change a playlist: rename, description, cover; add (also whole albums, playlists, "Liked Songs"), remove, replace, reorder or sort its songs; steps run in the order of the parameters, positions start at 1 and count as the step finds the list. dry_run previews; undo_change takes the receipt.',
  scopes: ['playlist-read-private'],
  anyScope: ['playlist-modify-private', 'playlist-modify-public'],
  furtherScopes: ['ugc-image-upload', 'user-library-read', 'user-library-modify'],
  effect: 'edit',
  input,
  output: z.object({
    playlist: songList,
    dryRun: z.boolean(),
    what: z.string(),
    /** What the songs to remove have to be, in words. */
    which: z.string().optional(),
    /** What is in it afterwards: `42 songs, 2:14:33 long`. */
    content: z.string(),
    sources: z.array(source),
    requests: z.int(),
    removed: z.array(shownRow.extend({ copyOf: stayingRow.optional() })),
    removedInAll: z.int(),
    newOrder: z.array(shownRow),
    warnings: z.array(z.string()),
    /** What undo cannot bring back. */
    lost: z.array(z.string()),
    /** It was made public or collaborative. */
    shared: z.boolean(),
    outcome: outcome.optional(),
  }),

  async run(parameters, context) {
    const { rename, description, cover, collaborative, dry_run } = parameters
    const found = await findListToChange(parameters.playlist, context)
    if (found.type === 'liked') return editLikedSongs(parameters, context)
    const where = await chosenRemoval(parameters.remove, context)
    const sources: Source[] = []
    const edit = {
      id: found.id,
      rows: await rowEdits(parameters, sources, context),
      removeWhere: where?.choose,
      details: { name: rename, description, public: parameters.public, collaborative },
      cover: cover === undefined ? undefined : coverOf(cover),
    }
    const { playlist, change, plan, words, requests, outcome } = await context.changes.edit(edit, dry_run, requester(context))
    const { removed, after, moved } = plan
    const inList = (row: Row) => toShownRow(row, change.before.indexOf(row))
    const stays = new Map(plan.copies.map(({ row, of, exact }) => [row, { ...inList(of), exact }]))
    const removedRows = removed.slice(0, mostShown).map((row) => ({ ...inList(row), copyOf: stays.get(row) }))
    return {
      playlist: { type: 'playlist' as const, id: playlist.id, name: playlist.name },
      dryRun: dry_run,
      what: words,
      which: where?.which,
      content: contentInWords(after),
      sources,
      requests,
      removed: removedRows,
      removedInAll: removed.length,
      newOrder: moved ? after.slice(0, mostFirst).map(toShownRow) : [],
      warnings: [
        ...plan.warnings,
        ...(where && removed.length === 0 ? [`No song${where.which} to remove.`] : []),
        ...(dry_run && parameters.sort?.by.includes('random') ? [randomNote] : []),
      ],
      lost: [...plan.lost, ...(edit.cover ? ['the cover before'] : [])],
      shared: (parameters.public ?? false) || (collaborative ?? false),
      outcome,
    }
  },

  render(result, context) {
    const { playlist, dryRun, what, which, content, sources, requests, removed, removedInAll, newOrder, warnings, lost, shared, outcome } =
      result
    const line = (row: ShownRow) => positionedSong(row, context)
    const notes = [...sourceLines(sources, context), ...noteLines(warnings)]
    if (requests === 0) return table(`Nothing to change in ${titledList(playlist, context)}: it is like that already.`, notes)
    if (!dryRun && outcome) {
      const now = outcome.state === 'done' ? ` Now ${content}.` : ''
      const header = `${titledList(playlist, context)}: ${headline(what, outcome)}${now}`
      return table(header, [
        ...notes,
        ...(removed.length > 0
          ? [`${outcome.state === 'done' ? 'Removed' : 'Asked to remove'}: ${songsInLine(removed, removedInAll, context)}`]
          : []),
        ...(newOrder.length > 0 && outcome.state === 'done'
          ? [`The list now begins with: ${songsInLine(newOrder, newOrder.length, context)}`]
          : []),
        ...(shared && outcome.state === 'done' && playlist.type === 'playlist' ? [linkForOthers(playlist)] : []),
        ...outcomeLines(outcome, lost),
      ])
    }
    return table(
      `Preview, nothing was changed. ${titledList(playlist, context)}: ${what}. Then ${content}. Requests to Spotify: ${requests}.`,
      [
        ...notes,
        ...(lost.length > 0 ? [`Undo cannot bring back ${lost.join(' and ')}.`] : []),
        ...(removed.length > 0
          ? [
              `${which === undefined ? 'To be removed' : `Songs${which}, to be removed`}${removedInAll > removed.length ? ` (first ${removed.length} of ${removedInAll})` : ''}:`,
            ]
          : []),
        ...removed.map((row) => `${line(row)}${copyWords(row.copyOf, line)}`),
        ...(newOrder.length > 0 ? ['The list then begins with:', ...newOrder.map(line)] : []),
      ],
    )
  },
})

type Parameters = z.output<z.ZodObject<typeof input>>

const randomNote = 'The edit gives this random order, unless the playlist changes before it.'

/** The edits with positions from 0 and items as uris. Undefined when the rows are not touched at all. @param sources gets the lists that were read */
async function rowEdits(parameters: Parameters, sources: Source[], context: ToolContext): Promise<RowEdits | undefined> {
  const { replace, remove, move, sort, add, skip_duplicates = false } = parameters
  if (!(replace || remove || move || sort || add)) return undefined
  if (replace && remove)
    throw new Problem('invalid-arguments', 'replace and remove cannot be combined: replace names everything that stays.')
  const rows = async (items: string[]) => {
    const expanded = await rowsOf(items, context)
    sources.push(...expanded.sources)
    return expanded.rows
  }
  const replacing = replace && (await rows(replace))
  const adding: RowEdits['add'] = []
  for (const { items, position } of add ?? []) adding.push({ rows: await rows(items), position: position && position - 1 })
  return {
    replace: replacing,
    remove: remove && {
      duplicates: remove.duplicates,
      unavailable: remove.unavailable,
      uris: remove.items?.map((text) => uriOf(findItem(text, ['track', 'episode'], context.shortIds))),
      positions: remove.positions?.map((position) => position - 1),
    },
    move: move && { ...move, from: move.from - 1, to: move.to - 1 },
    sort,
    add: adding,
    repeats: skip_duplicates ? 'left out' : 'told',
  }
}

function copyWords(stays: z.output<typeof stayingRow> | undefined, line: (row: ShownRow) => string): string {
  if (!stays) return ''
  return stays.exact ? ` | copy of ${stays.position}` : ` | same recording as ${line(stays)}, which stays`
}
