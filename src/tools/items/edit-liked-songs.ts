import type { LibraryOutcome, LibraryPlan } from '../../changes/apply/change-library.ts'
import type { PlaylistOutcome } from '../../changes/apply/change-playlist.ts'
import { libraryScopes } from '../../changes/permissions.ts'
import { requireScopes } from '../../config/scopes.ts'
import { songs } from '../../shared/count-songs.ts'
import { counted } from '../../shared/counted.ts'
import { Problem } from '../../shared/problem.ts'
import { uriOf } from '../../spotify/items.ts'
import { mostLibraryUris } from '../../spotify/library-edits.ts'
import type { ToolContext } from '../runtime/define.ts'
import { name } from '../runtime/render.ts'
import { requester } from './change-rows.ts'
import { rowsOf, type Source } from './expand-items.ts'
import { findItem } from './find-item.ts'
import { likedSongs, readList } from './find-list.ts'
import type { Removal } from './removal.ts'

/** What edit_playlist was asked for, as far as it makes sense in the Liked Songs. */
type Edit = {
  dry_run: boolean
  add?: { items: string[]; position?: number | undefined }[] | undefined
  remove?: Removal | undefined
}

/** So many songs are named; of more the number is told. */
const mostNamed = 10

/**
 * An edit of the Liked Songs, which is one of the library: to add is to save, to remove is to take out of it.
 *
 * @returns what edit_playlist returns for any list
 * @throws Problem `invalid-arguments` for what no app can do to them: they have a fixed name, and the order of saving
 */
export async function editLikedSongs(edit: Edit, context: ToolContext) {
  refuseOthers(edit)
  requireScopes(libraryScopes.track, context.account, 'Changing the Liked Songs needs')
  const titles = new Map<string, string>()
  const { uris: save, sources, notes } = await toSave(edit, titles, context)
  const { uris: remove, total } = await toRemove(edit, titles, context)
  const both = save.find((uri) => remove.includes(uri))
  if (both) throw new Problem('invalid-arguments', `"${titles.get(both)}" cannot be both added and removed.`)

  const { plan, outcome } = await context.changes.editLibrary({ save, remove }, edit.dry_run, requester(context))
  const done = outcome ? { save: outcome.saved, remove: outcome.removed } : plan
  const rows = total + done.save.length - done.remove.length
  return {
    playlist: likedSongs,
    dryRun: edit.dry_run,
    what: inWords(plan),
    content: songs(rows),
    sources,
    requests: Math.ceil(plan.save.length / mostLibraryUris) + Math.ceil(plan.remove.length / mostLibraryUris),
    removed: [],
    removedInAll: plan.remove.length,
    newOrder: [],
    warnings: [
      ...songLines(edit.dry_run ? ['To remove', 'To add'] : ['Removed', 'Added'], done, titles),
      ...unchangedLines({ save, remove }, plan, titles),
      ...notes,
    ],
    lost: [],
    shared: false,
    outcome: outcome && toPlaylistOutcome(outcome, titles),
  }
}

function refuseOthers({ add = [], remove = {}, ...others }: Edit): void {
  const { items, positions, unavailable, ...conditions } = remove
  const allowed = ['playlist', 'dry_run', 'skip_duplicates']
  const asked = Object.entries({
    ...others,
    'add.position': add.find(({ position }) => position !== undefined),
    'remove.unavailable': unavailable || undefined,
    ...Object.fromEntries(Object.entries(conditions).map(([name, value]) => [`remove.${name}`, value])),
  }).flatMap(([parameter, value]) => (value === undefined || allowed.includes(parameter) ? [] : parameter))
  if (asked.length > 0) {
    throw new Problem(
      'invalid-arguments',
      `Not possible in the Liked Songs: ${asked.join(', ')}. Songs can only be added to them and removed; each is there once, the last one saved comes first, and they have no name or description of their own. In a playlist with the same songs all of this is possible: create_playlist takes "Liked Songs" as an item.`,
    )
  }
  if (add.length === 0 && !items && !positions) throw new Problem('invalid-arguments', 'Say what to add or what to remove.')
}

