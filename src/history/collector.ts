import type { Log } from '../config/logging.ts'
import { isProblem } from '../shared/problem.ts'
import type { ProcessLock, Release } from '../store/process-lock.ts'

const minuteMs = 60_000

/** Twenty-five minutes hold fewer than fifty songs of half a minute, and make fewer than 60 requests a day. */
const busyEveryMs = 25 * minuteMs
const quietEveryMs = 60 * minuteMs

/** Right after waking up there is often no network yet. */
const withoutNetworkMs = 2 * minuteMs

/** The clock of the wall is looked at so often: timers stand still while the computer sleeps. */
const tickMs = minuteMs

/** A computer that slept so long may have missed something. */
const sleptMs = 5 * minuteMs

/** What a look at Spotify's list brought: the time of the newest play, in milliseconds since the epoch. `nobody`: signed out, or not permitted. */
export type Look = { newest: number | undefined } | 'nobody'

/** Looks at Spotify's list of recent plays, so that the history has them before Spotify forgets. */
export type Collector = {
  /** From now on, until `stop`. The first look is a minute later: answers have priority at the start. */
  start(): void
  /** Somebody signed in: look at once. */
  lookNow(): void
  stop(): Promise<void>
}

/**
 * Looks at the list at the start, after a sign-in and after the computer woke up, every 25 minutes while something was played lately, and else every hour.
 *
 * Of the processes that share a data directory one collects: the one that holds the lock. A look that fails loses nothing that Spotify still has
 * at the next one.
 *
 * @param options.look asks Spotify and keeps what is new
 * @param options.lastLook when there was a look before this start, by whatever process, in milliseconds since the epoch
 * @param options.every as setInterval. @returns the way to end it
 */
export function createCollector(options: {
  look: () => Promise<Look>
  lastLook: () => Promise<number | null>
  lock: Pick<ProcessLock, 'tryHold'>
  log: Log
  now: () => number
  every: (milliseconds: number, tick: () => void) => () => void
}): Collector {
  const { look, lastLook, lock, log, now, every } = options
  let end: (() => void) | undefined
  let release: Release | undefined
  let dueAt = 0
  let lastTick = now()
  let looking: Promise<void> | undefined

  function tick(): void {
    const time = now()
    // Also when the clock was set back.
    const slept = Math.abs(time - lastTick) > sleptMs
    lastTick = time
    if (slept) dueAt = Math.min(dueAt, time)
    if (time >= dueAt) attempt()
  }

  function attempt(): void {
    looking ??= once()
      .catch((error) => failed(error))
      .finally(() => {
        looking = undefined
      })
  }

  async function once(): Promise<void> {
    release ??= lock.tryHold()
    if (!release) {
      dueAt = now() + busyEveryMs
      return
    }
    const last = await lastLook()
    // Starts and wake-ups can come often.
    if (last !== null && now() >= last && now() < last + busyEveryMs) {
      dueAt = last + busyEveryMs
      return
    }
    await lookOnce()
  }

  async function lookOnce(): Promise<void> {
    dueAt = now() + quietEveryMs
    const found = await look()
    if (found === 'nobody' || found.newest === undefined) return
    if (now() - found.newest < busyEveryMs) dueAt = now() + busyEveryMs
  }

  function failed(error: unknown): void {
    dueAt = now() + (isProblem(error, 'spotify-unreachable') ? withoutNetworkMs : busyEveryMs)
    if (isProblem(error)) log.info(`Spotify's list of recent plays could not be read: ${error.message}`)
    else log.error('Bug in collecting plays', error)
  }

  return {
    start() {
      lastTick = now()
      end ??= every(tickMs, tick)
    },
    lookNow() {
      release ??= end && lock.tryHold()
      if (!release) return
      const before = looking ?? Promise.resolve()
      looking = before
        .then(lookOnce)
        .catch(failed)
        .finally(() => {
          looking = undefined
        })
    },
    async stop() {
      end?.()
      end = undefined
      await looking
      release?.()
      release = undefined
    },
  }
}
