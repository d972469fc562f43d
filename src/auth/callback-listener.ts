import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { defectSentence, isProblem, Problem } from '../shared/problem.ts'
import { callbackRefused } from './authorization-problems.ts'
import { cancelledPage, failedPage, notFoundPage, type Page, signedInPage, strayPage } from './callback-pages.ts'

/** What the listener waits for. */
export type ExpectedCallback = {
  /** Of the authorization request: a callback with another one changes nothing. */
  state: string
  /** Runs once, with the callback's query, before the browser gets its answer. A sentence in `note` is shown on the page of success. */
  complete(parameters: URLSearchParams): Promise<{ note?: string }>
  /** How long to wait for the callback; five minutes unless told. A completion that has begun is not cut off. */
  timeoutMs?: number
  /** Ends the waiting. A Problem as its reason is what `wait` rejects with, in place of `sign-in-cancelled`. */
  signal?: AbortSignal
}

export type CallbackListener = {
  /** For the authorization request. The user's Spotify app must list the same on the dashboard. */
  redirectUri: string
  /**
   * Resolves when `complete` did and the browser has its answer; the listener is then closed, as after every failure.
   *
   * @throws Problem `sign-in-cancelled`, `sign-in-failed`, `sign-in-timed-out`, or what `complete` threw
   */
  wait(expected: ExpectedCallback): Promise<void>
  /** Frees the port. A wait that is still going on rejects with `sign-in-cancelled`. */
  close(): Promise<void>
}

const path = '/callback'
const fiveMinutesMs = 5 * 60_000
/** How long a browser may take to fetch its answer before the connection is cut and the port is free. */
const closeGraceMs = 2_000

/**
 * Starts to listen on this computer for the one redirect that ends a sign-in (RFC 8252, 7.3; Spotify accepts the literal 127.0.0.1 and no
 * `localhost`).
 *
 * @param options.port 0 for any free one, which only an app registered without a port accepts
 * @throws Problem `port-taken`
 */
export async function openCallbackListener({ port }: { port: number }): Promise<CallbackListener> {
  const closing = new AbortController()
  const answers = new Set<Promise<boolean>>()
  let expected: ExpectedCallback | undefined
  let outcome: Promise<Page> | undefined
  const ended = Promise.withResolvers<void>()
  ended.promise.catch(() => {})

  const server = createServer((request, response) => {
    const answer: Promise<boolean> = answerTo(request)
      .then((page) => send(response, page))
      // The browser closed the connection, so there is no one to answer.
      .catch(() => {})
      .then(() => answers.delete(answer))
    answers.add(answer)
  })

  async function answerTo({ method, url = '' }: IncomingMessage): Promise<Page> {
    const target = URL.parse(url, 'http://127.0.0.1')
    if (method !== 'GET' || target?.pathname !== path) return notFoundPage()
    const parameters = target.searchParams
    const states = parameters.getAll('state')
    if (!expected || states.length !== 1 || states[0] !== expected.state) return strayPage()
    if (!parameters.get('code') && !parameters.get('error')) return strayPage()
    // A browser may repeat the request (a reload, a preview): it gets the same answer and nothing runs twice.
    outcome ??= decide(parameters, expected)
    return outcome
  }

  async function decide(parameters: URLSearchParams, { complete }: ExpectedCallback): Promise<Page> {
    try {
      const error = parameters.get('error')
      if (error) throw callbackRefused(error)
      const { note } = await complete(parameters)
      ended.resolve()
      return signedInPage(note)
    } catch (error) {
      ended.reject(error)
      if (isProblem(error, 'sign-in-cancelled')) return cancelledPage()
      return failedPage(isProblem(error) ? error.message : `${defectSentence} Try to sign in again.`)
    }
  }

  await listen()
  // A connection that cannot be accepted (no file descriptor left) must not end the app: the browser tries again, or the time runs out.
  server.on('error', () => {})
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`

  async function listen(): Promise<void> {
    try {
      server.listen({ port, host: '127.0.0.1' })
      await once(server, 'listening')
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error
      throw portTaken(port)
    }
  }

  async function close(): Promise<void> {
    closing.abort()
    if (!server.listening) return
    const closed = once(server, 'close')
    server.close()
    // The user is waiting for this answer: send it before the connections are cut.
    await Promise.race([Promise.allSettled(answers), delay(closeGraceMs, undefined, { ref: false })])
    server.closeAllConnections()
    await closed
  }

  async function wait(what: ExpectedCallback): Promise<void> {
    expected = what
    const stop = (reason: unknown) => {
      // The code of a completion that has begun is used up, and the user may already have a login: let it finish.
      if (!outcome) ended.reject(reason)
    }
    const cancel = () => stop(isProblem(what.signal?.reason) ? what.signal.reason : cancelled())
    const timer = setTimeout(() => stop(timedOut()), what.timeoutMs ?? fiveMinutesMs)
    const anyEnd = AbortSignal.any([closing.signal, ...(what.signal ? [what.signal] : [])])
    anyEnd.addEventListener('abort', cancel, { once: true })
    if (anyEnd.aborted) cancel()
    try {
      await ended.promise
    } finally {
      clearTimeout(timer)
      anyEnd.removeEventListener('abort', cancel)
      await close()
    }
  }

  return { redirectUri, wait, close }
}

async function send(response: ServerResponse, { status, headers, html }: Page): Promise<void> {
  if (response.destroyed) return
  const sent = once(response, 'close')
  response.writeHead(status, { ...headers, Connection: 'close' })
  response.end(html)
  await sent
}

function portTaken(port: number): Problem {
  return new Problem(
    'callback-port-taken',
    `Signing in needs port ${port} on this computer, and another program uses it. End that program, then sign in again.`,
  )
}

/** The sign-in was ended in Tonearm. */
export function cancelled(): Problem {
  return new Problem('sign-in-cancelled', 'The sign-in was cancelled. Nothing was changed; you can sign in again at any time.')
}

function timedOut(): Problem {
  return new Problem('sign-in-timed-out', 'The sign-in was not finished in time. Sign in again when you are ready.')
}
