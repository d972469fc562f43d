import { z } from 'zod'
import { hasWords } from '../shared/songs.ts'
import { findPlaylist } from './items/find-item.ts'
import { allRows, playlistRowLine, readRows, shownRow, toShownRow } from './items/playlist-rows.ts'
import { wordsOf } from './items/refresh-library.ts'
import { defineTool } from './runtime/define.ts'
import { detail, item, limit, offset, words } from './runtime/params.ts'
import { name, range, table, titled } from './runtime/render.ts'

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
    detail: detail(),
  },
  output: z.object({
    playlist: z.object({ type: z.literal('playlist'), id: z.string(), name: z.string() }),
    rows: z.array(shownRow),
    total: z.int(),
    offset: z.int(),
    filter: z.string().optional(),
  }),

  async run({ playlist: text, limit, offset, filter, detail }, { spotify, shortIds, progress }) {
    const found = await findPlaylist(text, { spotify, shortIds })
    const full = detail === 'full' || filter !== undefined
    const part = filter === undefined ? { offset, limit, full } : { offset: 0, limit: allRows, full }
    const [page, title] = await Promise.all([
      readRows(found, part, spotify, progress),
      // A playlist given by its link was perhaps never seen: then its name is news, too.
      found.name ?? spotify.playlists.details(found.id).then(({ name }) => name),
    ])
    const playlist = { type: 'playlist' as const, id: found.id, name: title }
    const rows = page.rows.map(toShownRow)
    if (filter === undefined) return { playlist, rows, total: page.total, offset }
    const matching = rows.filter(({ item }) => item !== null && hasWords(wordsOf(item), filter))
    return { playlist, rows: matching.slice(offset, offset + limit), total: matching.length, offset, filter }
  },

  render({ playlist, rows, total, offset, filter }, context) {
    const which = filter === undefined ? '' : ` with "${name(filter)}"`
    if (total === 0)
      return filter === undefined ? `${titled(playlist, context)} is empty.` : `No row${which} in ${titled(playlist, context)}.`
    if (rows.length === 0) return `No rows from ${offset + 1} on in ${titled(playlist, context)}: there are ${total}${which}.`
    return table(
      `${titled(playlist, context)}, rows ${range(rows.length, total, offset)}${which}: position id title | artists length`,
      rows.map((row) => playlistRowLine(row, context)),
    )
  },
})
