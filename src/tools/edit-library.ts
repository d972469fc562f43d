import { z } from 'zod'
import { libraryScopes } from '../changes/permissions.ts'
import { requireScopes } from '../config/scopes.ts'
import { songs } from '../shared/count-songs.ts'
import { counted } from '../shared/counted.ts'
import { Problem } from '../shared/problem.ts'
import { itemTypes, uriOf } from '../spotify/items.ts'
import type { ShortIds } from '../store/short-ids.ts'
import { itemList, requester } from './items/change-rows.ts'
import { type FoundItem, findItem } from './items/find-item.ts'
import { defineTool } from './runtime/define.ts'
import { name, type RenderContext, table, titled } from './runtime/render.ts'

const someItem = z.object({ type: z.enum(itemTypes), id: z.string(), name: z.string() })

type SomeItem = z.output<typeof someItem> & { songs?: number }

/** So many items are named; of more the number is told. */
const mostNamed = 10

/** The library: what is saved and followed. */
export const editLibrary = defineTool({
  name: 'edit_library',
  title: 'Edit library',
  description:
    'Save or remove tracks, albums, shows, episodes and audiobooks; follow or unfollow artists and playlists (removing an own playlist deletes it). Returns a receipt for undo_change.',
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
    /** Own playlists: to take one out of the library deletes it. */
    deleted: z.array(someItem.extend({ songs: z.int().optional() })),
    notDone: z.array(someItem),
    /** What was to be saved and is, and what was to be removed and is not there. */
    already: z.object({ saved: z.array(someItem), missing: z.array(someItem) }),
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

    const { plan, playlists, outcome } = await context.changes.editLibrary(uris, dry_run, requester(context))
    const named = (some: string[]) =>
      [...new Set(some)].flatMap((uri) => {
        const item = items.get(uri)
        return item ? [{ ...item, name: playlists.get(uri)?.name ?? item.name }] : []
      })
    const removed = outcome?.removed ?? plan.remove
    const isDeleted = (uri: string) => playlists.get(uri)?.own === true
    return {
      dryRun: dry_run,
      saved: named(outcome?.saved ?? plan.save),
      removed: named(removed.filter((uri) => !isDeleted(uri))),
      deleted: named(removed.filter(isDeleted)).map((item) => ({ ...item, songs: playlists.get(uriOf(item))?.songs })),
      notDone: named(outcome?.notDone ?? []),
      already: {
        saved: named(uris.save.filter((uri) => !plan.save.includes(uri))),
        missing: named(uris.remove.filter((uri) => !plan.remove.includes(uri))),
      },
      receipt: outcome?.receipt,
      failure: outcome?.failure,
    }
  },

  render({ dryRun, saved, removed, deleted, notDone, already, receipt, failure }, context) {
    const left = [
      ...sentence('Already saved', already.saved.filter(isKept), context),
      ...sentence('Already followed', already.saved.filter(isFollowed), context),
      ...sentence('Not in the library', already.missing.filter(isKept), context),
      ...sentence('Not followed', already.missing.filter(isFollowed), context),
    ].join(' ')
    if (saved.length + removed.length + deleted.length + notDone.length === 0) return `${left} Nothing was changed.`
    const partly = saved.length + removed.length + deleted.length === 0 ? 'NOT DONE AS FAR AS IS KNOWN.' : 'ONLY PARTLY DONE.'
    const header = dryRun ? 'Preview, nothing was changed.' : notDone.length > 0 ? `${partly} ${failure ?? ''}`.trim() : 'Done.'
    const line = (done: string, planned: string, items: SomeItem[]) => lines(dryRun ? planned : done, items, context)
    return table(left ? `${header} ${left}` : header, [
      ...line('Saved', 'To save', saved.filter(isKept)),
      ...line('Followed', 'To follow', saved.filter(isFollowed)),
      ...line('Removed', 'To remove', removed.filter(isKept)),
      ...line('Unfollowed', 'To unfollow', removed.filter(isFollowed)),
      ...line('Deleted', 'To delete', deleted),
      ...line('Not done', 'Not done', notDone),
      ...(dryRun && removed.some(isKept) ? ['Undo can save what was removed again, with the day of the undo as the date added.'] : []),
      ...(receipt ? [`Receipt ${receipt}: undo_change takes it back.`] : []),
    ])
  },
})

/** `Removed 2: 58L98x Midnight River, 4NOyIh Wild Comet`. */
function lines(what: string, items: SomeItem[], context: RenderContext): string[] {
  if (items.length === 0) return []
  const shown = items
    .slice(0, mostNamed)
    .map((item) => `${titled(item, context)}${item.songs === undefined ? '' : ` (${songs(item.songs)})`}`)
  return [`${what} ${items.length}: ${[...shown, ...others(items)].join(', ')}`]
}

/** `Already saved: Midnight River.` */
function sentence(what: string, items: SomeItem[], context: RenderContext): string[] {
  if (items.length === 0) return []
  // The name of an item that was never shown is not known: its kind stands there.
  const shown = items.slice(0, mostNamed).map((item) => (item.name === item.type ? titled(item, context) : name(item.name)))
  return [`${what}: ${[...shown, ...others(items)].join(', ')}.`]
}

function others(items: SomeItem[]): string[] {
  return items.length > mostNamed ? [`and ${counted(items.length - mostNamed, 'other')}`] : []
}

function isFollowed({ type }: SomeItem): boolean {
  return type === 'artist' || type === 'playlist'
}

function isKept(item: SomeItem): boolean {
  return !isFollowed(item)
}

function found(texts: string[], shortIds: ShortIds): Required<FoundItem>[] {
  return texts.map((text) => {
    const one = findItem(text, itemTypes, shortIds)
    return { ...one, name: one.name ?? shortIds.find(one.id)?.name ?? one.type }
  })
}
