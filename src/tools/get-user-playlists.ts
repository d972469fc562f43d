import { z } from 'zod'
import { counted, thereAre } from '../shared/counted.ts'
import { nearest } from '../shared/nearest.ts'
import { searchedWords, wordFilter } from '../shared/words.ts'
import { playlist } from '../spotify/items.ts'
import { fullColumns } from './items/full-columns.ts'
import { withWords, withWordsThatBegin } from './items/with-words.ts'
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
    /** Nothing was found: playlists with names like what was looked for. */
    near: z.array(playlist).optional(),
    stopped,
  }),

  async run({ limit, offset, filter }, { spotify, progress }) {
    const part = filter === undefined ? { offset, limit, partly: true } : { offset: 0, limit: allPlaylists }
    const [page, me] = await Promise.all([spotify.listener.playlists(part, progress), spotify.listener.profile()])
    const playlists = page.rows.map((playlist) => playlist && { ...playlist, own: playlist.owner.id === me.id })
    if (filter === undefined) return { playlists, total: page.total, offset, stopped: whereStopped(page, offset) }
    const isFound = wordFilter(filter)
    const matching = playlists.filter((playlist) => playlist !== null && isFound(searchedWords([playlist.name])))
    return {
      playlists: matching.slice(offset, offset + limit),
      total: matching.length,
      offset,
      filter,
      near:
        matching.length === 0
          ? nearest(
              filter,
              playlists.filter((playlist) => playlist !== null),
            )
          : [],
    }
  },

  lists: ({ playlists }) => [playlists],

  render({ playlists, total, offset, filter, near = [], stopped }, context) {
    if (total === 0) {
      if (filter === undefined) return 'No playlists yet.'
      const advice = near.length === 0 ? '' : ` Did you mean ${near.map((one) => titled(one, context)).join(' or ')}?`
      return `No playlist ${withWordsThatBegin(filter)} in its name.${advice}`
    }
    const which = filter === undefined ? '' : ` ${withWords(filter)}`
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
