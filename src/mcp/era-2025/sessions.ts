import { randomUUID } from 'node:crypto'
import type { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { WebStandardStreamableHTTPServerTransport as HttpTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import { isInitializeRequest } from '@modelcontextprotocol/sdk/types.js'
import { blocked, closing, full, incompleteInitialize, noSession, sessionNotFound, tooMany } from '../http/client-refusals.ts'
import { type ConnectionOptions, type Connections, quietMs } from '../http/connections.ts'
import { isFromThisComputer } from '../http/from-this-computer.ts'
import { createRateLimit, type RateLimit } from '../http/rate-limit.ts'
import { type Refusal, requestIdOf } from '../http/refusal.ts'
import { readsOnlyJson, sendWebResponse, toWebRequest } from '../http/web-bridge.ts'
import { clientName } from '../readable.ts'
import { wrongParams } from '../wrong-params.ts'
import { introduction } from './answering.ts'
import { createMcpServer } from './server.ts'

/** How often unused sessions are ended, and those of clients that another process has blocked. */
const sweepMs = 60_000

type McpSession = {
  /** The client's name, from its first message on. */
  client: string
  /** Whether the client has sent anything after initialize. */
  used: boolean
  /** Whether all of its requests came from this computer. The id of a session is no secret, so the first one alone does not tell. */
  onThisComputer: boolean
  server: Server
  transport: HttpTransport
  rate: RateLimit
  connectedAt: number
  /** When it was opened, or its last answer ended. Only counts while no answer is open. */
  lastSeenAt: number
  /** Answers that have not ended: running calls, and the stream that a client keeps open for notifications. */
  openAnswers: number
}

/**
 * The MCP sessions of the endpoint: each client has its own server and transport.
 *
 * A session id is a name, not a credential: the token of each request has been checked before it comes here.
 */
export function createMcpSessions(options: ConnectionOptions): Connections {
  const { served, isBlocked, log, limits, now, onChange } = options
  const sessions = new Map<string, McpSession>()
  const openings = createRateLimit({ perMinute: limits.requestsPerMinute, now })
  const everyMs = Math.min(sweepMs, limits.unusedMs)
  const sweep = setInterval(sweepSessions, everyMs).unref()
  let closed = false

  function open(client: string): McpSession {
    const id = randomUUID()
    const transport = new HttpTransport({ sessionIdGenerator: () => id })
    const server = createMcpServer({
      ...served,
      log,
      isOnThisComputer: () => session.onThisComputer,
      onClient: onChange,
      // The SDK sends no answer to a cancelled request, and leaves its stream open.
      onCancelled: (request) => transport.closeSSEStream(request),
      onClose() {
        sessions.delete(id)
        onChange()
      },
    })
    options.extend?.older(server)
    const rate = createRateLimit({ perMinute: limits.requestsPerMinute, now })
    const at = now()
    const session: McpSession = {
      client,
      used: false,
      onThisComputer: true,
      server,
      transport,
      rate,
      connectedAt: at,
      lastSeenAt: at,
      openAnswers: 0,
    }
    sessions.set(id, session)
    return session
  }

  /** For how long the client has been silent; 0 while it listens or waits for an answer. */
  const silentMs = (session: McpSession) => (session.openAnswers > 0 ? 0 : now() - session.lastSeenAt)

  const isUnused = (session: McpSession) => !session.used && silentMs(session) >= limits.unusedMs

  const isQuiet = (session: McpSession) => silentMs(session) >= quietMs

  function sweepSessions(): void {
    for (const session of sessions.values()) if (isUnused(session) || isBlocked(session.client)) end(session)
    const hasFallenQuiet = (session: McpSession) => isQuiet(session) && silentMs(session) < quietMs + everyMs
    if ([...sessions.values()].some(hasFallenQuiet)) onChange()
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
    if (isUnused(session)) {
      end(session)
      return sessionNotFound
    }
    const wasQuiet = isQuiet(session)
    session.used = true
    session.lastSeenAt = now()
    if (wasQuiet) onChange()
    const seconds = session.rate.take()
    return seconds > 0 ? tooMany(seconds) : session
  }

  return {
    async handle(request, response, message) {
      const id = request.headers['mcp-session-id']
      const isOpening = id === undefined || isNamedInitialize(message)
      const session = isOpening ? await openFor(message) : find(String(id))
      if (!('transport' in session)) return session
      const wrong = message && wrongParams(message)
      if (wrong) return wrong
      // Some clients send the id of their last session with a new initialize.
      const replaced = isOpening ? sessions.get(String(id)) : undefined
      if (replaced) end(replaced)
      if (response.destroyed) return undefined

      session.onThisComputer &&= isFromThisComputer(request)
      session.openAnswers += 1
      response.once('close', () => {
        session.openAnswers -= 1
        session.lastSeenAt = now()
      })
      const parsedBody = isOpening && readsOnlyJson(request) ? withoutCapabilities(message) : message
      const answer = await session.transport.handleRequest(toWebRequest(request), { parsedBody })
      // The transport refused to initialize (it checks more headers), so no client will use this session.
      if (!session.transport.sessionId) end(session)
      await sendWebResponse(answer, request, response, message && requestIdOf(message))
      return undefined
    },

    clients: () =>
      [...sessions]
        .filter(([, session]) => !isQuiet(session))
        .map(([id, { server, connectedAt }]) => ({
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

/** An initialize of a client that cannot be asked anything: a question would come in the event stream that it does not read. */
function withoutCapabilities(message: object | undefined): object | undefined {
  return isInitializeRequest(message) ? { ...message, params: { ...message.params, capabilities: {} } } : message
}
