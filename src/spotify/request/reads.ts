import { LRUCache } from 'lru-cache'
import type { Answer } from './refusals.ts'
import type { Request } from './request.ts'

/** Catalog items hardly ever change; the listener's own profile neither. */
const cacheable = /^\/v1\/(?:tracks|albums|artists|shows)\/[^/]+$|^\/v1\/me$/

/** Of these, what a write can change: the episodes of a show say how far they were heard. */
const changedByWrites = /^\/v1\/shows\//

const cacheTtlMs = 60 * 60 * 1000
const cacheEntries = 500

/** `writes` is another number after each request that can have changed a playlist or the library. */
type SharedReads = { send(request: Request): Promise<Answer>; writes(): number; forget(): void }

/** What is playing is no part of the library. */
const changesOnlyPlayback = /^\/v1\/me\/player\b/

/**
 * Saves requests (and quota): equal GETs that are in flight at the same time share one request, and catalog items are cached for an hour.
 *
 * A write ends the sharing, when it starts and when it ends: a GET from before may still bring the old state, so nothing that is read
 * later joins it, and its answer is not cached. Cached answers that a write can change go, too.
 *
 * @returns the same function in front of `send`, and `forget` for the sign-out
 */
export function shareReads(send: (request: Request) => Promise<Answer>): SharedReads {
  const inFlight = new Map<string, Promise<Answer>>()
  const cache = new LRUCache<string, Answer>({ max: cacheEntries, ttl: cacheTtlMs })

  function forgetWhatWritesChange(): void {
    inFlight.clear()
    for (const url of cache.keys()) if (changedByWrites.test(new URL(url).pathname)) cache.delete(url)
  }

  let writes = 0

  async function write(request: Request): Promise<Answer> {
    const counts = !changesOnlyPlayback.test(new URL(request.url).pathname)
    if (counts) writes += 1
    forgetWhatWritesChange()
    try {
      return await send(request)
    } finally {
      if (counts) writes += 1
      forgetWhatWritesChange()
    }
  }

  async function read(request: Request): Promise<Answer> {
    const { url } = request
    const known = cache.get(url) ?? inFlight.get(url)
    if (known) return known
    const reading = send(request)
    inFlight.set(url, reading)
    const isCurrent = () => inFlight.get(url) === reading
    try {
      const answer = await reading
      // After a write or forget() it may be out of date or of another account: it goes to who asked, and is not cached.
      if (isCurrent() && cacheable.test(new URL(url).pathname)) cache.set(url, answer)
      return answer
    } finally {
      if (isCurrent()) inFlight.delete(url)
    }
  }

  return {
    send: (request) => (request.method === 'GET' ? read(request) : write(request)),
    writes: () => writes,
    forget() {
      inFlight.clear()
      cache.clear()
    },
  }
}
