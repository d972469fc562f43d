import { z } from 'zod'
import { requireScopes } from '../config/scopes.ts'
import { countSongs } from '../shared/count-songs.ts'
import { headline, itemList, outcome, outcomeLines, requester, toRows } from './items/change-rows.ts'
import { defineTool } from './runtime/define.ts'
import { words } from './runtime/params.ts'
import { table, titled } from './runtime/render.ts'

/** A playlist of the user's own, private unless they want it otherwise: what is public can be seen by everybody at once. */
export const createPlaylist = defineTool({
  name: 'create_playlist',
  title: 'Create playlist',
  description: 'Create a new playlist, with songs (tracks) and episodes if given. Returns its id and the receipt that undo_change takes.',
  scopes: [],
  anyScope: ['playlist-modify-private', 'playlist-modify-public'],
  effect: 'add',
  input: {
    name: words(100),
    description: z.string().max(300).optional(),
    public: z.boolean().default(false),
    items: itemList().optional().describe('ids in order'),
  },
  output: z.object({
    playlist: z.object({ type: z.literal('playlist'), id: z.string(), name: z.string() }),
    /** What Spotify says, not what was asked for. */
    public: z.boolean().optional(),
    /** As people count them, as `12 songs`. */
    content: z.string(),
    outcome,
  }),

  async run({ items = [], ...details }, context) {
    requireScopes([details.public ? 'playlist-modify-public' : 'playlist-modify-private'], context.account)
    const rows = toRows(items, context.shortIds)
    const { playlist, outcome } = await context.changes.create({ ...details, rows }, requester(context))
    return {
      playlist: { type: 'playlist' as const, id: playlist.id, name: playlist.name },
      public: playlist.public,
      content: countSongs(rows),
      outcome,
    }
  },

  render: ({ playlist, content, outcome }, context) =>
    table(
      outcome.state === 'done'
        ? `Created ${titled(playlist, context)} with ${content}.`
        : `Created ${titled(playlist, context)}, but ${headline(`${content} added`, outcome)}`,
      outcomeLines(outcome),
    ),
})
