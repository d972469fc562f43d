import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from '../../config/logging.ts'
import type { Scope } from '../../config/scopes.ts'
import type { Playback } from '../../spotify/playback.ts'
import type { AccountAccess } from '../../tools/runtime/caller.ts'

/** Tells when what is playing changes. */
export type NowPlaying = {
  /** From now on Spotify is asked again and again, as long as anybody listens. Returns the way to stop listening. */
  onChange(listener: () => void): () => void
}

/** Waits; rejects when `signal` aborts. */
export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<unknown>

/** While music plays, a song can end or be skipped at any time. */
export const playingMs = 5_000

/** While nothing plays, or Spotify does not answer: every request counts towards the daily quota. */
export const quietMs = 30_000

/** The permission without which Spotify does not say what plays. */
const scope: Scope = 'user-read-playback-state'

/**
 * Watches what is playing: ONE poll, however many sessions listen, and none while nobody listens or nobody is signed in.
 *
 * Spotify has no push for this, so polling is the only way.
 *
 * @param options.look asks Spotify once; undefined when no device is active
 */
export function createNowPlaying(options: {
  look(): Promise<Playback | undefined>
  account: Pick<AccountAccess, 'permittedScopes' | 'onPermissionsChanged'>
  log: Log
  wait?: Wait
}): NowPlaying {
  const { look, account, log, wait = (milliseconds, signal) => pause(milliseconds, undefined, { signal, ref: false }) } = options
  const listeners = new Set<() => void>()
  let seen: string | undefined
  let polling: AbortController | undefined

  /** @returns how long to wait before the next look */
  async function lookOnce(signal: AbortSignal): Promise<number> {
    try {
      const playback = await look()
      if (signal.aborted) return quietMs
      const what = withoutTime(playback)
      const news = seen !== undefined && what !== seen
      seen = what
      if (news) for (const listener of listeners) listener()
      return playback?.playing ? playingMs : quietMs
    } catch (error) {
      log.debug(`Could not see what is playing: ${error instanceof Error ? error.message : error}`)
      return quietMs
    }
  }

  async function poll(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) await wait(await lookOnce(signal), signal)
  }

  function startOrStop(): void {
    const wanted = listeners.size > 0 && account.permittedScopes()?.includes(scope) === true
    if (wanted && !polling) {
      polling = new AbortController()
      // It only ever ends by being stopped.
      poll(polling.signal).catch(() => {})
    }
    if (!wanted) {
      polling?.abort()
      polling = undefined
    }
    if (listeners.size === 0) seen = undefined
  }

  account.onPermissionsChanged(startOrStop)

  return {
    onChange(listener) {
      // Each call counts for itself, also when the same function is given twice.
      const own = () => listener()
      listeners.add(own)
      startOrStop()
      return () => {
        listeners.delete(own)
        startOrStop()
      }
    },
  }
}

/** What is the same as long as nothing happened but time passing. */
function withoutTime(playback: Playback | undefined): string {
  return JSON.stringify({ ...playback, positionMs: 0 })
}
