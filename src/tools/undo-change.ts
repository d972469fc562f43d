import { z } from 'zod'
import type { Undone } from '../changes/undo.ts'
import { clock, day } from '../shared/moments.ts'
import { headline, outcome, outcomeLines, requester } from './items/change-rows.ts'
import { defineTool } from './runtime/define.ts'
import { name, row, table } from './runtime/render.ts'

/** So many of the latest changes are listed. */
const mostListed = 20

const listedChange = z.object({
  receipt: z.string(),
  at: z.iso.datetime(),
  client: z.string(),
  what: z.string(),
  state: z.enum(['begun', 'done', 'partly done', 'undone']),
})

/** Takes a change back, whoever made it, also after a restart or a crash. */
export const undoChange = defineTool({
  name: 'undo_change',
  title: 'Undo change',
  description: 'Undo (revert) a change of playlists or library by its receipt; without one, list the latest changes with their receipts.',
  scopes: [],
  anyScope: ['playlist-modify-private', 'playlist-modify-public', 'user-library-modify', 'user-follow-modify'],
  effect: 'edit',
  input: {
    receipt: z.string().trim().min(1).max(20).optional(),
    force: z.boolean().default(false).describe('even if changed since'),
  },
  output: z.object({
    changes: z.array(listedChange).optional(),
    undone: z.string().optional(),
    warnings: z.array(z.string()).optional(),
    outcome: outcome.optional(),
  }),

  async run({ receipt, force }, context) {
    if (receipt === undefined) {
      const changes = context.changes.latest(context.account.id, mostListed)
      return {
        changes: changes.map(({ id, at, client, what, state }) => ({ receipt: id, at: new Date(at).toISOString(), client, what, state })),
      }
    }
    const { change, undone } = await context.changes.undo(receipt, force, requester(context))
    return { undone: change.what, ...result(undone) }
  },

  render({ changes, undone = '', warnings = [], outcome }, context) {
    if (changes) {
      if (changes.length === 0) return 'No changes yet.'
      return table(
        `Latest changes, newest first, times in ${context.zone}: receipt | when | client | what | state`,
        changes.map(({ receipt, at, client, what, state }) =>
          row(
            receipt,
            `${day(at, context.zone)} ${clock(at, context.zone)}`,
            name(client),
            long(what),
            state === 'begun' ? 'interrupted, or still going on' : state,
          ),
        ),
      )
    }
    if (!outcome) return table(`Nothing to undo${warnings.length > 0 ? '' : ': everything is as it was before'}. ${long(undone)}`, warnings)
    return table(outcome.state === 'done' ? `Undone: ${long(undone)}` : `Undo: ${headline(long(undone), outcome)}`, [
      ...warnings,
      ...outcomeLines(outcome),
    ])
  },
})

function result(undone: Undone): { warnings?: string[]; outcome?: z.output<typeof outcome> } {
  switch (undone.kind) {
    case 'nothing':
      return { warnings: undone.warnings }
    case 'playlist':
      return { warnings: undone.warnings, outcome: undone.outcome }
    case 'library': {
      const { receipt, saved, removed, notDone, failure } = undone.outcome
      const done = [saved.length > 0 && `${saved.length} saved`, removed.length > 0 && `${removed.length} removed`]
      const state = notDone.length === 0 ? 'done' : 'partly done'
      const steps = { done: done.filter((part) => part !== false), notDone: notDone.map((uri) => uri) }
      return { warnings: undone.warnings, outcome: { receipt, state, ...steps, failure, differences: [] } }
    }
  }
}

function long(what: string): string {
  return what.replaceAll('|', '¦')
}
