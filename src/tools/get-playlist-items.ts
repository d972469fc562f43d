import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { inChunks } from '../shared/chunks.ts'
import { counted, thereAre } from '../shared/counted.ts'
import { Problem } from '../shared/problem.ts'
import { findList, readList, songList, titledList, toSongList } from './items/find-list.ts'
import { group, groupings, groupLine, groupPart } from './items/group-rows.ts'
import { allRows, playlistRowLine, type ShownRow, shownRow, toShownRow } from './items/playlist-rows.ts'
import {
  addedByParameter,
  conditionParameters,
  conditionsOf,
  conditionWords,
  meets,
  type RowConditions,
  requireAdder,
} from './items/row-conditions.ts'
import { defineTool } from './runtime/define.ts'
import { full, item, limit, offset } from './runtime/params.ts'
import { long, range, table, totalLength } from './runtime/render.ts'
import { stopped, stoppedLines, whereStopped } from './runtime/stopped.ts'

/** The rows of a playlist in their order, up to a thousand in one call, or counted by what they have in common. */
export const getPlaylistItems = defineTool({
  name: 'get_playlist_items',
  title: 'Playlist items',
  description:
    'List the songs and episodes in a playlist of the user (id, link or name) or "Liked Songs": position, id, title, artists, length. `filter`: words or a "phrase" in rows; `group_by` counts instead.',
  scopes: ['playlist-read-private'],
  furtherScopes: ['user-library-read'],
  effect: 'read',
  input: {
    playlist: item(),
    limit: limit(100, 1000),
    offset: offset(),
    ...conditionParameters,
    ...addedByParameter,
    group_by: z.enum(groupings).optional(),
    full: full(),
  },
  output: z.object({
    playlist: songList,
    rows: z.array(shownRow),
    /** Instead of rows, with `group_by`; `total` and `offset` count groups then. */
    groups: z.array(group).optional(),
    groupBy: z.enum(groupings).optional(),
    total: z.int(),
    offset: z.int(),
    /** What the rows have to be, in words. */
    which: z.string(),
    /** How many rows are grouped. */
    grouped: z.int().optional(),
    /** How long all rows that fit are together, where all of them were read. */
    lengthMs: z.int().optional(),
    /** Why not all rows could be looked through for those that fit. */
    incomplete: z.object({ rows: z.int(), of: z.int(), why: z.string() }).optional(),
    stopped,
  }),

  async run({ playlist: text, limit, offset, group_by, full, ...parameters }, context) {
    const conditions = await conditionsOf(parameters, context)
    const found = await findList(text, context)
    if (found.type === 'liked' && parameters.added_by !== undefined) {
      throw new Problem('invalid-arguments', 'added_by cannot be used for the Liked Songs: the user added all of them.')
    }
    const whole = conditions !== undefined || group_by !== undefined
    const detail = full ? 'everything' : whole ? 'long' : 'short'
    const part = whole ? { offset: 0, limit: allRows } : { offset, limit }
    const page = await readList(found, { ...part, detail, partly: true }, context, context.progress)
    const playlist = toSongList(found, page.name)
    const rows = page.rows.map(toShownRow)
    const which = conditionWords(parameters)
    const read = { playlist, offset, which }
    if (!whole) {
      const isAll = rows.length === page.total
      return { ...read, rows, total: page.total, lengthMs: isAll ? lengthOf(rows) : undefined, stopped: whereStopped(page, offset) }
    }
    const matching = conditions ? await rowsThatMeet(conditions, rows) : rows
    read.which = conditionWords(parameters, matching.length)
    const incomplete = page.stopped && { rows: rows.length, of: page.total, why: page.stopped.message }
    const lengthMs = incomplete ? undefined : lengthOf(matching)
    if (group_by === undefined)
      return { ...read, rows: matching.slice(offset, offset + limit), total: matching.length, lengthMs, incomplete }
    const items = matching.map(({ item }) => item)
    return { ...read, ...groupPart(items, group_by, { offset, limit }), lengthMs, incomplete }
  },

  lists: ({ rows, groups = [] }) => [rows, groups],

  render({ playlist, rows, groups, groupBy, total, offset, which, grouped = 0, lengthMs, incomplete, stopped }, context) {
    const title = titledList(playlist, context)
    const length = lengthMs === undefined ? '' : `, ${long(lengthMs)}`
    const note = incomplete
      ? [`Only ${incomplete.rows} of ${counted(incomplete.of, 'row')} could be looked through: ${incomplete.why}`]
      : []
    if (total === 0) return table(which === '' ? `${title} is empty.` : `No row${which} in ${title}.`, note)
    if (groups) {
      if (groups.length === 0) return `No groups from ${offset + 1} on in ${title}: ${thereAre(total)}.`
      const header = `${title}, ${counted(grouped, 'row')}${which}${length}: by ${groupBy} ${range(groups.length, total, offset)}, most first`
      return table(header, [...note, ...groups.map((one) => groupLine(one, 'row', context)), ...stoppedLines(stopped)])
    }
    if (rows.length === 0) return `No rows from ${offset + 1} on in ${title}: ${thereAre(total)}${which}.`
    return table(`${title}, rows ${range(rows.length, total, offset)}${which}${length}: position id title | artists | length`, [
      ...note,
      ...rows.map((row) => playlistRowLine(row, context)),
      ...stoppedLines(stopped),
    ])
  },
})

function lengthOf(rows: ShownRow[]): number | undefined {
  return totalLength(rows.map(({ item }) => item))
}

/** So many rows are looked through at once; then other calls have their turn. */
const rowsAtOnce = 1_000

async function rowsThatMeet(conditions: RowConditions, rows: ShownRow[]): Promise<ShownRow[]> {
  requireAdder(rows, conditions)
  const matching: ShownRow[] = []
  for (const part of inChunks(rows, rowsAtOnce)) {
    matching.push(...part.filter((row) => meets(row, conditions)))
    await setImmediate()
  }
  return matching
}
