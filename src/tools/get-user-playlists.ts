import { z } from 'zod'
import { counted } from '../shared/counted.ts'
import { searchedWords, wordFilter } from '../shared/words.ts'
import { playlist } from '../spotify/items.ts'
import { defineTool } from './runtime/define.ts'
import { limit, offset, words } from './runtime/params.ts'
import { name, range, row, table, titled } from './runtime/render.ts'
import { stopped, stoppedLines, whereStopped } from './runtime/stopped.ts'

/** Everything that can be listed: Spotify allows 11,000 playlists a person. */
const allPlaylists = 11_000

/** Own, followed and collaborative playlists, in the order of the person's library. */
export const getUserPlaylists = defineTool({
  name: 'get_user_playlists',
  title: 'Playlists',
  description:
    "List the user's playlists on Spotify, own and followed, with id, name, number of songs and, for those of others, the owner. `filter` keeps names with all its words.",
  scopes: ['playlist-read-private'],
  furtherScopes: ['playlist-read-collaborative'],
  effect: 'read',
  input: { limit: limit(50, 200), offset: offset(), filter: words(100).optional() },
  output: z.object({
    playlists: z.array(playlist.extend({ own: z.boolean() })),
    total: z.int(),
    offset: z.int(),
    filter: z.string().optional(),
    /** Places in this part of the list whose playlist Spotify does not show. */
    unavailable: z.int(),
    stopped,
  }),

  async run({ limit, offset, filter }, { spotify, progress }) {
    const part = filter === undefined ? { offset, limit, partly: true } : { offset: 0, limit: allPlaylists }
    const [page, me] = await Promise.all([spotify.listener.playlists(part, progress), spotify.listener.profile()])
    const shown = page.rows.filter((row) => row !== null)
    const unavailable = page.rows.length - shown.length
    const playlists = shown.map((playlist) => ({ ...playlist, own: playlist.owner.id === me.id }))
    if (filter === undefined) return { playlists, total: page.total, offset, unavailable, stopped: whereStopped(page, offset) }
    const isFound = wordFilter(filter)
    const matching = playlists.filter(({ name }) => isFound(searchedWords([name])))
    return { playlists: matching.slice(offset, offset + limit), total: matching.length, offset, filter, unavailable: 0 }
  },

  render({ playlists, total, offset, filter, unavailable, stopped }, context) {
    const which = filter === undefined ? '' : ` with "${name(filter)}"`
    if (total === 0) return filter === undefined ? 'No playlists yet.' : `No playlist${which} in its name.`
    if (playlists.length + unavailable === 0) return `No playlists from ${offset + 1} on: there are ${total}${which}.`
    return table(`Playlists ${range(playlists.length + unavailable, total, offset)}${which}: id name | tracks | owner if not the user`, [
      ...playlists.map((playlist) => row(titled(playlist, context), playlist.tracks, playlist.own ? undefined : name(playlist.owner.name))),
      ...(unavailable > 0
        ? [`${counted(unavailable, 'playlist')} unavailable: Spotify does not show ${unavailable === 1 ? 'it' : 'them'}.`]
        : []),
      ...stoppedLines(stopped),
    ])
  },
})
