import { z } from 'zod'
import { playlistRequest } from '../plan/playlist-requests.ts'
import { storedRow } from '../plan/row.ts'

const details = z.object({
  name: z.string().optional(),
  description: z.string().optional(),
  public: z.boolean().optional(),
  collaborative: z.boolean().optional(),
})

/** The details of a playlist that a change touches. */
export type Details = z.output<typeof details>

export const detailNames = details.keyof().options

/** What a receipt keeps to undo a change. */
export const revert = z.discriminatedUnion('kind', [
  /** A playlist was edited: its rows before, the requests in their order, and the touched details before and after. */
  z.object({
    kind: z.literal('playlist'),
    id: z.string(),
    name: z.string(),
    before: z.array(storedRow),
    requests: z.array(playlistRequest),
    details: z.object({ before: details, after: details }).optional(),
    cover: z.boolean().optional(),
  }),
  /** A playlist was created and filled. `id` is missing until Spotify has created it. */
  z.object({ kind: z.literal('created'), id: z.string().optional(), name: z.string(), requests: z.array(playlistRequest) }),
  /** Uris that were not in the library before, and those that were. */
  z.object({ kind: z.literal('library'), saved: z.array(z.string()), removed: z.array(z.string()) }),
])

export type Revert = z.output<typeof revert>

/** The playlist that a receipt is about. Undefined for the library, and for a playlist that was not created. */
export function playlistOf(kept: unknown): string | undefined {
  const parsed = revert.parse(kept)
  return parsed.kind === 'library' ? undefined : parsed.id
}

export type PlaylistRevert = Extract<Revert, { kind: 'playlist' }>
export type CreatedRevert = Extract<Revert, { kind: 'created' }>
export type LibraryRevert = Extract<Revert, { kind: 'library' }>
