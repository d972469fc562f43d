import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { inChunks } from '../shared/chunks.ts'
import { thereAre } from '../shared/counted.ts'
import { hasWords } from '../shared/songs.ts'
import { findPlaylist } from './items/find-item.ts'
import { allRows, playlistRowLine, readRows, type ShownRow, shownRow, toShownRow } from './items/playlist-rows.ts'
import { wordsOf } from './items/refresh-library.ts'
import { defineTool } from './runtime/define.ts'
import { full, item, limit, offset, words } from './runtime/params.ts'
import { name, range, table, titled } from './runtime/render.ts'
import { stopped, stoppedLines, whereStopped } from './runtime/stopped.ts'

/** The rows of a playlist in their order, up to a thousand in one call. */
export const getPlaylistItems = defineTool({
  name: 'get_playlist_items',
  title: 'Playlist items',
  description:
    'List the songs and episodes in a playlist of the user, given by id, link or name: position, id, title, artists, length. `filter` keeps rows that contain all its words.',
  scopes: ['playlist-read-private'],
  effect: 'read',
  input: {
    playlist: item(),
    limit: limit(100, 1000),
    offset: offset(),
    filter: words(100).optional(),
    full: full(),
  },
  output: z.object({
    playlist: z.object({ type: z.literal('playlist'), id: z.string(), name: z.string() }),
    rows: z.array(shownRow),
    total: z.int(),
    offset: z.int(),
    filter: z.string().optional(),
    stopped,
  }),

  async run({ playlist: text, limit, offset, filter, full }, { spotify, shortIds, progress }) {
    const found = await findPlaylist(text, { spotify, shortIds })
    const part = filter === undefined ? { offset, limit, full, partly: true } : { offset: 0, limit: allRows, full: true }
    const page = await readRows(found, part, spotify, progress)
    const playlist = { type: 'playlist' as const, id: found.id, name: page.name }
    const rows = page.rows.map(toShownRow)
    if (filter === undefined) return { playlist, rows, total: page.total, offset, stopped: whereStopped(page, offset) }
    const matching = await rowsWith(filter, rows)
    return { playlist, rows: matching.slice(offset, offset + limit), total: matching.length, offset, filter }
  },

  lists: ({ rows }) => [rows],

  render({ playlist, rows, total, offset, filter, stopped }, context) {
    const which = filter === undefined ? '' : ` with "${name(filter)}"`
    if (total === 0)
      return filter === undefined ? `${titled(playlist, context)} is empty.` : `No row${which} in ${titled(playlist, context)}.`
    if (rows.length === 0) return `No rows from ${offset + 1} on in ${titled(playlist, context)}: ${thereAre(total)}${which}.`
    return table(`${titled(playlist, context)}, rows ${range(rows.length, total, offset)}${which}: position id title | artists length`, [
      ...rows.map((row) => playlistRowLine(row, context)),
      ...stoppedLines(stopped),
    ])
  },
})

/** So many rows are looked through at once; then other calls have their turn. */
const rowsAtOnce = 1_000

async function rowsWith(filter: string, rows: ShownRow[]): Promise<ShownRow[]> {
  const matching: ShownRow[] = []
  for (const part of inChunks(rows, rowsAtOnce)) {
    matching.push(...part.filter(({ item }) => item !== null && hasWords(wordsOf(item), filter)))
    await setImmediate()
  }
  return matching
}
