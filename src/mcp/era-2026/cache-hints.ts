import { playerUri } from '../../shared/player-view.ts'
import { nowPlayingUri } from '../resources/resources.ts'

/** Each answer is for one person. */
const cacheScope = 'private' as const

/** Lists change only with permissions and settings, and whoever listens hears of it. Others see it within the hour; what is gone by then says so itself. */
const listMs = 60 * 60_000

/** For how long clients may keep what they got (2026-07-28, server/utilities/caching). */
export const cacheHints = {
  'server/discover': { ttlMs: listMs, cacheScope },
  'tools/list': { ttlMs: listMs, cacheScope },
  'prompts/list': { ttlMs: listMs, cacheScope },
  'resources/list': { ttlMs: listMs, cacheScope },
  'resources/templates/list': { ttlMs: listMs, cacheScope },
}

/** Spotify's catalog seldom changes, and the page of the player only with the version. All else can be changed by the person at any time. */
export function readHint(uri: string): { ttlMs: number; cacheScope: 'private' } {
  const isLasting = uri === playerUri || (uri !== nowPlayingUri && /^spotify:\/\/(album|artist|track)\//.test(uri))
  return { ttlMs: isLasting ? listMs : 0, cacheScope }
}