async function toSave(
  { add = [] }: Edit,
  titles: Map<string, string>,
  context: ToolContext,
): Promise<{ uris: string[]; sources: Source[]; notes: string[] }> {
  const items = add.flatMap((one) => one.items)
  const { rows, sources } = await rowsOf(items, context)
  const uris = rows.flatMap(({ uri, title }) => {
    if (uri !== undefined) titles.set(uri, name(title))
    return uri ?? []
  })
  const tracks = uris.filter((uri) => uri.startsWith('spotify:track:'))
  const episodes = uris.length - tracks.length
  const note = `${counted(episodes, 'episode')} left out: the Liked Songs are songs only. edit_library saves episodes.`
  if (episodes > 0 && tracks.length === 0) throw new Problem('invalid-arguments', note)
  return { uris: tracks, sources, notes: episodes > 0 ? [note] : [] }
}

/** @returns also how many Liked Songs there are */
async function toRemove(
  { remove = {} }: Edit,
  titles: Map<string, string>,
  context: ToolContext,
): Promise<{ uris: string[]; total: number }> {
  const named = (remove.items ?? []).map((text) => {
    const item = findItem(text, ['track'], context.shortIds)
    titles.set(uriOf(item), name(item.name ?? context.shortIds.find(item.id)?.name ?? uriOf(item)))
    return uriOf(item)
  })
  const positions = remove.positions ?? []
  const { rows, total } = await readList(likedSongs, { offset: 0, limit: Math.max(1, ...positions) }, context)
  const placed = positions.map((position) => {
    const { item, uri } = rows[position - 1] ?? {}
    if (uri === undefined)
      throw new Problem('invalid-arguments', `There is no position ${position}: there are ${counted(total, 'Liked Song')}.`)
    titles.set(uri, name(item?.name ?? uri))
    return uri
  })
  return { uris: [...named, ...placed], total }
}

function inWords({ save, remove }: LibraryPlan): string {
  const parts = [
    remove.length > 0 && `${counted(remove.length, 'song')} removed`,
    save.length > 0 && `${counted(save.length, 'song')} added`,
  ]
  return parts.filter((part) => part !== false).join(', ')
}

function songLines([removed, added]: [string, string], { save, remove }: LibraryPlan, titles: Map<string, string>): string[] {
  return [...line(removed, remove, titles), ...line(added, save, titles)]
}

/** Which of the songs that were named are as wanted already. */
function unchangedLines(wanted: LibraryPlan, plan: LibraryPlan, titles: Map<string, string>): string[] {
  const rest = (uris: string[], changed: string[]) => [...new Set(uris)].filter((uri) => !changed.includes(uri))
  return [...line('Already there', rest(wanted.save, plan.save), titles), ...line('Not there', rest(wanted.remove, plan.remove), titles)]
}

function line(what: string, uris: string[], titles: Map<string, string>): string[] {
  return uris.length === 0 ? [] : [`${what}: ${named(uris, titles)}`]
}

function named(uris: string[], titles: Map<string, string>): string {
  const others = uris.length - mostNamed
  return `${uris
    .slice(0, mostNamed)
    .map((uri) => titles.get(uri) ?? uri)
    .join(', ')}${others > 0 ? ` and ${others} ${others === 1 ? 'other' : 'others'}` : ''}.`
}

function toPlaylistOutcome({ receipt, saved, removed, notDone, failure }: LibraryOutcome, titles: Map<string, string>): PlaylistOutcome {
  return {
    receipt,
    state: notDone.length === 0 ? 'done' : 'partly done',
    done: [inWords({ save: saved, remove: removed })].filter((words) => words !== ''),
    notDone: notDone.map((uri) => titles.get(uri) ?? uri),
    ...(failure !== undefined && { failure }),
    differences: [],
  }
}
