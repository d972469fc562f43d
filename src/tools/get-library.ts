import { z } from 'zod'
import { requireScopes, type Scope } from '../config/scopes.ts'
import { counted, thereAre } from '../shared/counted.ts'
import { Problem } from '../shared/problem.ts'
import { wordPatterns } from '../shared/words.ts'
import type { Part } from '../spotify/request/paging.ts'
import { fullColumns } from './items/full-columns.ts'
import { group, groupings, groupLine, groupPart } from './items/group-rows.ts'
import { type AnyItem, anyItem, itemRow } from './items/item-rows.ts'
import { refreshLibrary, savedList } from './items/refresh-library.ts'
import { conditionParameters, conditionsOf, conditionWords, meets, type RowConditions } from './items/row-conditions.ts'
import { defineTool, type ToolContext } from './runtime/define.ts'
import { full, limit, offset } from './runtime/params.ts'
import { long, range, row, table, totalLength } from './runtime/render.ts'
import { stopped, stoppedLines, whereStopped } from './runtime/stopped.ts'

const kinds = ['tracks', 'albums', 'artists', 'shows', 'episodes', 'audiobooks'] as const

type Kind = (typeof kinds)[number]

/** `item` is null when Spotify no longer says what was saved. */
const libraryRow = z.object({ item: anyItem.nullable(), addedAt: z.string().optional() })

type LibraryRow = z.output<typeof libraryRow>

/** What some kinds need beside the permission that all saved items need. */
const scopeOfKind: { [kind in Kind]?: Scope } = { artists: 'user-follow-read', episodes: 'user-read-playback-position' }

/** Nobody follows more artists than this. */
const allArtists = 100_000

/** What can be asked of the rows of each kind, beside `filter`: Spotify does not tell everything of everything. */
const conditionsOfKind: { [kind in Kind]: readonly string[] } = {
  tracks: ['since', 'until', 'year', 'explicit', 'group_by'],
  albums: ['since', 'until', 'year', 'group_by'],
  artists: [],
  shows: ['since', 'until'],
  episodes: ['since', 'until', 'year', 'explicit'],
  audiobooks: ['since', 'until'],
}

/** What the person saved (Liked Songs, albums, podcasts, audiobooks) and the artists they follow. */
export const getLibrary = defineTool({
  name: 'get_library',
  title: 'Library',
  description:
    'What the user saved in the Spotify library, newest first (tracks are the Liked Songs), or followed artists. `filter`: words or a "phrase" in rows; `group_by` counts tracks or albums instead.',
  scopes: ['user-library-read'],
  furtherScopes: ['user-follow-read', 'user-read-playback-position'],
  effect: 'read',
  input: {
    kind: z.enum(kinds),
    limit: limit(50, 500),
    offset: offset(),
    ...conditionParameters,
    group_by: z.enum(groupings).optional(),
    full: full(),
  },
  output: z.object({
    kind: z.enum(kinds),
    rows: z.array(libraryRow),
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
    stale: z.string().optional(),
    stopped,
  }),

  async run({ kind, limit, offset, group_by, full: _, ...parameters }, context) {
    requireScope(kind, context)
    requireFitting(kind, { ...parameters, group_by })
    const conditions = await conditionsOf(parameters, context)
    const read = { kind, offset, which: conditionWords(parameters) }
    if (!conditions && !group_by) {
      const page = await readPart(kind, { limit, offset, partly: true }, context)
      return { ...read, ...page, lengthMs: page.rows.length === page.total ? lengthOf(page.rows) : undefined }
    }
    const { rows, stale } = await readMatching(kind, parameters.filter ?? '', conditions ?? {}, context)
    const lengthMs = lengthOf(rows)
    read.which = conditionWords(parameters, rows.length)
    if (group_by === undefined) return { ...read, rows: rows.slice(offset, offset + limit), total: rows.length, lengthMs, stale }
    const items = rows.map(({ item }) => item)
    return { ...read, ...groupPart(items, group_by, { offset, limit }), lengthMs, stale }
  },

  lists: ({ rows, groups = [] }) => [rows, groups],

  render({ kind, rows, groups, groupBy, total, offset, which, grouped = 0, lengthMs, stale, stopped }, context) {
    const what = kind === 'artists' ? 'followed artists' : `saved ${kind}`
    const title = `${what[0]?.toUpperCase()}${what.slice(1)}`
    const length = lengthMs === undefined ? '' : `, ${long(lengthMs)}`
    const note = stale === undefined ? [] : [`From what Tonearm read before: ${stale}`]
    if (total === 0) return table(`No ${what}${which}.`, note)
    if (rows.length + (groups?.length ?? 0) === 0) {
      return table(`No ${groups ? 'groups' : what}${which} from ${offset + 1} on: ${thereAre(total)}.`, note)
    }
    if (groups) {
      const header = `${counted(grouped, `saved ${kind.slice(0, -1)}`)}${which}${length}: by ${groupBy} ${range(groups.length, total, offset)}, most first`
      const lines = groups.map((one) => groupLine(one, kind.slice(0, -1), context))
      return table(header, [...note, ...lines, ...stoppedLines(stopped)])
    }
    return table(`${title} ${range(rows.length, total, offset)}${which}${length}`, [
      ...note,
      ...rows.map(({ item, addedAt }) =>
        item === null ? row('(unavailable)', ...fullColumns(null, context, { addedAt })) : itemRow(item, context, { addedAt }),
      ),
      ...stoppedLines(stopped),
    ])
  },
})

