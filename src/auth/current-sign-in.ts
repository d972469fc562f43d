import { once } from 'node:events'
import { cancelled } from './authorization-problems.ts'
import type { OpenUrl } from './sign-in.ts'

/** The sign-in that is under way. There is at most one: two would need the same port, and a user signs in once. */
export type CurrentSignIn = {
  /** The consent page, from the moment when its callback can come until the sign-in ends or is cancelled. */
  url(): string | undefined
  /** Starts a sign-in, or waits for the one that is under way; then `signal` ends only this waiting. */
  startOrJoin(openUrl: OpenUrl, signal?: AbortSignal): Promise<void>
  /** Resolves when it is over: a login that the user has just agreed to is kept first. */
  cancel(): Promise<void>
}

type Running = { signal: AbortSignal; cancel: () => void; done: Promise<void>; url?: string }

/**
 * @param parts.run one whole sign-in; it calls `waiting` with the consent page's address
 * @param parts.changed called when `url` changed
 */
export function createCurrentSignIn(parts: {
  run: (openUrl: OpenUrl, signal: AbortSignal, waiting: (url: string) => void) => Promise<void>
  changed: () => void
}): CurrentSignIn {
  let running: Running | undefined

  async function startOrJoin(openUrl: OpenUrl, signal?: AbortSignal): Promise<void> {
    if (running && !running.signal.aborted) return unlessAborted(running.done, signal)
    const canceller = new AbortController()
    const started: Running = {
      cancel: () => canceller.abort(),
      signal: AbortSignal.any([canceller.signal, ...(signal ? [signal] : [])]),
      done: Promise.resolve(),
    }
    started.done = runAfter(running?.done, started, openUrl)
    running = started
    return started.done
  }

  async function runAfter(cancelledBefore: Promise<void> | undefined, started: Running, openUrl: OpenUrl): Promise<void> {
    // The cancelled one holds the port for a moment longer.
    await cancelledBefore?.catch(() => {})
    try {
      await parts.run(openUrl, started.signal, (url) => {
        started.url = url
        parts.changed()
      })
    } finally {
      if (running === started) running = undefined
      parts.changed()
    }
  }

  return {
    url: () => (running?.signal.aborted ? undefined : running?.url),
    startOrJoin,
    async cancel() {
      if (!running) return
      const { cancel, done } = running
      cancel()
      parts.changed()
      await done.catch(() => {})
    },
  }
}

async function unlessAborted(done: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return done
  if (signal.aborted) throw cancelled()
  const aborted = once(signal, 'abort').then(() => {
    throw cancelled()
  })
  return Promise.race([done, aborted])
}
