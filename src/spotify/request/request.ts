import type { Log } from '../../config/logging.ts'
import { ProxyFailure } from '../../config/proxied-fetch.ts'
import { pause, type Sleep } from '../../shared/pause.ts'
import { isProblem, Problem } from '../../shared/problem.ts'
import { untilAborted } from '../../shared/until-aborted.ts'
import type { Gate } from './gate.ts'
import { readAnswer } from './read-answer.ts'
import { type Answer, readRefusal, refusal } from './refusals.ts'
import { createTurns } from './turns.ts'
import type { Waiting } from './waiting.ts'

/** A request as the SDK hands it over, without its Authorization header. `url` is absolute. */
export type Request = { method: string; url: string; body?: string; contentType?: string }

/** Sends a request for a caller who waits so long. */
export type Send = (request: Request, waiting: Waiting) => Promise<Answer>

/** Where the access token comes from: the session. */
export type AccessTokens = {
  /** One that is valid now. @throws Problem when nobody is signed in */
  accessToken(): Promise<string>
  /** A new one in place of `rejected`, which Spotify answered with 401. */
  renew(rejected: string): Promise<string>
}

export type RequestOptions = {
  tokens: AccessTokens
  gate: Gate
  log: Log
  fetch?: typeof fetch
  sleep?: Sleep
  /** From 0 to 1, for the jitter. */
  random?: () => number
  /** For each attempt: shorter than the limit of a call, so that one lost answer does not lose the call. */
  timeoutMs?: number
}

/** So many requests are in flight at once; more would only reach the rate limit sooner. */
const concurrency = 4

const maximumAttempts = 3
const firstPauseMs = 400

/**
 * Sends every request to Spotify.
 *
 * Token and timeout on each request; 401 renews the token once; 429 waits up to ten seconds (reads and idempotent writes) or closes the gate until
 * the quota is back; network errors and 5xx repeat reads with growing, jittered pauses. What it returns is a success (2xx).
 *
 * A caller who no longer waits is obeyed everywhere: in the queue, in each pause, and while a read is under way. Only a write that went out is waited
 * for, at most as long as an attempt may take.
 *
 * @throws Problem for everything else, or the reason for which the caller no longer waits
 */
export function createRequest(options: RequestOptions): Send {
  const { tokens, gate, log, sleep = pause, random = Math.random, timeoutMs = 15_000 } = options
  const inTurn = createTurns(concurrency)

  async function once(request: Request, accessToken: string, waiting: Waiting): Promise<Answer> {
    const timeout = AbortSignal.timeout(timeoutMs)
    if (request.method !== 'GET') waiting.writing()
    const response = await (options.fetch ?? fetch)(request.url, {
      method: request.method,
      body: request.body,
      headers: {
        Authorization: `Bearer ${accessToken}`,
        Accept: 'application/json',
        ...(request.body === undefined ? {} : { 'Content-Type': request.contentType ?? 'application/json' }),
      },
      redirect: 'manual',
      signal: request.method === 'GET' ? AbortSignal.any([timeout, waiting.signal('read')]) : timeout,
    })
    return readAnswer(response, request.method)
  }

  return async function send(request, waiting) {
    const kind = request.method === 'GET' ? 'read' : 'write'
    let renewed = false
    for (let attempt = 1; ; ) {
      const signal = waiting.signal(kind)
      signal.throwIfAborted()
      const accessToken = await untilAborted(tokens.accessToken(), signal)
      const answer = await inTurn(
        async () => {
          await gate.pass(signal)
          signal.throwIfAborted()
          return once(request, accessToken, waiting).catch((error: unknown) => {
            if (kind === 'read') signal.throwIfAborted()
            if (isProblem(error)) throw error
            return { failed: error instanceof Error ? error.name : 'Error', proxy: error instanceof ProxyFailure ? error.proxy : undefined }
          })
        },
        { signal, repeated: renewed || attempt > 1 },
      )

      if ('failed' in answer || answer.status >= 500) {
        const cause = 'failed' in answer ? answer.failed : String(answer.status)
        log.warn(`Spotify: ${describe(request)} failed (${cause}), attempt ${attempt}`)
        if (request.method !== 'GET' || attempt === maximumAttempts) throw failure(request, answer)
        await sleep(firstPauseMs * 2 ** (attempt - 1) * (0.5 + random()), signal)
        attempt += 1
      } else if (answer.status === 401 && !renewed) {
        renewed = true
        await untilAborted(tokens.renew(accessToken), signal)
      } else if (answer.status === 401) {
        throw new Problem('spotify-failed', 'Spotify does not accept the login although it was just renewed. Sign in again.')
      } else if (answer.status === 429) {
        const { reason } = readRefusal(answer.text)
        log.warn(`Spotify: ${describe(request)} reached the ${reason === 'QUOTA_EXCEEDED' ? 'quota' : 'rate limit'}`)
        gate.close(answer.headers.get('retry-after'), reason)
        if (!isIdempotent(request) || attempt === maximumAttempts) throw gate.problem()
        attempt += 1
      } else if (answer.status >= 400) {
        log.info(`Spotify: ${describe(request)} was refused (${answer.status})`)
        throw refusal(answer)
      } else {
        return answer
      }
    }
  }
}

/** GET, PUT and DELETE have the same result when sent twice, except the PUT that moves playlist rows. */
function isIdempotent({ method, body }: Request): boolean {
  return method !== 'POST' && !body?.includes('"range_start"')
}

function failure(request: Request, answer: Answer | { failed: string; proxy?: string | undefined }): Problem {
  const changed = request.method === 'GET' ? 'no' : 'unknown'
  if (!('failed' in answer)) return new Problem('spotify-failed', 'Spotify is having problems. Try again in a few minutes.', { changed })
  const what = answer.proxy
    ? `Spotify could not be reached through the proxy ${answer.proxy}. Check the proxy and the internet connection, then try again.`
    : 'Spotify could not be reached. Check the internet connection, then try again.'
  return new Problem('spotify-unreachable', what, { changed })
}

/** Without the query, which can hold what a person searched for. */
function describe({ method, url }: Request): string {
  return `${method} ${new URL(url).pathname}`
}
