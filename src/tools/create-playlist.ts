import { z } from 'zod'
import { refusePublicCollaboration } from '../changes/permissions.ts'
import { repeatNotes, splitRepeats } from '../changes/plan/repeats.ts'
import { requireScopes } from '../config/scopes.ts'
import { counted } from '../shared/counted.ts'
import { Problem } from '../shared/problem.ts'
import { rowsOfFile } from './exporting/rows-of-file.ts'
import { headline, itemList, linkForOthers, noteLines, outcome, outcomeLines, requester } from './items/change-rows.ts'
import { contentInWords } from './items/content.ts'
import { rowsOf, source, sourceLines } from './items/expand-items.ts'
import { filledNote, fillMinutes } from './items/fill-minutes.ts'
import { defineTool } from './runtime/define.ts'
import { words } from './runtime/params.ts'
import { table, titled } from './runtime/render.ts'

/** A playlist of the user's own, private unless they want it otherwise: what is public can be seen by everybody at once. */
export const createPlaylist = defineTool({
  name: 'create_playlist',
  title: 'Create playlist',
  description:
    'Create a new playlist, with songs (tracks) and episodes if given, also whole albums, playlists, "Liked Songs". Returns its id, and a receipt for undo_change.',
  scopes: [],
  anyScope: ['playlist-modify-private', 'playlist-modify-public'],
  furtherScopes: ['playlist-read-private', 'user-library-read'],
  effect: 'add',
  input: {
    name: words(100),
    description: z.string().max(300).optional(),
    public: z.boolean().default(false),
    collaborative: z.boolean().optional(),
    items: itemList().optional().describe('ids in order'),
    file: words().optional(),
    skip_duplicates: z.boolean().optional(),
    minutes: z.int().min(1).max(60_000).optional().describe('greatest length: uses the first items'),
  },
  output: z.object({
    playlist: z.object({ type: z.literal('playlist'), id: z.string(), name: z.string() }),
    /** What Spotify says, not what was asked for. */
    public: z.boolean().optional(),
    collaborative: z.boolean(),
    /** It is meant for others, too, and they can see it. */
    shared: z.boolean(),
    /** What is in it: `42 songs, 2:14:33 long`. */
    content: z.string(),
    sources: z.array(source),
    notes: z.array(z.string()),
    outcome,
  }),

  async run({ items = [], file, skip_duplicates = false, minutes, ...details }, context) {
    const { collaborative } = details
    refusePublicCollaboration(details.public, collaborative === true)
    requireScopes(
      [
        details.public ? 'playlist-modify-public' : 'playlist-modify-private',
        ...(collaborative ? (['playlist-modify-public'] as const) : []),
      ],
      context.account,
    )
    if (file !== undefined && items.length > 0) throw new Problem('invalid-arguments', 'Give items or file, not both.')
    const {
      rows: given,
      sources,
      leftOut,
    } = file === undefined ? { ...(await rowsOf(items, context)), leftOut: 0 } : { ...(await rowsOfFile(file, context)), sources: [] }
    const { fresh, repeats } = splitRepeats([], given)
    const wanted = skip_duplicates ? fresh : given
    const rows = minutes === undefined ? wanted : await fillMinutes(wanted, minutes, context)
    const inRows = new Set(rows)
    const told = skip_duplicates ? repeats.filter(({ of }) => inRows.has(of)) : repeats.filter(({ row }) => inRows.has(row))
    const { playlist, outcome } = await context.changes.create({ ...details, rows }, requester(context))
    return {
      playlist: { type: 'playlist' as const, id: playlist.id, name: playlist.name },
      public: playlist.public,
      collaborative: playlist.collaborative,
      shared: (details.public && playlist.public === true) || (collaborative === true && playlist.collaborative),
      content: contentInWords(rows),
      sources,
      notes: [
        ...(leftOut > 0 ? [`Left out, because a playlist cannot hold them: ${counted(leftOut, 'line')} of the file.`] : []),
        ...(minutes === undefined ? [] : [filledNote(rows.length, wanted.length, minutes)]),
        ...repeatNotes(told, rows, skip_duplicates),
      ],
      outcome,
    }
  },

  render: ({ playlist, collaborative, shared, content, sources, notes, outcome }, context) =>
    table(
      outcome.state === 'done'
        ? `Created ${titled(playlist, context)}${collaborative ? ' (collaborative)' : ''} with ${content}.`
        : `Created ${titled(playlist, context)}, but ${headline(content, outcome)}`,
      [...sourceLines(sources, context), ...noteLines(notes), ...(shared ? [linkForOthers(playlist)] : []), ...outcomeLines(outcome)],
    ),
})
