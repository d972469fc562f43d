import { z } from 'zod'
import { libraryScopes } from '../changes/permissions.ts'
import { requireScopes } from '../config/scopes.ts'
import { counted } from '../shared/counted.ts'
import { Problem } from '../shared/problem.ts'
import { itemTypes, uriOf } from '../spotify/items.ts'
import type { ShortIds } from '../store/short-ids.ts'
import { itemList, requester } from './items/change-rows.ts'
import { type FoundItem, findItem } from './items/find-item.ts'
import { defineTool } from './runtime/define.ts'
import { table, titled } from './runtime/render.ts'

const someItem = z.object({ type: z.enum(itemTypes), id: z.string(), name: z.string() })

/** So many items are named; of more the number is told. */
const mostNamed = 10

/** The library: what is saved and followed. */
export const editLibrary = defineTool({
  name: 'edit_library',
  title: 'Edit library',
  description:
    'Save or remove tracks, albums, shows, episodes and audiobooks; follow or unfollow artists and playlists (removing an own playlist deletes it). Returns what changed and the receipt for undo_change.',
  scopes: [],
  anyScope: ['user-library-modify', 'user-follow-modify', 'playlist-modify-public'],
  furtherScopes: ['user-library-read', 'user-follow-read', 'playlist-read-private'],
  effect: 'edit',
  input: {
    save: itemList().optional().describe('ids'),
    remove: itemList().optional().describe('ids'),
    dry_run: z.boolean().default(false),
  },
  output: z.object({
    dryRun: z.boolean(),
    saved: z.array(someItem),
    removed: z.array(someItem),
    notDone: z.array(someItem),
    unchanged: z.int(),
    receipt: z.string().optional(),
    failure: z.string().optional(),
  }),

  async run({ save = [], remove = [], dry_run }, context) {
    const wanted = { save: found(save, context.shortIds), remove: found(remove, context.shortIds) }
    const items = new Map([...wanted.save, ...wanted.remove].map((one) => [uriOf(one), one]))
    const uris = { save: wanted.save.map(uriOf), remove: wanted.remove.map(uriOf) }
    if (items.size === 0) throw new Problem('invalid-arguments', 'Say what to save or what to remove.')
    const both = uris.save.find((uri) => uris.remove.includes(uri))
    if (both) throw new Problem('invalid-arguments', `${items.get(both)?.name} cannot be both saved and removed.`)
    requireScopes(
      [...items.values()].flatMap(({ type }) => libraryScopes[type]),
      context.account,
    )

    const { plan, outcome } = await context.changes.editLibrary(uris, dry_run, requester(context))
    const named = (some: string[]) => some.map((uri) => items.get(uri)).filter((one) => one !== undefined)
    return {
      dryRun: dry_run,
      saved: named(outcome?.saved ?? plan.save),
      removed: named(outcome?.removed ?? plan.remove),
      notDone: named(outcome?.notDone ?? []),
      unchanged: items.size - plan.save.length - plan.remove.length,
      receipt: outcome?.receipt,
      failure: outcome?.failure,
    }
  },

  render({ dryRun, saved, removed, notDone, unchanged, receipt, failure }, context) {
    const line = (what: string, items: z.output<typeof someItem>[]) => {
      if (items.length === 0) return []
      const others = items.length > mostNamed ? [`and ${counted(items.length - mostNamed, 'other')}`] : []
      return [`${what} ${items.length}: ${[...items.slice(0, mostNamed).map((one) => titled(one, context)), ...others].join(', ')}`]
    }
    const left = unchanged > 0 ? `${counted(unchanged, 'item')} ${unchanged === 1 ? 'was' : 'were'} so already.` : ''
    if (saved.length + removed.length + notDone.length === 0) return `Nothing to change: ${left}`
    const partly = saved.length + removed.length === 0 ? 'NOT DONE AS FAR AS IS KNOWN.' : 'ONLY PARTLY DONE.'
    const header = dryRun ? 'Preview, nothing was changed.' : notDone.length > 0 ? `${partly} ${failure ?? ''}`.trim() : 'Done.'
    return table(left ? `${header} ${left}` : header, [
      ...line(dryRun ? 'To save' : 'Saved', saved),
      ...line(dryRun ? 'To remove' : 'Removed', removed),
      ...line('Not done', notDone),
      ...(dryRun && removed.length > 0 ? ['Undo can save what was removed again, with the day of the undo as the date added.'] : []),
      ...(receipt ? [`Receipt ${receipt}: undo_change takes it back.`] : []),
    ])
  },
})

function found(texts: string[], shortIds: ShortIds): Required<FoundItem>[] {
  return texts.map((text) => {
    const one = findItem(text, itemTypes, shortIds)
    return { ...one, name: one.name ?? shortIds.find(one.id)?.name ?? one.type }
  })
}
