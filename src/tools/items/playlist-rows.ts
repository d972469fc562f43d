import { z } from 'zod'
import { cleanText } from '../../shared/clean-text.ts'
import { isProblem, Problem } from '../../shared/problem.ts'
import type { Spotify } from '../../spotify/client.ts'
import type { PlaylistRow, RowsWanted } from '../../spotify/playlists.ts'
import type { OnPage, Page } from '../../spotify/request/paging.ts'
import { duration, name, names, type RenderContext, row, titled } from '../runtime/render.ts'
import type { FoundItem } from './find-item.ts'
import { fullColumns } from './full-columns.ts'
import { playable, titledLocal } from './item-rows.ts'

/** A row of a playlist as tools show it. `position` counts from 1: the same number that edit_playlist takes. */
export const shownRow = z.object({
  position: z.int(),
  addedAt: z.string().optional(),
  /** The id of the person. */
  addedBy: z.string().optional(),
  item: playable.nullable(),
  /** Of an unavailable row, when Spotify still says it. */
  uri: z.string().optional(),
  playable: z.boolean().optional(),
})

export type ShownRow = z.output<typeof shownRow>

/** Spotify's own are a third as long. */
const longestUri = 100

/** Every playlist Spotify has is shorter. */
export const allRows = 100_000

type NamedRows = Page<PlaylistRow> & { name: string }

/** The row as a person counts it. */
export function toShownRow({ position, addedAt, addedBy, item, uri, playable }: PlaylistRow): ShownRow {
  return {
    position: position + 1,
    addedAt,
    addedBy,
    item,
    ...(item === null && uri !== undefined && { uri: cleanText(uri, longestUri) }),
    playable,
  }
}

/** `17 58L98x Midnight River | Golden Static | 3:21`; with `context.full` the album and all that is known beside (full-columns.ts), too. */
export function playlistRowLine({ position, item, uri, playable, ...added }: ShownRow, context: RenderContext): string {
  const details = fullColumns(item, context, added)
  if (item === null) return row(`${position} (unavailable)`, uri?.replaceAll('|', '¦'), ...details)
  return row(
    `${position} ${item.type === 'local' ? titledLocal(item) : titled(item, context)}`,
    item.type === 'episode' ? item.show && name(item.show.name) : names(item.artists),
    context.full && item.type === 'track' && item.album ? name(item.album.name) : undefined,
    duration(item.durationMs),
    playable === false ? 'cannot be played here' : undefined,
    ...details,
  )
}

/**
 * The rows of a playlist and its name, or the reason why there are none to see: Spotify shows those of other people's playlists to no new app,
 * sometimes by refusing and sometimes by an empty list.
 *
 * @throws Problem `not-available`, `not-found`
 */
export async function readRows(playlist: FoundItem, wanted: RowsWanted, spotify: Spotify, onPage?: OnPage): Promise<NamedRows> {
  try {
    if (wanted.offset === 0) {
      const { playlist: details, ...page } = await spotify.playlistContents.content(playlist.id, wanted, onPage)
      if (details.readable) return { ...page, name: details.name }
    } else {
      const page = await spotify.playlists.rows(playlist.id, wanted, onPage)
      if (page.total > 0 && playlist.name !== undefined) return { ...page, name: playlist.name }
      const { name, readable } = await spotify.playlists.details(playlist.id)
      if (page.total > 0 || readable) return { ...page, name }
    }
  } catch (error) {
    if (isProblem(error, 'not-found')) throw missing(playlist)
    if (!isProblem(error, 'not-available')) throw error
  }
  throw await closed(playlist, spotify)
}

function missing({ name: title }: FoundItem): Problem {
  return new Problem(
    'not-found',
    `Spotify does not show ${title === undefined ? 'this playlist' : `"${name(title)}"`} to apps: it was removed, it is somebody's private playlist, or it is one of Spotify's own (such as Discover Weekly). To read a copy, the user can add its songs to a playlist of their own in the Spotify app.`,
  )
}

async function closed(playlist: FoundItem, spotify: Spotify): Promise<Problem> {
  const { name: title, owner } = await spotify.playlists.details(playlist.id).catch((error: unknown) => {
    throw isProblem(error, 'not-found', 'not-available') ? missing(playlist) : error
  })
  return new Problem(
    'not-available',
    `"${name(title)}" belongs to ${name(owner.name)}, and since 2026 Spotify shows apps only the songs of the user's own and collaborative playlists. It is not empty. To read a copy, the user can add its songs to a playlist of their own in the Spotify app.`,
  )
}
