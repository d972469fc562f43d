import { z } from 'zod'
import { heardItem } from './heard-item.ts'

const song = z.object({ song: heardItem, artist: z.string() })

const share = z.number()

/** See `Taste` in src/history/questions/taste.ts. What only the library knows is missing when that is not known. */
export const tasteResult = z.object({
  plays: z.int(),
  ms: z.number(),
  songs: z.int(),
  artists: z.int(),
  repeatRate: share,
  skipRate: share.optional(),
  effectiveArtists: z.number(),
  topFive: z.object({ share, artists: z.array(z.object({ artist: z.string(), share })) }),
  years: z.array(z.object({ year: z.string(), effective: z.number(), topShare: share })),
  sample: z.int(),
  discovery: z.object({ artists: z.int(), share }).optional(),
  loyal: z.array(z.object({ artist: z.string(), months: z.int(), plays: z.int() })),
  dormant: z.array(z.object({ artist: z.string(), plays: z.int(), last: z.number() })),
  forgotten: z.array(song.extend({ plays: z.int(), last: z.number() })),
  obsessions: z.array(song.extend({ week: z.string(), plays: z.int(), share })),
  through: z.array(z.object({ name: z.string(), artist: z.string(), times: z.int() })),
  skipped: z.array(song.extend({ skipped: z.int(), ended: z.int() })),
  streak: z.object({ days: z.int(), from: z.string(), to: z.string() }).optional(),
  /** ms of each hour of each weekday, Monday 0:00 first. */
  week: z.array(z.number()),
  guilty: z.array(song.extend({ plays: z.int(), atNight: z.int() })).optional(),
  decades: z.object({ of: share, shares: z.array(z.object({ decade: z.int(), share })) }).optional(),
})

export type TasteResult = z.output<typeof tasteResult>
