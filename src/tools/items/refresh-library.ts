import pLimit from 'p-limit'
import { isProblem, type Problem } from '../../shared/problem.ts'
import { recordingKey } from '../../shared/recording.ts'
import { wordsOf } from '../../shared/words-of.ts'
import type { LocalFile, Playlist, Track } from '../../spotify/items.ts'
import type { Saved, SavedItems, SavedKind } from '../../spotify/library.ts'
import { isUnanswered } from '../../spotify/request/unanswered.ts'
import { waitUntil } from '../../spotify/request/waiting.ts'
import type { IndexedRow, LibraryCheck, LibraryIndex } from '../../store/library-index.ts'
import type { ToolContext } from '../runtime/define.ts'

/** What the index knows after it was refreshed. */
export type LibraryState = {
  account: string
  /** Playlists whose rows are known, by id. */
  playlists: number
  /** Playlists that still have to be read: another call goes on with them. */
  unread: number
  /** Why the index could not be refreshed as a whole, as a sentence. */
  stale?: string
  /** Kinds of saved items that Spotify does not give, and why. */
  refused: { kind: SavedKind; problem: Problem }[]
}

export const savedKinds = ['tracks', 'albums', 'shows', 'episodes', 'audiobooks'] as const satisfies SavedKind[]

/** One call reads so many pages of playlists at most: a big library must not use up the day's quota at once. */
const mostPages = 200

const rowsPerPage = 50

/** So long the index counts as current: what is changed elsewhere, in the Spotify app for example, is found after this time. */
const currentForMs = 60_000

/** The whole of a list: Spotify's offsets end here. */
const everything = 100_000

/** The name of the index's list of saved items. */
export function savedList(kind: SavedKind): string {
  return `saved:${kind}`
}

/**
 * Brings the index of the library up to date with as few requests as possible: none within a minute, unless Tonearm itself changed something;
 * after that playlists whose snapshot is known cost none, and saved items one each, unless something was saved or removed.
 *
 * When Spotify cannot be asked just now, what was known before still answers, and the state says so.
 *
 * @param what.saved the kinds of saved items
 * @param what.playlists whether playlists matter
 */
export async function refreshLibrary(
  what: { saved: readonly SavedKind[]; playlists: boolean },
  context: ToolContext,
): Promise<LibraryState> {
  const { library, now, spotify } = context
  const { id: account } = context.account
  const check: LibraryCheck = { at: now(), writes: spotify.writes(), ...what }
  if (isLibraryCurrent(what, context)) return { account, playlists: countPlaylists(account, library), unread: 0, refused: [] }
  const failed = new AbortController()
  const together = { ...context, spotify: spotify.with(waitUntil(failed.signal)) }
  const left = { playlists: 0 }
  let stale: string | undefined
  const refused: LibraryState['refused'] = []
  try {
    await Promise.all([
      what.playlists && refreshPlaylists(account, left, together),
      ...what.saved.map(async (kind) => {
        const problem = await refusalOf(() => refreshSaved(kind, account, together))
        if (problem) refused.push({ kind, problem })
      }),
    ])
    if (left.playlists === 0 && refused.length === 0) library.note(account, check)
  } catch (error) {
    // One failure decides: what the others would still ask is not asked.
    failed.abort(error)
    const known = library.lists(account).size > 0
    if (!known || !isUnanswered(error)) throw error
    stale = error.message
  }
  return { account, playlists: countPlaylists(account, library), unread: left.playlists, stale, refused }
}

/** Whether all that was asked about was found current so lately that it need not be looked at again. */
export function isLibraryCurrent(what: { saved: readonly SavedKind[]; playlists: boolean }, context: ToolContext): boolean {
  const { library, now, spotify, account } = context
  return covers(library.lastCheck(account.id), { at: now(), writes: spotify.writes(), ...what })
}

/** Some kinds are refused to some accounts and countries, such as audiobooks; the others are not affected. */
async function refusalOf(refresh: () => Promise<void>): Promise<Problem | undefined> {
  try {
    await refresh()
  } catch (error) {
    if (isProblem(error, 'scope-missing', 'not-available', 'not-found', 'request-refused', 'unexpected-answer')) return error
    throw error
  }
}

/** Whether what was found current then must be so still, and is all that is wanted now. */
function covers(earlier: LibraryCheck | undefined, wanted: LibraryCheck): boolean {
  if (!earlier || earlier.writes !== wanted.writes) return false
  const age = wanted.at - earlier.at
  if (age < 0 || age >= currentForMs) return false
  return (earlier.playlists || !wanted.playlists) && wanted.saved.every((kind) => earlier.saved.includes(kind))
}

function countPlaylists(account: string, library: LibraryIndex): number {
  return [...library.lists(account).keys()].filter((list) => !list.startsWith('saved:')).length
}

