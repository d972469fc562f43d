import { z } from 'zod'
import { counted } from '../../shared/counted.ts'
import { Problem } from '../../shared/problem.ts'
import { plainWords } from '../../shared/words.ts'
import type { Playback } from '../../spotify/playback.ts'
import type { PlayTarget } from '../../spotify/player.ts'
import { parseCollection, parseReference } from '../../spotify/references.ts'
import type { ShortIds } from '../../store/short-ids.ts'
import { expandItems, source, sourceLines } from '../items/expand-items.ts'
import type { ToolContext } from '../runtime/define.ts'
import type { RenderContext } from '../runtime/render.ts'
import { isAnother, isBegun } from './compare-playback.ts'
import type { Outcome } from './run-command.ts'

/** Spotify's reference gives no limit for the songs of one command. These are a day of music, and the request stays small. */
export const mostSongs = 500

/** A list of ids that was written as one text. */
export const mostCharacters = 8_000

/** What was chosen where it is not one item: songs that play one after the other, or the Liked Songs. */
export const songs = z.object({
  count: z.int(),
  sources: z.array(source),
  /** There are more, which are not played. */
  more: z.boolean(),
  /** The Liked Songs as a whole, as Spotify's own apps play them. */
  liked: z.boolean().optional(),
})

export type Songs = z.output<typeof songs>

/** Starts something, and looks whether it plays. */
export type StartPlaying = (target: PlayTarget, isStarted: (after: Playback, before: Playback | undefined) => boolean) => Promise<Outcome>

/** Songs ready to be played; one whose title is not known has its uri for it. */
export type SongsToPlay = { rows: { uri: string; title: string }[]; songs: Songs }

/** The items that were given, as a list or in one text with commas between them. Words with a comma stay one text. */
export function itemsIn(what: string | string[], shortIds: ShortIds): string[] {
  if (Array.isArray(what)) return what
  const parts = what.split(/[,;\s]+/).filter((part) => part !== '')
  return parts.every((part) => parseReference(part) ?? parseCollection(part) ?? (part.length >= 6 && shortIds.find(part))) ? parts : [what]
}

/** What several items stand for, from a row on. @param position from 1 @throws Problem as `expandItems` */
export async function songsIn(texts: string[], position = 1, context: ToolContext): Promise<SongsToPlay> {
  const { rows, sources, more } = await expandItems(texts, context, position - 1 + mostSongs)
  const played = rows.slice(position - 1).flatMap(({ uri, title }) => (uri === undefined ? [] : { uri, title }))
  if (played.length === 0)
    throw new Problem(
      'invalid-arguments',
      rows.length === 0 ? 'There is nothing in these that can be played.' : noPosition(position, rows.length),
    )
  return { rows: played, songs: { count: played.length, sources, more } }
}

/** Plays songs one after the other. With shuffle on, any of them may be the first. */
export async function playSongs({ rows, songs }: SongsToPlay, startPlaying: StartPlaying): Promise<Outcome & { songs: Songs }> {
  const known = new Set(rows.flatMap(({ uri, title }) => [uri, plainWords(title)]))
  const someUnnamed = rows.some(({ uri, title }) => uri === title)
  const outcome = await startPlaying({ uris: rows.map(({ uri }) => uri) }, (after, before) => {
    const { item } = after
    if (!item || item.type === 'local' || !isBegun(after, before)) return false
    // Spotify may play another edition of a song, which has the name but not the id.
    const isOne = known.has(`spotify:${item.type}:${item.id}`) || known.has(plainWords(item.name))
    return isOne || (someUnnamed && isAnother(after, before))
  })
  return { ...outcome, songs }
}

/** The sentence for a position that does not exist. */
export function noPosition(position: number, rows: number): string {
  return `There is no position ${position}: there are ${counted(rows, 'song')}.`
}

/** What was chosen, in words. */
export function chosenSongs({ count, sources, more, liked }: Songs, context: RenderContext): string[] {
  if (liked) return ['Chosen: Liked Songs']
  return [
    `Chosen: ${counted(count, 'song')}${more ? ', the first of more: play starts 500 at most' : ''}`,
    ...sourceLines(sources, context),
  ]
}
