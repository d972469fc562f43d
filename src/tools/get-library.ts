import { z } from 'zod'
import { requireScopes, type Scope } from '../config/scopes.ts'
import { thereAre } from '../shared/counted.ts'
import { bareWords, hasWords, wordBeginnings } from '../shared/songs.ts'
import type { Part } from '../spotify/request/paging.ts'
import { type AnyItem, anyItem, itemRow } from './items/item-rows.ts'
import { refreshLibrary, savedList } from './items/refresh-library.ts'
import { defineTool, type ToolContext } from './runtime/define.ts'
import { full, limit, offset, words } from './runtime/params.ts'
import { name, range, row, table } from './runtime/render.ts'
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

/** What the person saved (Liked Songs, albums, podcasts, audiobooks) and the artists they follow. */
export const getLibrary = defineTool({
  name: 'get_library',
  title: 'Library',
  description:
    'What the user saved in the Spotify library, newest first (tracks are the Liked Songs), or followed artists. `filter` keeps rows that contain all its words.',
  scopes: ['user-library-read'],
  furtherScopes: ['user-follow-read', 'user-read-playback-position'],
  effect: 'read',
  input: { kind: z.enum(kinds), limit: limit(50, 500), offset: offset(), filter: words(100).optional(), full: full() },
  output: z.object({
    kind: z.enum(kinds),
    rows: z.array(libraryRow),
    total: z.int(),
    offset: z.int(),
    filter: z.string().optional(),
    stale: z.string().optional(),
    stopped,
  }),

  async run({ kind, limit, offset, filter }, context) {
    requireScope(kind, context)
    if (filter === undefined) return { kind, offset, ...(await readPart(kind, { limit, offset, partly: true }, context)) }
    const { rows, stale } = await readMatching(kind, filter, context)
    return { kind, rows: rows.slice(offset, offset + limit), total: rows.length, offset, filter, stale }
  },

  lists: ({ rows }) => [rows],

  render({ kind, rows, total, offset, filter, stale, stopped }, context) {
    const what = kind === 'artists' ? 'followed artists' : `saved ${kind}`
    const which = filter === undefined ? '' : ` with "${name(filter)}"`
    const note = stale === undefined ? [] : [`From what Tonearm read before: ${stale}`]
    if (total === 0) return table(`No ${what}${which}.`, note)
    if (rows.length === 0) return table(`No ${what}${which} from ${offset + 1} on: ${thereAre(total)}.`, note)
    return table(`${what[0]?.toUpperCase()}${what.slice(1)} ${range(rows.length, total, offset)}${which}`, [
      ...note,
      ...rows.map(({ item, addedAt }) =>
        row(
          item === null ? '(unavailable)' : itemRow(item, context),
          context.full && addedAt ? `added ${addedAt.slice(0, 10)}` : undefined,
        ),
      ),
      ...stoppedLines(stopped),
    ])
  },
})

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
async function readMatching(kind: Kind, words: string, context: ToolContext): Promise<{ rows: LibraryRow[]; stale?: string }> {
  if (kind === 'artists') {
    const { rows } = await context.spotify.library.followedArtists({ offset: 0, limit: allArtists }, context.progress)
    const matching = rows.filter((artist) => hasWords(bareWords(artist.name), words))
    return { rows: matching.map((item) => ({ item })) }
  }
  const { account, stale, refused } = await refreshLibrary({ saved: [kind], playlists: false }, context)
  if (refused[0]) throw refused[0].problem
  const hits = context.library.search(account, wordBeginnings(words), savedList(kind)).reverse()
  return { rows: hits.map(({ item, addedAt }) => ({ item: item as AnyItem, addedAt })), stale }
}

function requireScope(kind: Kind, { account }: ToolContext): void {
  const scope = scopeOfKind[kind]
  if (scope) requireScopes([scope], account, `The ${kind} in the library need`)
}
