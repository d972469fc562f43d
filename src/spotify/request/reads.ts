import { LRUCache } from 'lru-cache'
import type { Answer } from './refusals.ts'
import type { Request } from './request.ts'

/** Catalog items hardly ever change; the listener's own profile neither. */
const cached = /^\/v1\/(?:tracks|albums|artists|shows)\/[^/]+$|^\/v1\/me$/
const cacheTtlMs = 60 * 60 * 1000
const cacheEntries = 500

/**
 * Spares Spotify (and the quota) what was just asked: equal GETs in flight share one request, and catalog items are remembered for an hour.
 *
 * @returns the same function in front of `send`, and `forget` for the sign-out
 */
export function shareReads(send: (request: Request) => Promise<Answer>): { send(request: Request): Promise<Answer>; forget(): void } {
  const inFlight = new Map<string, Promise<Answer>>()
  const answers = new LRUCache<string, Answer>({ max: cacheEntries, ttl: cacheTtlMs })

  return {
    async send(request) {
      if (request.method !== 'GET') return send(request)
      const known = answers.get(request.url) ?? inFlight.get(request.url)
      if (known) return known
      const reading = send(request)
      inFlight.set(request.url, reading)
      try {
        const answer = await reading
        // After forget() the answer still belongs to the account before: it goes to who asked, and is not kept.
        if (inFlight.get(request.url) === reading && cached.test(new URL(request.url).pathname)) answers.set(request.url, answer)
        return answer
      } finally {
        if (inFlight.get(request.url) === reading) inFlight.delete(request.url)
      }
    },
    forget() {
      inFlight.clear()
      answers.clear()
    },
  }
}
