import { z } from 'zod'
import { counted, thereAre } from '../shared/counted.ts'
import { searchedWords, wordFilter } from '../shared/words.ts'
import { playlist } from '../spotify/items.ts'
import { fullColumns } from './items/full-columns.ts'
import { defineTool } from './runtime/define.ts'
import { full, limit, offset, words } from './runtime/params.ts'
import { name, range, row, table, titled } from './runtime/render.ts'
import { stopped, stoppedLines, whereStopped } from './runtime/stopped.ts'

/** Everything that can be listed: Spotify allows 11,000 playlists a person. */
const allPlaylists = 11_000

/** Own, followed and collaborative playlists, in the order of the person's library. */
export const getUserPlaylists = defineTool({
  name: 'get_user_playlists',
  title: 'Playlists',
  description:
    "List the user's playlists on Spotify, own and followed: id, name, number of songs, and the owner of those of others. `filter`: words in names.",
  scopes: ['playlist-read-private'],
  furtherScopes: ['playlist-read-collaborative'],
  effect: 'read',
  input: { limit: limit(50, 200), offset: offset(), filter: words(100).optional(), full: full() },
  output: z.object({
    /** Null where Spotify does not show what stands there. */
    playlists: z.array(playlist.extend({ own: z.boolean() }).nullable()),
    total: z.int(),
    offset: z.int(),
    filter: z.string().optional(),
    stopped,
  }),

  async run({ limit, offset, filter }, { spotify, progress }) {
    const part = filter === undefined ? { offset, limit, partly: true } : { offset: 0, limit: allPlaylists }
    const [page, me] = await Promise.all([spotify.listener.playlists(part, progress), spotify.listener.profile()])
    const playlists = page.rows.map((playlist) => playlist && { ...playlist, own: playlist.owner.id === me.id })
    if (filter === undefined) return { playlists, total: page.total, offset, stopped: whereStopped(page, offset) }
    const isFound = wordFilter(filter)
    const matching = playlists.filter((playlist) => playlist !== null && isFound(searchedWords([playlist.name])))
    return { playlists: matching.slice(offset, offset + limit), total: matching.length, offset, filter }
  },

  lists: ({ playlists }) => [playlists],

  render({ playlists, total, offset, filter, stopped }, context) {
    const which = filter === undefined ? '' : ` with "${name(filter)}"`
    if (total === 0) return filter === undefined ? 'No playlists yet.' : `No playlist${which} in its name.`
    if (playlists.length === 0) return `No playlists from ${offset + 1} on: ${thereAre(total)}${which}.`
    const shown = playlists.filter((playlist) => playlist !== null)
    const unavailable = playlists.length - shown.length
    return table(`Playlists ${range(playlists.length, total, offset)}${which}: id name | tracks | owner if not the user`, [
      ...shown.map((playlist) =>
        row(
          titled(playlist, context),
          playlist.tracks,
          playlist.own ? undefined : name(playlist.owner.name),
          ...fullColumns(playlist, context),
        ),
      ),
      ...(unavailable > 0
        ? [`${counted(unavailable, 'playlist')} unavailable: Spotify does not show ${unavailable === 1 ? 'it' : 'them'}.`]
        : []),
      ...stoppedLines(stopped),
    ])
  },
})
