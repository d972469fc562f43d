import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { WebStandardStreamableHTTPServerTransport as HttpTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import { isInitializeRequest } from '@modelcontextprotocol/sdk/types.js'
import type { Log } from '../../config/logging.ts'
import type { ConnectedClient } from '../../shared/status.ts'
import { clientName, introduction } from '../answering.ts'
import type { IsBlocked } from '../block.ts'
import { createMcpServer, type Served } from '../server.ts'
import { createRateLimit, type RateLimit } from './rate-limit.ts'
import type { Refusal } from './refusal.ts'
import { blocked, closing, full, incompleteInitialize, noSession, sessionNotFound, tooMany } from './session-refusals.ts'
import { sendWebResponse, toWebRequest } from './web-bridge.ts'

/** What keeps a client, or many of them, from using up the process. */
export type SessionLimits = {
  /** Sessions at the same time. */
  sessions: number
  /** A session without a request and without an open stream ends after this long. */
  idleMs: number
  /** For each session; and once more for all attempts to open one. */
  requestsPerMinute: number
}

export const defaultLimits: SessionLimits = { sessions: 64, idleMs: 30 * 60_000, requestsPerMinute: 600 }

/** How often the idle ones are looked for, and those that another process blocked. One that is asked for after its time is found out at once. */
const sweepMs = 60_000

/**
 * A session whose client never says a second word ends after this long: it gave up before our answer to its first one was there, and has
 * another session or none. Every client goes on with `notifications/initialized` at once.
 */
const secondWordMs = 60_000

type Session = {
  /** The client's name, from its first message on. */
  client: string
  /** Whether the client has said more than its first message. */
  goesOn: boolean
  server: Server
  transport: HttpTransport
  rate: RateLimit
  connectedAt: number
  /** When it was opened, or its last answer ended: only counts while none is under way. */
  lastSeenAt: number
  /** Answers under way: running calls, and the stream that a client keeps open for news. */
  openAnswers: number
}

/** A client with an open session, as it introduced itself. */
export type SessionClient = Pick<ConnectedClient, 'name' | 'version' | 'connectedAt'> & { session: string }

export type Sessions = {
  /** Answers a request to /mcp, or returns why not. `message` is what a POST brought. */
  handle(request: IncomingMessage, response: ServerResponse, message?: object): Promise<Refusal | undefined>
  /** Those who are connected, the longest first. */
  clients(): SessionClient[]
  /** Ends the sessions of clients that are blocked by now. */
  endBlocked(): void
  /** Ends all sessions, their streams and their running calls. No new ones after that. */
  close(): Promise<void>
}

/**
 * The sessions of the endpoint: each client gets a server and a transport of its own.
 *
 * A session id is a name, not a credential: every request was let in by its token before it comes here.
 *
 * @param options.isBlocked whether a client may open no session
 * @param options.now milliseconds since the epoch
 * @param options.onChange `clients()` answers differently from now on
 */
export function createSessions(options: {
  served: Served
  isBlocked: IsBlocked
  log: Log
  limits: SessionLimits
  now: () => number
  onChange: () => void
}): Sessions {
  const { served, isBlocked, log, limits, now, onChange } = options
  const sessions = new Map<string, Session>()
  const openings = createRateLimit({ perMinute: limits.requestsPerMinute, now })
  const sweep = setInterval(endUnwanted, Math.min(sweepMs, limits.idleMs)).unref()
  let closed = false

  function open(client: string): Session {
    const id = randomUUID()
    const transport = new HttpTransport({ sessionIdGenerator: () => id })
    const server = createMcpServer({
      ...served,
      log,
      onClient: onChange,
      // The SDK sends no answer to a cancelled request and leaves its stream open for ever.
      onCancelled: (request) => transport.closeSSEStream(request),
      onClose() {
        sessions.delete(id)
        onChange()
      },
    })
    const rate = createRateLimit({ perMinute: limits.requestsPerMinute, now })
    const at = now()
    const session: Session = { client, goesOn: false, server, transport, rate, connectedAt: at, lastSeenAt: at, openAnswers: 0 }
    sessions.set(id, session)
    return session
  }

  function isIdle(session: Session): boolean {
    const patienceMs = session.goesOn ? limits.idleMs : Math.min(limits.idleMs, secondWordMs)
    return session.openAnswers === 0 && now() - session.lastSeenAt >= patienceMs
  }

  function endUnwanted(): void {
    for (const session of sessions.values()) if (isIdle(session) || isBlocked(session.client)) end(session)
  }

  function end(session: Session): void {
    session.server.close().catch((error) => log.warn(`A session did not end cleanly: ${error}`))
  }

  /** Room for one more: if need be, the session that was silent for the longest gives way. */
  function makeRoom(): boolean {
    if (sessions.size < limits.sessions) return true
    const silent = [...sessions.values()].filter((session) => session.openAnswers === 0)
    const longest = silent.toSorted((one, other) => one.lastSeenAt - other.lastSeenAt)[0]
    if (longest) end(longest)
    return sessions.size < limits.sessions
  }

  async function openFor(message: object | undefined): Promise<Session | Refusal> {
    if (!isInitializeRequest(message)) return isNamedInitialize(message) ? incompleteInitialize : noSession
    const seconds = openings.take()
    if (seconds > 0) return tooMany(seconds)
    if (closed) return closing
    const client = clientName(message.params.clientInfo.name)
    if (isBlocked(client)) return blocked(client)
    if (!makeRoom()) return full(limits.sessions)
    const session = open(client)
    await session.server.connect(session.transport)
    return session
  }

  function find(id: string): Session | Refusal {
    const session = sessions.get(id)
    if (!session) return sessionNotFound
    if (isIdle(session)) {
      end(session)
      return sessionNotFound
    }
    session.goesOn = true
    const seconds = session.rate.take()
    return seconds > 0 ? tooMany(seconds) : session
  }

  return {
    async handle(request, response, message) {
      const id = request.headers['mcp-session-id']
      const session = id === undefined ? await openFor(message) : find(String(id))
      if (!('transport' in session)) return session
      if (response.destroyed) return undefined

      session.openAnswers += 1
      response.once('close', () => {
        session.openAnswers -= 1
        session.lastSeenAt = now()
      })
      const answer = await session.transport.handleRequest(toWebRequest(request), { parsedBody: message })
      // The transport refused to initialize (it checks more headers): nobody will ever use this session.
      if (!session.transport.sessionId) end(session)
      await sendWebResponse(answer, response)
      return undefined
    },

    clients: () =>
      [...sessions].map(([id, { server, connectedAt }]) => ({
        session: id,
        ...introduction(server),
        connectedAt: new Date(connectedAt).toISOString(),
      })),

    endBlocked() {
      for (const session of sessions.values()) if (isBlocked(session.client)) end(session)
    },

    async close() {
      closed = true
      clearInterval(sweep)
      await Promise.all([...sessions.values()].map((session) => session.server.close()))
    },
  }
}

function isNamedInitialize(message: object | undefined): boolean {
  return message !== undefined && 'method' in message && message.method === 'initialize'
}
