import { randomUUID } from 'node:crypto'
import type { IsBlocked } from '../block.ts'
import { blocked, full, tooMany } from '../http/client-refusals.ts'
import { type ConnectionLimits, quietMs, type SessionClient } from '../http/connections.ts'
import { createRateLimit, type RateLimit } from '../http/rate-limit.ts'
import type { Refusal } from '../http/refusal.ts'

/** An answer that can be cut. */
type OpenAnswer = { destroy(): unknown; once(event: 'close', listener: () => void): unknown }

/** A client without a session: all requests that introduce themselves with the same name. */
export type Visitor = {
  /** Tells it from other visitors, as the id of a session would. */
  id: string
  name: string
  version: string
  rate: RateLimit
  connectedAt: number
  lastSeenAt: number
  /** Whether it asked for more than what this server is, which clients of both eras ask first. */
  hasAsked: boolean
  /** Answers that have not ended: running calls, and the stream that a client keeps open for notifications. */
  open: Set<OpenAnswer>
}

/** Who was here lately. */
export type Visitors = {
  /** Counts a request of a client, or says why it may not come in. */
  enter(client: { name: string; version: string }, asks: { forMore: boolean }): Visitor | Refusal
  /** Notes that a visitor waits for this answer. */
  waitsFor(visitor: Visitor, response: OpenAnswer): void
  clients(): SessionClient[]
  /** Cuts what blocked clients have open, and forgets them. */
  endBlocked(): void
  close(): void
}

/** How often visitors who left are forgotten, and those ended that another process has blocked. */
const sweepMs = 60_000

/** Remembers clients that have no session by the name that each request gives, until they were silent for half an hour. */
export function createVisitors(options: {
  isBlocked: IsBlocked
  limits: ConnectionLimits
  now: () => number
  onChange: () => void
}): Visitors {
  const { isBlocked, limits, now, onChange } = options
  const visitors = new Map<string, Visitor>()
  const arrivals = createRateLimit({ perMinute: limits.requestsPerMinute, now })
  const timer = setInterval(sweep, Math.min(sweepMs, limits.unusedMs)).unref()

  function sweep(): void {
    const before = visitors.size
    for (const visitor of visitors.values()) {
      if (visitor.open.size === 0 && now() - visitor.lastSeenAt >= quietMs) visitors.delete(visitor.name)
    }
    if (visitors.size < before) onChange()
    endBlocked()
  }

  function endBlocked(): void {
    for (const visitor of visitors.values()) {
      if (!isBlocked(visitor.name)) continue
      visitors.delete(visitor.name)
      for (const response of visitor.open) response.destroy()
      onChange()
    }
  }

  /** Makes room for one more by forgetting the one that has been silent for the longest, if it must. @returns whether there is room */
  function makeRoom(): boolean {
    if (visitors.size < limits.sessions) return true
    const silent = [...visitors.values()].filter(({ open }) => open.size === 0)
    const longest = silent.toSorted((one, other) => one.lastSeenAt - other.lastSeenAt)[0]
    if (longest) visitors.delete(longest.name)
    return longest !== undefined
  }

  function arrive(name: string): Visitor | Refusal {
    const seconds = arrivals.take()
    if (seconds > 0) return tooMany(seconds)
    if (!makeRoom()) return full(limits.sessions)
    const at = now()
    const rate = createRateLimit({ perMinute: limits.requestsPerMinute, now })
    const visitor = {
      id: randomUUID(),
      name,
      version: '',
      rate,
      connectedAt: at,
      lastSeenAt: at,
      hasAsked: false,
      open: new Set<OpenAnswer>(),
    }
    visitors.set(name, visitor)
    return visitor
  }

  return {
    enter({ name, version }, { forMore }) {
      if (isBlocked(name)) return blocked(name)
      const visitor = visitors.get(name) ?? arrive(name)
      if (!('rate' in visitor)) return visitor
      const seconds = visitor.rate.take()
      if (seconds > 0) return tooMany(seconds)
      const isNews = forMore && !visitor.hasAsked
      visitor.version = version
      visitor.hasAsked ||= forMore
      visitor.lastSeenAt = now()
      if (isNews) onChange()
      return visitor
    },

    waitsFor(visitor, response) {
      visitor.open.add(response)
      response.once('close', () => {
        visitor.open.delete(response)
        visitor.lastSeenAt = now()
      })
    },

    clients: () =>
      [...visitors.values()]
        .filter((visitor) => visitor.hasAsked && (visitor.open.size > 0 || now() - visitor.lastSeenAt < quietMs))
        .map(({ id, name, version, connectedAt }) => ({ session: id, name, version, connectedAt: new Date(connectedAt).toISOString() })),

    endBlocked,

    close() {
      clearInterval(timer)
    },
  }
}
