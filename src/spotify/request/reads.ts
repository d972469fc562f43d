import { LRUCache } from 'lru-cache'
import { untilAborted } from '../../shared/until-aborted.ts'
import type { Answer } from './refusals.ts'
import type { Request, Send } from './request.ts'
import { type Waiting, waitUntil } from './waiting.ts'

/** Catalog items hardly ever change; the listener's own profile neither. */
const cacheable = /^\/v1\/(?:tracks|albums|artists|shows)\/[^/]+$|^\/v1\/me$/

/** Of these, what a write can change: the episodes of a show say how far they were heard. */
const changedByWrites = /^\/v1\/shows\//

const cacheTtlMs = 60 * 60 * 1000
const cacheEntries = 500

/** `writes` is another number after each request that can have changed a playlist or the library. */
type SharedReads = { send: Send; writes(): number; forget(): void }

/** What is playing is no part of the library. */
const changesOnlyPlayback = /^\/v1\/me\/player\b/

/** A request that several callers share. It goes on while one of them still waits. */
type SharedRequest = { answer: Promise<Answer>; callers: number; stop: AbortController }

/**
 * Saves requests (and quota): equal GETs that are in flight at the same time share one request, and catalog items are cached for an hour.
 *
 * A write ends the sharing, when it starts and when it ends: a GET from before may still bring the old state, so nothing that is read
 * later joins it, and its answer is not cached. Cached answers that a write can change go, too.
 *
 * @returns the same function in front of `send`, and `forget` for the sign-out
 */
export function shareReads(send: Send): SharedReads {
  const inFlight = new Map<string, SharedRequest>()
  const cache = new LRUCache<string, Answer>({ max: cacheEntries, ttl: cacheTtlMs })

  function forgetWhatWritesChange(): void {
    inFlight.clear()
    for (const url of cache.keys()) if (changedByWrites.test(new URL(url).pathname)) cache.delete(url)
  }

  let writes = 0

  async function write(request: Request, waiting: Waiting): Promise<Answer> {
    const counts = !changesOnlyPlayback.test(new URL(request.url).pathname)
    if (counts) writes += 1
    forgetWhatWritesChange()
    try {
      return await send(request, waiting)
    } finally {
      if (counts) writes += 1
      forgetWhatWritesChange()
    }
  }

  function start(request: Request): SharedRequest {
    const { url } = request
    const stop = new AbortController()
    const isCurrent = () => inFlight.get(url) === shared
    const answer = send(request, waitUntil(stop.signal)).then((answer) => {
      // After a write or forget() it may be out of date or of another account: it goes to who asked, and is not cached.
      if (isCurrent() && cacheable.test(new URL(url).pathname)) cache.set(url, answer)
      return answer
    })
    const shared: SharedRequest = { answer: answer.finally(() => isCurrent() && inFlight.delete(url)), callers: 0, stop }
    inFlight.set(url, shared)
    return shared
  }

  async function read(request: Request, waiting: Waiting): Promise<Answer> {
    const { url } = request
    const signal = waiting.signal('read')
    signal.throwIfAborted()
    const known = cache.get(url)
    if (known) return known
    const shared = inFlight.get(url) ?? start(request)
    shared.callers += 1
    try {
      return await untilAborted(shared.answer, signal)
    } finally {
      shared.callers -= 1
      if (shared.callers === 0 && signal.aborted) {
        // Nobody who comes later may join what is being given up.
        if (inFlight.get(url) === shared) inFlight.delete(url)
        shared.stop.abort(signal.reason)
      }
    }
  }

  return {
    send: (request, waiting) => (request.method === 'GET' ? read(request, waiting) : write(request, waiting)),
    writes: () => writes,
    forget() {
      inFlight.clear()
      cache.clear()
    },
  }
}
