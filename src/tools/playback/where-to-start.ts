import { z } from 'zod'
import type { PermittedScopes } from '../../config/scopes.ts'
import type { Catalog } from '../../spotify/catalog.ts'
import type { Episode } from '../../spotify/items.ts'
import type { Choice } from './find-what-to-play.ts'

/** So many of a show's newest episodes are looked through for one that is not finished: what one request reads. */
const episodesLookedAt = 50

/** Where an episode or show begins. `episode` is the one of the show, and why that one; `resumeMs` is where the listener stopped in it. */
export const start = z.object({
  episode: z
    .object({ type: z.literal('episode'), id: z.string(), name: z.string(), why: z.enum(['unfinished', 'newest', 'first']) })
    .optional(),
  resumeMs: z.int().optional(),
})

export type Start = z.output<typeof start>

/**
 * Where to begin: an episode goes on where the listener stopped, a show with its newest episode that was begun and not finished, else with the newest.
 * Spotify's app does so by itself; its player does it for no other app. Costs one request (two for the first episode of a show), and none for music or
 * without the permission.
 *
 * @param fromStart that was asked for: an episode from its beginning, a show from its first episode on
 */
export async function whereToStart(
  choice: Choice,
  { catalog, account, fromStart }: { catalog: Catalog; account: PermittedScopes; fromStart: boolean },
): Promise<Start> {
  const { type, id } = choice
  if (!account.permittedScopes.includes('user-read-playback-position')) return {}
  if (type === 'episode') return fromStart ? {} : { resumeMs: stoppedAt((await catalog.episode(id)).episode) }
  if (type !== 'show') return {}
  const { episodes } = await catalog.show(id, { offset: 0, limit: episodesLookedAt })
  if (fromStart && !choice.newest) {
    const last = { offset: Math.max(0, episodes.total - 1), limit: 1 }
    const [first] = episodes.total > episodes.rows.length ? (await catalog.show(id, last)).episodes.rows : episodes.rows.slice(-1)
    return first ? { episode: named(first, 'first') } : {}
  }
  const rows = episodes.rows.filter((row) => row !== null)
  const unfinished = choice.newest ? undefined : rows.find((row) => stoppedAt(row) !== undefined)
  const [newest] = rows
  if (unfinished) return { episode: named(unfinished, 'unfinished'), resumeMs: stoppedAt(unfinished) }
  return newest ? { episode: named(newest, 'newest'), resumeMs: fromStart ? undefined : stoppedAt(newest) } : {}
}

function stoppedAt({ resumeMs, played }: Episode): number | undefined {
  return played ? undefined : resumeMs
}

function named({ id, name }: Episode, why: 'unfinished' | 'newest' | 'first') {
  return { type: 'episode' as const, id, name, why }
}
