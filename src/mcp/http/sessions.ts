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

/** Limits that keep clients from using up the process. */
export type SessionLimits = {
  /** Sessions at the same time. */
  sessions: number
  /** A session without a request and without an open stream ends after this long. */
  idleMs: number
  /** For each session, and the same again for all attempts to open one together. */
  requestsPerMinute: number
}

export const defaultLimits: SessionLimits = { sessions: 64, idleMs: 30 * 60_000, requestsPerMinute: 600 }

/** How often idle sessions are ended, and those of clients that another process has blocked. A request to an idle session ends it at once. */
const sweepMs = 60_000

/**
 * A session whose client sends nothing after initialize ends after this long: the client gave up before our answer arrived, and has
 * another session or none. Every other client sends `notifications/initialized` at once.
 */
const unusedMs = 60_000

type McpSession = {
  /** The client's name, from its first message on. */
  client: string
  /** Whether the client has sent anything after initialize. */
  used: boolean
  server: Server
  transport: HttpTransport
  rate: RateLimit
  connectedAt: number
  /** When it was opened, or its last answer ended. Only counts while no answer is open. */
  lastSeenAt: number
  /** Answers that have not ended: running calls, and the stream that a client keeps open for notifications. */
  openAnswers: number
}

/** A client with an open session, as it introduced itself. */
export type SessionClient = Pick<ConnectedClient, 'name' | 'version' | 'connectedAt'> & { session: string }

export type McpSessions = {
  /** Answers a request to /mcp, or returns why not. `message` is what a POST brought. */
  handle(request: IncomingMessage, response: ServerResponse, message?: object): Promise<Refusal | undefined>
  /** The connected clients, the longest connected first. */
  clients(): SessionClient[]
  /** Ends the sessions of blocked clients. */
  endBlocked(): void
  /** Ends all sessions, their streams and their running calls. After that no session can be opened. */
  close(): Promise<void>
}

/**
 * The MCP sessions of the endpoint: each client has its own server and transport.
 *
 * A session id is a name, not a credential: the token of each request has been checked before it comes here.
 *
 * @param options.isBlocked whether a client may open no session
 * @param options.now milliseconds since the epoch
 * @param options.onChange called when `clients()` has changed
 */
export function createMcpSessions(options: {
  served: Served
  isBlocked: IsBlocked
  log: Log
  limits: SessionLimits
  now: () => number
  onChange: () => void
}): McpSessions {
  const { served, isBlocked, log, limits, now, onChange } = options
  const sessions = new Map<string, McpSession>()
  const openings = createRateLimit({ perMinute: limits.requestsPerMinute, now })
  const sweep = setInterval(endIdleAndBlocked, Math.min(sweepMs, limits.idleMs)).unref()
  let closed = false

  function open(client: string): McpSession {
    const id = randomUUID()
    const transport = new HttpTransport({ sessionIdGenerator: () => id })
    const server = createMcpServer({
      ...served,
      log,
      onClient: onChange,
      // The SDK sends no answer to a cancelled request, and leaves its stream open.
      onCancelled: (request) => transport.closeSSEStream(request),
      onClose() {
        sessions.delete(id)
        onChange()
      },
    })
    const rate = createRateLimit({ perMinute: limits.requestsPerMinute, now })
    const at = now()
    const session: McpSession = { client, used: false, server, transport, rate, connectedAt: at, lastSeenAt: at, openAnswers: 0 }
    sessions.set(id, session)
    return session
  }

  function isIdle(session: McpSession): boolean {
    const limitMs = session.used ? limits.idleMs : Math.min(limits.idleMs, unusedMs)
    return session.openAnswers === 0 && now() - session.lastSeenAt >= limitMs
  }

  function endIdleAndBlocked(): void {
    for (const session of sessions.values()) if (isIdle(session) || isBlocked(session.client)) end(session)
  }

  function end(session: McpSession): void {
    session.server.close().catch((error) => log.warn(`A session did not end cleanly: ${error}`))
  }

  /** Makes room for one more session by ending the one that has been silent for the longest, if it must. @returns whether there is room */
  function makeRoom(): boolean {
    if (sessions.size < limits.sessions) return true
    const silent = [...sessions.values()].filter((session) => session.openAnswers === 0)
    const longest = silent.toSorted((one, other) => one.lastSeenAt - other.lastSeenAt)[0]
    if (longest) end(longest)
    return sessions.size < limits.sessions
  }

  async function openFor(message: object | undefined): Promise<McpSession | Refusal> {
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

  function find(id: string): McpSession | Refusal {
    const session = sessions.get(id)
    if (!session) return sessionNotFound
    if (isIdle(session)) {
      end(session)
      return sessionNotFound
    }
    session.used = true
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
      // The transport refused to initialize (it checks more headers), so no client will use this session.
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
