import { z } from 'zod'
import { heardItem } from './heard-item.ts'

/** A song that is recommended, and why. */
export const recommended = z.object({
  song: heardItem,
  artist: z.string(),
  lengthMs: z.number().optional(),
  /** What the person knows of it: how often it, its artist or its album was heard, and when last. */
  why: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('heard'), plays: z.int(), last: z.iso.datetime() }),
    z.object({ kind: z.literal('artist-lately'), plays: z.int(), last: z.iso.datetime().optional(), recent: z.int() }),
    z.object({ kind: z.literal('album'), album: z.string(), plays: z.int() }),
    z.object({ kind: z.literal('artist'), plays: z.int() }),
  ]),
})

export type Recommended = z.output<typeof recommended>
