import { z } from 'zod'
import { parseReference } from '../../spotify/references.ts'

/** Something of the history as an item of a result, so that its short id works from then on. Rows of the short form have no id. */
export const heardItem = z.object({ type: z.enum(['track', 'episode']), id: z.string().optional(), name: z.string() })

export type HeardItem = z.output<typeof heardItem>

/** @param uri of a song, an episode, or a chapter of an audiobook, which Spotify counts among episodes */
export function heardItemOf(name: string, uri: string | undefined): HeardItem {
  const { type, id } = (uri === undefined ? undefined : parseReference(uri)) ?? {}
  return type === 'track' || type === 'episode' ? { type, id, name } : { type: 'track', name }
}
