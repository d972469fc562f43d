import { z } from 'zod'
import { requireScopes } from '../config/scopes.ts'
import { countSongs } from '../shared/count-songs.ts'
import { counted } from '../shared/counted.ts'
import { Problem } from '../shared/problem.ts'
import { rowsOfFile } from './exporting/rows-of-file.ts'
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
    file: words().optional(),
  },
  output: z.object({
    playlist: z.object({ type: z.literal('playlist'), id: z.string(), name: z.string() }),
    /** What Spotify says, not what was asked for. */
    public: z.boolean().optional(),
    /** As people count them, as `12 songs`. */
    content: z.string(),
    /** Rows of the file that a playlist cannot hold. */
    leftOut: z.int(),
    outcome,
  }),

  async run({ items = [], file, ...details }, context) {
    requireScopes([details.public ? 'playlist-modify-public' : 'playlist-modify-private'], context.account)
    if (file !== undefined && items.length > 0) throw new Problem('invalid-arguments', 'Give items or file, not both.')
    const { rows, leftOut } = file === undefined ? { rows: toRows(items, context.shortIds), leftOut: 0 } : await rowsOfFile(file, context)
    const { playlist, outcome } = await context.changes.create({ ...details, rows }, requester(context))
    return {
      playlist: { type: 'playlist' as const, id: playlist.id, name: playlist.name },
      public: playlist.public,
      content: countSongs(rows),
      leftOut,
      outcome,
    }
  },

  render: ({ playlist, content, leftOut, outcome }, context) =>
    table(
      outcome.state === 'done'
        ? `Created ${titled(playlist, context)} with ${content}.`
        : `Created ${titled(playlist, context)}, but ${headline(`${content} added`, outcome)}`,
      [
        ...(leftOut > 0 ? [`Left out, because a playlist cannot hold them: ${counted(leftOut, 'line')} of the file.`] : []),
        ...outcomeLines(outcome),
      ],
    ),
})
