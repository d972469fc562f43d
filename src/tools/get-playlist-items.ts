import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { inChunks } from '../shared/chunks.ts'
import { wordFilter } from '../shared/words.ts'
import { wordsOf } from '../shared/words-of.ts'
import { findList, readList, songList, titledList, toSongList } from './items/find-list.ts'
import { allRows, playlistRowLine, type ShownRow, shownRow, toShownRow } from './items/playlist-rows.ts'
import { defineTool } from './runtime/define.ts'
import { detail, item, limit, offset, words } from './runtime/params.ts'
import { name, range, table } from './runtime/render.ts'
import { stopped, stoppedLines, whereStopped } from './runtime/stopped.ts'

/** The rows of a playlist in their order, up to a thousand in one call. */
export const getPlaylistItems = defineTool({
  name: 'get_playlist_items',
  title: 'Playlist items',
  description:
    'List the songs and episodes in a playlist of the user (id, link or name) or "Liked Songs": position, id, title, artists, length. `filter` keeps rows with all its words, or a "phrase".',
  scopes: ['playlist-read-private'],
  furtherScopes: ['user-library-read'],
  effect: 'read',
  input: {
    playlist: item(),
    limit: limit(100, 1000),
    offset: offset(),
    filter: words(100).optional(),
    detail: detail(),
  },
  output: z.object({
    playlist: songList,
    rows: z.array(shownRow),
    total: z.int(),
    offset: z.int(),
    filter: z.string().optional(),
    stopped,
  }),

  async run({ playlist: text, limit, offset, filter, detail }, context) {
    const found = await findList(text, context)
    const full = detail === 'full' || filter !== undefined
    const part = filter === undefined ? { offset, limit, full, partly: true } : { offset: 0, limit: allRows, full }
    const page = await readList(found, part, context, context.progress)
    const playlist = toSongList(found, page.name)
    const rows = page.rows.map(toShownRow)
    if (filter === undefined) return { playlist, rows, total: page.total, offset, stopped: whereStopped(page, offset) }
    const matching = await rowsWith(filter, rows)
    return { playlist, rows: matching.slice(offset, offset + limit), total: matching.length, offset, filter }
  },

  render({ playlist, rows, total, offset, filter, stopped }, context) {
    const which = filter === undefined ? '' : ` with "${name(filter)}"`
    if (total === 0)
      return filter === undefined ? `${titledList(playlist, context)} is empty.` : `No row${which} in ${titledList(playlist, context)}.`
    if (rows.length === 0) return `No rows from ${offset + 1} on in ${titledList(playlist, context)}: there are ${total}${which}.`
    return table(
      `${titledList(playlist, context)}, rows ${range(rows.length, total, offset)}${which}: position id title | artists length`,
      [...rows.map((row) => playlistRowLine(row, context)), ...stoppedLines(stopped)],
    )
  },
})

/** So many rows are looked through at once; then other calls have their turn. */
const rowsAtOnce = 1_000

async function rowsWith(filter: string, rows: ShownRow[]): Promise<ShownRow[]> {
  const isFound = wordFilter(filter)
  const matching: ShownRow[] = []
  for (const part of inChunks(rows, rowsAtOnce)) {
    matching.push(...part.filter(({ item }) => item !== null && isFound(wordsOf(item))))
    await setImmediate()
  }
  return matching
}
