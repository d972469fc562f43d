/** What a fault sees of the request it may hit. `line` is `GET /v1/search?q=x`, decoded. */
export type FaultRequest = { method: string; path: string; line: string }

/** Something that goes wrong instead of, or around, the normal answer. */
export type Fault =
  | { kind: 'answer'; status: number; headers: Record<string, string>; body: string }
  | { kind: 'slow'; ms: number }
  | { kind: 'hang' }
  | { kind: 'truncate' }
  | { kind: 'change'; change: (answer: unknown) => unknown }
  | { kind: 'drop'; when: 'before' | 'after' }

/** `GET /v1/search` (any query), with `{...}` for a part of the path and `*` for anything; or a test of the decoded line. */
export type Match = string | RegExp | ((request: FaultRequest) => boolean)

/** The faults that wait for their requests. Those of `next` come before those of `always`, each in the order they were named. */
export type Faults = {
  next(match: Match, fault: Fault, times?: number): void
  always(match: Match, fault: Fault): void
  clear(): void
}

type Entry = { match: Match; fault: Fault; left: number }

/** The faults of one fake, and the way its server asks for the one that hits a request. */
export function createFaults(): Faults & { hit(request: FaultRequest): Fault | undefined } {
  let entries: Entry[] = []
  return {
    next: (match, fault, times = 1) => void entries.push({ match, fault, left: times }),
    always: (match, fault) => void entries.push({ match, fault, left: Number.POSITIVE_INFINITY }),
    clear: () => {
      entries = []
    },
    hit: (request) => {
      const fitting = entries.filter((one) => one.left > 0 && matches(one.match, request))
      const entry = fitting.find((one) => one.left !== Number.POSITIVE_INFINITY) ?? fitting[0]
      if (entry) entry.left -= 1
      return entry?.fault
    },
  }
}

function matches(match: Match, request: FaultRequest): boolean {
  if (typeof match === 'function') return match(request)
  if (match instanceof RegExp) return match.test(request.line)
  const pattern = match
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\\\{[^}]*\\\}/g, '[^/?]+')
    .replaceAll('\\*', '.*')
  return new RegExp(`^${pattern}$`).test(match.includes('?') ? request.line : `${request.method} ${request.path}`)
}

const json = { 'content-type': 'application/json; charset=utf-8' }
const plain = { 'content-type': 'text/plain; charset=utf-8' }
const webApiError = (status: number, message: string, reason?: string) =>
  JSON.stringify({ error: { status, message, ...(reason ? { reason } : {}) } })
const answer = (status: number, body: string, headers: Record<string, string> = json): Fault => ({ kind: 'answer', status, headers, body })

/** 429 of the rolling 30 seconds. It normally says when to come back; sometimes its body is plain text (facts 3.1). */
export function rateLimited(retryAfterSeconds: number, how: { plainText?: boolean; noHeader?: boolean } = {}): Fault {
  const wait: Record<string, string> = how.noHeader ? {} : { 'retry-after': String(retryAfterSeconds) }
  if (how.plainText) return answer(429, 'Too many requests', { ...plain, ...wait })
  return answer(429, webApiError(429, 'API rate limit exceeded'), { ...json, ...wait })
}

/** 429 of the developer account's daily quota, since July 2026; Retry-After of many hours, e.g. 48925 (facts 3.1). */
export function quotaExceeded(retryAfterSeconds: number): Fault {
  return answer(429, webApiError(429, 'Too many requests', 'QUOTA_EXCEEDED'), { ...json, 'retry-after': String(retryAfterSeconds) })
}

/** 500, 502, 503: from a proxy as HTML, from Spotify as JSON, or with nothing at all (facts 3.2). */
export function serverError(status: number, body: 'html' | 'json' | 'empty' = 'json'): Fault {
  if (body === 'empty') return answer(status, '', {})
  if (body === 'json') return answer(status, webApiError(status, status === 503 ? 'Service unavailable' : 'Server error'))
  return answer(status, `<html><head><title>${status}</title></head><body><h1>Error: Server Error</h1></body></html>`, {
    'content-type': 'text/html',
  })
}

/** The normal answer, this much later. */
export function slow(ms: number): Fault {
  return { kind: 'slow', ms }
}

/** No answer at all while the connection stays open. */
export function hang(): Fault {
  return { kind: 'hang' }
}

/** The normal answer, cut off in the middle: the connection closes after half the promised bytes. */
export function truncatedBody(): Fault {
  return { kind: 'truncate' }
}

/** The normal answer, as `change` makes it: for shapes that Spotify's contract does not have and its answers do. */
export function changed<Answer>(change: (answer: Answer) => unknown): Fault {
  return { kind: 'change', change: (answer) => change(answer as Answer) }
}

/** The connection closes without an answer, before Spotify has done what was asked or after (then nobody can know). */
export function dropConnection(when: 'before' | 'after' = 'before'): Fault {
  return { kind: 'drop', when }
}

/** 403 as plain text: the login worked, but the user is not among the app's five (facts 3.2). */
export function notRegistered(): Fault {
  return answer(403, 'Check settings on developer.spotify.com/dashboard, the user may not be registered.', plain)
}

/** 403: the owner of the app, not the listener, has no Premium (facts 1.2). */
export function ownerWithoutPremium(): Fault {
  return answer(
    403,
    webApiError(
      403,
      'Active premium subscription required for the owner of the app. When the subscription status ' +
        'changes, it can take a few hours before requests are allowed again.',
    ),
  )
}

/** 403 of player commands: the listener has no Premium (facts 3.2). */
export function listenerWithoutPremium(): Fault {
  return answer(403, webApiError(403, 'Player command failed: Premium required', 'PREMIUM_REQUIRED'))
}

/** 403: the user has not granted a scope that this needs. */
export function insufficientScope(): Fault {
  return answer(403, webApiError(403, 'Insufficient client scope'))
}

/** The bare 403 of removed operations and foreign contents. */
export function forbidden(): Fault {
  return answer(403, webApiError(403, 'Forbidden'))
}

/** Some 400s have no body (facts 3.2). */
export function emptyBadRequest(): Fault {
  return answer(400, '', {})
}

/** 200 with something that says it is JSON and is not. */
export function invalidJson(): Fault {
  return answer(200, '{"items":[{"name":"Midnight Ri')
}

/** An answer of the token endpoint, e.g. `tokenError(400, { error: 'invalid_grant', error_description: 'Refresh token expired' })`. */
export function tokenError(status: number, body: unknown): Fault {
  return answer(status, typeof body === 'string' ? body : JSON.stringify(body))
}
