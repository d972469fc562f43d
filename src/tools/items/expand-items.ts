import { z } from 'zod'
import { mostRows } from '../../changes/plan/plan-edit.ts'
import { newRow, type Row } from '../../changes/plan/row.ts'
import { cleanText } from '../../shared/clean-text.ts'
import { counted } from '../../shared/counted.ts'
import { isProblem, Problem } from '../../shared/problem.ts'
import { type Episode, type ItemType, type Track, uriOf } from '../../spotify/items.ts'
import { parseReference } from '../../spotify/references.ts'
import type { ToolContext } from '../runtime/define.ts'
import { name, type RenderContext, titled } from '../runtime/render.ts'
import { type FoundItem, findItem } from './find-item.ts'
import { type FoundList, findLikedSongs, likedList, readList } from './find-list.ts'
import { findPlaylistAmongItems } from './find-playlist.ts'
import { isLikedSongsText } from './liked-songs.ts'

/** A list that was given in the place of its songs: how many of them were taken, and how many nobody can add or play. */
export const source = z.object({
  list: z.union([z.object({ type: z.enum(['album', 'playlist', 'show']), id: z.string(), name: z.string() }), likedList]),
  rows: z.int(),
  leftOut: z.int(),
})

export type Source = z.output<typeof source>

/** What items stand for, in their order; `more`: there is more than was asked for. Lengths are known of what comes from lists. */
export type Expanded = { rows: Row[]; sources: Source[]; more: boolean }

const single = ['track', 'episode'] as const satisfies ItemType[]
const lists = ['album', 'playlist', 'show'] as const satisfies ItemType[]

/**
 * The songs and episodes that items stand for: each itself, and albums, playlists, shows and the Liked Songs with all that is in them, so that
 * nobody has to copy their ids; a playlist also by its name. Local files and rows that cannot be played are left out and counted.
 *
 * All items are understood before any list is read.
 *
 * @param most where to stop
 * @throws Problem for the first item that is not understood, or a list that cannot be read as a whole
 */
export async function expandItems(texts: readonly string[], context: ToolContext, most = mostRows): Promise<Expanded> {
  const found: (FoundItem | string)[] = []
  for (const text of texts) found.push(isLikedSongsText(text) ? text : await findSource(text, context))
  const rows: Row[] = []
  const sources: Source[] = []
  let more = false
  for (const item of found) {
    const left = most - rows.length
    if (left <= 0) {
      more = true
      break
    }
    const list = typeof item === 'string' ? await findLikedSongs(item, context) : asList(item)
    if (typeof item !== 'string' && !list) rows.push(toRow(item, context))
    if (!list) continue
    const read = await readSongs(list, left, context)
    rows.push(...read.rows)
    sources.push({ list: read.list, rows: read.rows.length, leftOut: read.leftOut })
    more ||= read.more
  }
  return { rows, sources, more }
}

/** As `expandItems`, for what is to stand in a playlist. @throws Problem `invalid-arguments` when that is more than a playlist can have */
export async function rowsOf(texts: readonly string[], context: ToolContext): Promise<Expanded> {
  const expanded = await expandItems(texts, context)
  if (!expanded.more) return expanded
  throw new Problem('invalid-arguments', 'These are more than 10,000 songs, the most that a playlist can have. Give fewer of them.')
}

/** `From 5dwoiC Road Trip (42 songs), 1a2b3c Opalite (12 songs; 2 left out: local files or unavailable)`. */
export function sourceLines(sources: readonly Source[], context: RenderContext): string[] {
  if (sources.length === 0) return []
  const parts = sources.map(({ list, rows, leftOut }) => {
    const out = leftOut === 0 ? '' : `; ${leftOut} left out: local files or unavailable`
    return `${'id' in list ? titled(list, context) : name(list.name)} (${counted(rows, list.type === 'show' ? 'episode' : 'song')}${out})`
  })
  return [`From ${parts.join(', ')}`]
}

type ReadSongs = { list: Source['list']; rows: Row[]; leftOut: number; more: boolean }

type AnyList = FoundList | { type: 'album' | 'show'; id: string }

/** An item, or a playlist by its whole name, as everywhere where something is changed. */
async function findSource(text: string, context: ToolContext): Promise<FoundItem> {
  try {
    return findItem(text, [...single, ...lists], context.shortIds)
  } catch (error) {
    const mayBeName = isProblem(error, 'unknown-item') && !parseReference(text)
    if (!mayBeName || !context.account.permittedScopes.includes('playlist-read-private')) throw error
    return findPlaylistAmongItems(text, context).catch((problem: unknown) => {
      throw isProblem(problem, 'unknown-item', 'ambiguous-item') ? problem : error
    })
  }
}

function asList({ type, id, name }: FoundItem): AnyList | undefined {
  if (type === 'album' || type === 'show') return { type, id }
  return type === 'playlist' ? { type, id, name } : undefined
}

function toRow(item: FoundItem, { shortIds }: ToolContext): Row {
  return newRow(uriOf(item), item.name ?? shortIds.find(item.id)?.name)
}

async function readSongs(found: AnyList, limit: number, context: ToolContext): Promise<ReadSongs> {
  const { catalog } = context.spotify
  const part = { offset: 0, limit }
  switch (found.type) {
    case 'album': {
      const { album, tracks } = await catalog.album(found.id, part)
      return songsOf({ type: 'album', id: found.id, name: album.name }, tracks, limit)
    }
    case 'show': {
      const { show, episodes } = await catalog.show(found.id, part)
      return songsOf({ type: 'show', id: found.id, name: show.name }, episodes, limit)
    }
    default: {
      const page = await readList(found, part, context, context.progress)
      const playable = page.rows.map(({ item, playable }) => (playable === false || item?.type === 'local' ? null : item))
      const list = found.type === 'liked' ? found : { type: 'playlist' as const, id: found.id, name: page.name }
      return songsOf(list, { rows: playable, total: page.total }, limit)
    }
  }
}

function songsOf(list: Source['list'], page: { rows: (Track | Episode | null)[]; total: number }, limit: number): ReadSongs {
  const rows = page.rows.flatMap((song) => {
    if (song?.id === undefined) return []
    const known = { durationMs: song.durationMs, ...(song.type === 'track' && { recording: song }) }
    return [newRow(uriOf({ type: song.type, id: song.id }), cleanText(song.name, 60), known)]
  })
  return { list, rows, leftOut: page.rows.length - rows.length, more: page.total > limit }
}
