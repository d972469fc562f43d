import { z } from 'zod'
import { requireScopes } from '../../config/scopes.ts'
import { cleanText } from '../../shared/clean-text.ts'
import { Problem } from '../../shared/problem.ts'
import { bareWords } from '../../shared/words.ts'
import type { PlaylistRow, RowsWanted } from '../../spotify/playlists.ts'
import { parseCollection } from '../../spotify/references.ts'
import type { OnPage, Page } from '../../spotify/request/paging.ts'
import type { ToolContext } from '../runtime/define.ts'
import { name, type RenderContext, titled } from '../runtime/render.ts'
import { findPlaylist, findPlaylistToChange } from './find-playlist.ts'
import { isLikedSongsText, likedSongsName } from './liked-songs.ts'
import { readRows } from './playlist-rows.ts'

/** The Liked Songs as results carry them. */
export const likedList = z.object({ type: z.literal('liked'), name: z.string() })

/** A list of songs as results carry it: a playlist, or the Liked Songs, which Spotify's API does not count among the playlists. */
export const songList = z.union([z.object({ type: z.literal('playlist'), id: z.string(), name: z.string() }), likedList])

export type SongList = z.output<typeof songList>

/** A list that was named and is understood. The name of a playlist is not always known yet. */
export type FoundList = { type: 'playlist'; id: string; name?: string | undefined } | z.output<typeof likedList>

/** The songs that the user saved, newest first. */
export const likedSongs: FoundList & { type: 'liked' } = { type: 'liked', name: 'Liked Songs' }

/** What finding and reading a list needs. */
export type ListContext = Pick<ToolContext, 'spotify' | 'shortIds' | 'account'>

/**
 * The list meant by a playlist's id, URI, link or name, or by a name or an address of the Liked Songs, to look at it.
 *
 * A playlist of the user's own that is called like the Liked Songs is meant by that name, so it costs a request for each 50 playlists.
 *
 * @throws Problem as `findPlaylist`; `not-available` for the saved songs of somebody else
 */
export async function findList(text: string, context: ListContext): Promise<FoundList> {
  return (await findLikedSongs(text, context)) ?? { ...(await findPlaylist(text, context)), type: 'playlist' }
}

/** The same, to change it: only the whole name of a playlist is enough. @throws Problem as `findList` */
export async function findListToChange(text: string, context: ListContext): Promise<FoundList> {
  return (await findLikedSongs(text, context)) ?? { ...(await findPlaylistToChange(text, context)), type: 'playlist' }
}

/** The Liked Songs or the user's own playlist of that name; undefined when the text says neither. @throws Problem as `findList` */
export async function findLikedSongs(text: string, context: ListContext): Promise<FoundList | undefined> {
  const address = parseCollection(text)
  if (address) {
    await requireOwn(text, address.user, context)
    return likedSongs
  }
  if (!isLikedSongsText(text)) return undefined
  const [own, ...others] = await ownPlaylistsCalled(text, context)
  if (!own) return likedSongs
  return { ...(others.length === 0 ? own : await findPlaylist(own.name, context)), type: 'playlist' }
}

/**
 * The rows of a list, and its name. Those of the Liked Songs count from the newest one.
 *
 * @throws Problem as `readRows`; as `requireScopes` without the permission to see what is saved
 */
export async function readList(
  list: FoundList,
  wanted: RowsWanted,
  { spotify, account }: ListContext,
  onPage?: OnPage,
): Promise<Page<PlaylistRow> & { name: string }> {
  if (list.type === 'playlist') return readRows(list, wanted, spotify, onPage)
  requireScopes(['user-library-read'], account, 'Reading the Liked Songs needs')
  const { rows, ...page } = await spotify.library.saved('tracks', wanted, onPage)
  return { ...page, name: list.name, rows: rows.map((row, index) => savedRow(row, wanted.offset + index)) }
}

/** How a list is named wherever it stands: `5dwoiC Road Trip`, or the Liked Songs, which have no id. */
export function titledList(list: SongList, context: RenderContext): string {
  return list.type === 'playlist' ? titled(list, context) : name(list.name)
}

/** The list with its name, as results carry it. */
export function toSongList(list: FoundList, name: string): SongList {
  return list.type === 'playlist' ? { type: 'playlist', id: list.id, name } : { ...list, name }
}

function savedRow(row: { addedAt?: string | undefined; item: Exclude<PlaylistRow['item'], null> } | null, position: number): PlaylistRow {
  if (row === null) return { position, item: null }
  const { item, addedAt } = row
  const uri = item.type === 'track' && item.id !== undefined ? `spotify:track:${item.id}` : undefined
  return { position, item, ...(uri !== undefined && { uri }), ...(addedAt !== undefined && { addedAt }) }
}

async function ownPlaylistsCalled(text: string, { spotify, account }: ListContext) {
  if (!account.permittedScopes.includes('playlist-read-private')) return []
  const { rows } = await spotify.listener.playlists({ offset: 0, limit: 11_000 })
  const called = rows.filter((row) => row !== null && [bareWords(text), likedSongsName(text)].includes(bareWords(row.name)))
  if (called.length === 0) return []
  const me = await spotify.listener.profile()
  return called.filter((row) => row !== null).filter(({ owner }) => owner.id === me.id)
}

async function requireOwn(text: string, user: string | undefined, { spotify }: ListContext): Promise<void> {
  if (user === undefined) return
  const { id } = await spotify.listener.profile()
  if (user === id || user === encodeURIComponent(id)) return
  throw new Problem(
    'not-available',
    `"${cleanText(text, 100)}" are the Liked Songs of another user. Spotify shows apps only the user's own: call them "Liked Songs".`,
  )
}