function lengthOf(rows: LibraryRow[]): number | undefined {
  return totalLength(rows.map(({ item }) => (item !== null && 'durationMs' in item ? item : null)))
}

/** @throws Problem `invalid-arguments` for what Spotify does not tell of this kind */
function requireFitting(kind: Kind, parameters: Record<string, unknown>): void {
  const possible = ['filter', ...conditionsOfKind[kind]]
  const impossible = Object.keys(parameters).find((name) => parameters[name] !== undefined && !possible.includes(name))
  if (impossible === undefined) return
  throw new Problem('invalid-arguments', `${impossible} cannot be used for ${kind}. What can: ${possible.join(', ')}.`)
}

async function readPart(
  kind: Kind,
  part: Part,
  { spotify, progress }: ToolContext,
): Promise<{ rows: LibraryRow[]; total: number; stopped: z.output<typeof stopped> }> {
  if (kind === 'artists') {
    const page = await spotify.library.followedArtists(part, progress)
    return { rows: page.rows.map((item) => ({ item })), total: page.total, stopped: whereStopped(page, part.offset) }
  }
  const page = await spotify.library.saved(kind, part, progress)
  return { rows: page.rows.map((row) => row ?? { item: null }), total: page.total, stopped: whereStopped(page, part.offset) }
}

/** Saved items are looked for in the index, which knows them after one small request; the few followed artists are read again. */
async function readMatching(
  kind: Kind,
  filter: string,
  conditions: RowConditions,
  context: ToolContext,
): Promise<{ rows: LibraryRow[]; stale?: string }> {
  if (kind === 'artists') {
    const { rows } = await context.spotify.library.followedArtists({ offset: 0, limit: allArtists }, context.progress)
    return { rows: rows.map((item) => ({ item })).filter((row) => meets(row, conditions)) }
  }
  const { account, stale, refused } = await refreshLibrary({ saved: [kind], playlists: false }, context)
  if (refused[0]) throw refused[0].problem
  const hits = context.library.search(account, wordPatterns(filter), savedList(kind)).reverse()
  const rows = hits.map(({ item, addedAt }) => ({ item: item as AnyItem, addedAt }))
  return { rows: rows.filter((row) => meets(row, conditions)), stale }
}

function requireScope(kind: Kind, { account }: ToolContext): void {
  const scope = scopeOfKind[kind]
  if (scope) requireScopes([scope], account, `The ${kind} in the library need`)
}
