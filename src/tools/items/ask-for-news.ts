import pLimit from 'p-limit'
import { isProblem } from '../../shared/problem.ts'
import type { Episode } from '../../spotify/items.ts'
import type { Release } from '../../spotify/releases.ts'
import { isUnanswered } from '../../spotify/request/unanswered.ts'
import type { ToolContext } from '../runtime/define.ts'

/** An artist or a show that can have something new. */
export type Source = { type: 'artist' | 'show'; id: string; name: string }

/** What was found, and of whom nothing is known yet. */
export type News = {
  rows: (Release | Episode)[]
  /** Names of those of whom there may be more. */
  moreOf: string[]
  asked: Source[]
  /** Who is left for another call. */
  notAsked: Source[]
  /** Why it ended early, as a sentence. */
  stopped?: string
  /** Spotify shows no show without a permission that is missing. */
  showsRefused: boolean
}

/** One call asks so many that are not known yet: people follow hundreds, and one call must not use up the day's quota. */
const mostAsked = 100

/** As many as travel together anyway: after a failure no more are sent. */
const atOnce = 4

/**
 * Asks artists and shows what is new, those first that are known already. When Spotify stops answering or the time is up, what was found is there, and
 * another call goes on with the others.
 *
 * @param since a day, as 2026-11-22
 */
export async function askForNews(sources: Source[], since: string, context: ToolContext): Promise<News> {
  const { spotify, progress } = context
  const { releases } = spotify
  const unknown = sources.filter(({ type, id }) => !releases.isKept(type, id, since))
  const later = new Set(unknown.slice(mostAsked))
  const now = sources.filter((source) => !later.has(source))
  const found = new Map<Source, { rows: (Release | Episode)[]; more: boolean }>()
  const inTurn = pLimit(atOnce)
  let stopped: string | undefined
  let showsRefused = false
  const isRefused = ({ type }: Source) => type === 'show' && showsRefused

  async function ask(source: Source): Promise<void> {
    if (stopped !== undefined || isRefused(source)) return
    try {
      found.set(source, await newestOf(source))
      progress(found.size, now.length)
    } catch (error) {
      if (isProblem(error, 'scope-missing') && source.type === 'show') showsRefused = true
      else if (isUnanswered(error)) stopped ??= error.message
      else throw error
    }
  }

  async function newestOf({ type, id, name }: Source) {
    try {
      if (type === 'artist') return await releases.ofArtist(id, since)
      const { rows, more } = await releases.ofShow(id, since)
      return { rows: rows.map((episode) => ({ ...episode, show: { type, id, name } })), more }
    } catch (error) {
      // One that Spotify no longer shows has nothing new.
      if (isProblem(error, 'not-found', 'not-available', 'request-refused', 'unexpected-answer')) return { rows: [], more: false }
      throw error
    }
  }

  await Promise.all(now.map((source) => inTurn(() => ask(source))))
  // In the order of asking: the order in which Spotify answers changes from call to call.
  const asked = sources.filter((source) => found.has(source))
  return {
    rows: asked.flatMap((source) => found.get(source)?.rows ?? []),
    moreOf: asked.filter((source) => found.get(source)?.more).map(({ name }) => name),
    asked,
    notAsked: sources.filter((source) => !found.has(source) && !isRefused(source)),
    stopped,
    showsRefused,
  }
}