/** @param left counts the playlists that are left for another call, also when this one fails */
async function refreshPlaylists(account: string, left: { playlists: number }, context: ToolContext): Promise<void> {
  const { spotify, library, progress } = context
  const known = library.lists(account)
  const [{ rows }, me] = await Promise.all([spotify.listener.playlists({ offset: 0, limit: everything }), spotify.listener.profile()])
  // The rows of other people's playlists are closed to new apps.
  const playlists = rows.filter((row) => row !== null).filter(({ owner, collaborative }) => owner.id === me.id || collaborative)
  const names = new Map(playlists.map(({ id, name }) => [id, name]))
  for (const { list, name } of known.values()) {
    if (list.startsWith('saved:')) continue
    const newName = names.get(list)
    if (newName === undefined) library.remove(account, list)
    else if (newName !== name) library.rename(account, list, newName)
  }

  const changed = playlists.filter(({ id, snapshotId }) => snapshotId === '' || known.get(id)?.version !== snapshotId)
  const now = withinPages(changed)
  const inTurn = pLimit(4)
  let done = 0
  left.playlists = changed.length
  await Promise.all(
    now.map((playlist) =>
      inTurn(async () => {
        await readPlaylist(playlist, account, context)
        done += 1
        left.playlists -= 1
        progress(done, now.length)
      }),
    ),
  )
}

/** As many as may be read now; the first one always, however long it is. */
function withinPages(playlists: Playlist[]): Playlist[] {
  let pages = 0
  return playlists.filter(({ tracks }, index) => {
    pages += Math.max(1, Math.ceil((tracks ?? 0) / rowsPerPage))
    return index === 0 || pages <= mostPages
  })
}

async function readPlaylist(playlist: Playlist, account: string, { spotify, library }: ToolContext): Promise<void> {
  const read = spotify.playlists.rows(playlist.id, { offset: 0, limit: everything, detail: 'long' })
  const { rows, total } = await read.catch((error: unknown) => {
    // It stands in the library and is still not ours to read: nothing of it can be found.
    if (isProblem(error, 'not-available', 'not-found')) return { rows: [], total: 0 }
    throw error
  })
  const list = { list: playlist.id, name: playlist.name, version: playlist.snapshotId, total }
  library.replace(
    account,
    list,
    rows.filter(({ item }) => item !== null).map((row) => ({ ...row, ...keysOf(row.item) })),
  )
}

/** Saved rows are numbered from the oldest one, so that a new one moves none of them. */
async function refreshSaved(kind: SavedKind, account: string, { spotify, library, progress }: ToolContext): Promise<void> {
  const list = savedList(kind)
  const known = library.lists(account).get(list)
  const newest = await spotify.library.saved(kind, { offset: 0, limit: 1 })
  const { total } = newest
  const version = versionOf(newest.rows[0])
  if (known?.total === total && known.version === version) return

  const added = known && known.total > 0 ? total - known.total : 0
  if (known && added > 0) {
    const { rows } = await spotify.library.saved(kind, { offset: 0, limit: added + 1 })
    // Something else was removed, or saved since, if the newest known one is not where it should be.
    if (rows.length === added + 1 && versionOf(rows[added]) === known.version) {
      library.add(account, { list, name: kind, version: versionOf(rows[0]), total }, toRows(rows.slice(0, added), total))
      return
    }
  }

  const whole = { offset: 0, limit: everything }
  const all = total <= newest.rows.length ? newest : await spotify.library.saved(kind, whole, kind === 'tracks' ? progress : undefined)
  library.replace(account, { list, name: kind, version: versionOf(all.rows[0]), total: all.total }, toRows(all.rows, all.total))
}

/** What is kept of a row: with another number, rows that were kept before are read again. 2: release dates. */
const rowVersion = 2

function versionOf(newest: Saved<SavedItems[SavedKind]> | null | undefined): string {
  return newest ? `${rowVersion} ${newest.addedAt ?? ''} ${newest.item.id}` : 'nothing'
}

function toRows(rows: (Saved<SavedItems[SavedKind]> | null)[], total: number): IndexedRow[] {
  return rows.flatMap((row, index): IndexedRow[] => {
    if (row === null) return []
    const { item, addedAt } = row
    const uri = item.id === undefined ? undefined : `spotify:${item.type}:${item.id}`
    return [{ position: total - 1 - index, item, uri, addedAt, ...keysOf(item) }]
  })
}

/** By what a row is found. */
function keysOf(item: { type: string } | null): Pick<IndexedRow, 'words' | 'recording' | 'isrc'> {
  const words = wordsOf(item)
  if (!isSong(item)) return { words }
  return { words, recording: recordingKey(item), ...('isrc' in item && { isrc: item.isrc }) }
}

function isSong(item: { type: string } | null): item is Track | LocalFile {
  return item?.type === 'track' || item?.type === 'local'
}
