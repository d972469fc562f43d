import { z } from 'zod'
import { counted } from '../../shared/counted.ts'
import { type Album, album, artist, audiobook, episode, type LocalFile, localFile, playlist, show, track } from '../../spotify/items.ts'
import { duration, name, names, type RenderContext, row, titled, trackRow } from '../runtime/render.ts'
import { fullColumns } from './full-columns.ts'

/** Any item, as results carry it. */
export const anyItem = z.discriminatedUnion('type', [track, album, artist, playlist, show, episode, audiobook, localFile])

export type AnyItem = z.output<typeof anyItem>

/** What can stand in a playlist. */
export const playable = z.discriminatedUnion('type', [track, episode, localFile])

/** One line for any item: id, name, what its kind is told apart by, and with `context.full` all that is known beside. */
export function itemRow(item: AnyItem, context: RenderContext, added?: { addedAt?: string }): string {
  return row(usualRow(item, context), ...fullColumns(item, context, added))
}

function usualRow(item: AnyItem, context: RenderContext): string {
  switch (item.type) {
    case 'track':
      return trackRow(item, context)
    case 'album':
      return row(
        titled(item, context),
        names(item.artists),
        item.released?.slice(0, 4),
        otherKind(item),
        countedIfKnown(item.tracks, 'track'),
      )
    case 'artist':
      return titled(item, context)
    case 'playlist':
      return row(titled(item, context), countedIfKnown(item.tracks, 'track'), name(item.owner.name))
    case 'show':
      return row(titled(item, context), countedIfKnown(item.episodes, 'episode'))
    case 'episode':
      return row(titled(item, context), item.show && name(item.show.name), item.released, duration(item.durationMs), heard(item))
    case 'audiobook':
      return row(titled(item, context), names(item.authors.map((author) => ({ name: author }))), countedIfKnown(item.chapters, 'chapter'))
    case 'local':
      return row(titledLocal(item), names(item.artists), duration(item.durationMs))
  }
}

/** What Spotify also lists among albums. */
export function otherKind({ kind }: Album): string | undefined {
  return kind === 'album' ? undefined : kind
}

/** A file of the person's own has no id: the word stands where others have theirs. */
export function titledLocal(item: LocalFile): string {
  return `local ${name(item.name)}`
}

/** How far an episode or a chapter was heard. */
export function heard({ played, resumeMs }: { played?: boolean; resumeMs?: number }): string | undefined {
  if (played) return 'played'
  return resumeMs === undefined ? undefined : `stopped at ${duration(resumeMs)}`
}

/** As `counted`; undefined for a number that Spotify does not say. */
export function countedIfKnown(count: number | undefined, noun: string): string | undefined {
  return count === undefined ? undefined : counted(count, noun)
}
