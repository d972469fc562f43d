import { findEndpoint } from '../../discovery/endpoint-file.ts'
import type { EndpointSession } from '../endpoint-session.ts'
import { errorMessages } from '../error-messages.ts'
import { createHttp } from '../http.ts'
import type { Notification, Request } from '../json-rpc.ts'
import type { KnownLists } from '../known-lists.ts'
import { createReconnectingSession, type SessionOrRefusal } from '../reconnecting-session.ts'
import type { RequestUpstream, UpstreamOptions } from '../upstream.ts'
import { keepNotificationStream, type NotificationStream } from './notification-stream.ts'
import { createServerMessages, type ServerMessages } from './server-messages.ts'
import { type LegacySession, openLegacySession } from './session.ts'
import { createSubscriptions } from './subscriptions.ts'

/** The endpoint as one server that stays, although Tonearm may be restarted behind it. */
export type LegacyUpstream = RequestUpstream &
  ServerMessages & {
    /** The client has sent `initialize` with these params: from now on a session is kept. A second time ends the old session and all it remembers. */
    initialize(params: Record<string, unknown>): void
    /** The client has got its result of `initialize`, from the endpoint or from the bridge: later sessions ask for the same protocol version. */
    initialized(protocolVersion: unknown): void
    /** The client is ready (`notifications/initialized`). */
    ready(): void
    /** Passes a notification of the client on. Without a session it is dropped. */
    notify(notification: Notification): void
    /** Ends the session. */
    end(): Promise<void>
  }

/** `known` is what the client has read. */
export type LegacyUpstreamOptions = UpstreamOptions & { known: KnownLists }

const initializedNotification = { jsonrpc: '2.0', method: 'notifications/initialized' }

/** Keeps a session, and makes each new session equal to the one before. */
export function createLegacyUpstream({ endpointFile, platform, timeouts, known, write, log }: LegacyUpstreamOptions): LegacyUpstream {
  const http = createHttp({ silenceMs: timeouts.silenceMs })
  const serverMessages = createServerMessages(write)
  let params: Record<string, unknown> | undefined
  let initializations = 0
  let isReady = false
  let subscriptions = createSubscriptions()
  let notifications: NotificationStream | undefined
  let preparing: Promise<unknown> = Promise.resolve()

  const connection = createReconnectingSession({
    findEndpoint: () => findEndpoint(endpointFile),
    async open(address) {
      const request: Request = { jsonrpc: '2.0', id: 'tonearm-bridge', method: 'initialize', params }
      const startedAt = initializations
      const opened = await openLegacySession({ http, address, request, timeoutMs: timeouts.openMs, closeMs: timeouts.closeMs })
      if (startedAt === initializations) return opened
      // The client has sent another `initialize` since: this session is for the old one.
      if (opened.kind === 'open') void opened.session.end()
      return { kind: 'unreachable' }
    },
    async prepare(session) {
      const startedAt = initializations
      const isPrepared = !isReady || (await prepare(session))
      return isPrepared && startedAt === initializations
    },
    ...timeouts,
    notRunning: errorMessages.notRunning(platform),
  })

  /** Tells the endpoint everything that the client told earlier sessions, and the client what may be different now. */
  async function prepare(session: LegacySession): Promise<boolean> {
    if (!(await session.send(initializedNotification))) return false
    const { onMessage, end } = serverMessages.receive(session)
    let isOver = false
    const onLost = () => {
      isOver = true
      lost(session)
    }
    const stream = keepNotificationStream(session, { onMessage, onReopened: () => announceChanges(session), onEnd: end, onLost })
    notifications?.stop()
    notifications = stream
    const timer = setTimeout(stream.stop, timeouts.openMs)
    const isOpen = await stream.opened
    clearTimeout(timer)
    if (!isOpen) return false
    await Promise.all(subscriptions.requests().map((request) => session.request(request, onMessage)))
    log('Connected to Tonearm.')
    void announceChanges(session)
    return !isOver
  }

  /** Makes the client read again what changed while it was not told: lists that differ, and the resources that it subscribed to. */
  async function announceChanges(session: EndpointSession): Promise<void> {
    const changed = await known.changed((request) => session.request(request, async () => {}))
    for (const list of changed) await write({ jsonrpc: '2.0', method: `notifications/${list}/list_changed` })
    for (const uri of subscriptions.uris()) await write({ jsonrpc: '2.0', method: 'notifications/resources/updated', params: { uri } })
  }

  function lost(session: EndpointSession): void {
    if (connection.current() !== session) return
    log('The connection to Tonearm ended. Reconnecting.')
    notifications?.stop()
    connection.lost(session)
  }

  async function prepared(waiting: Promise<SessionOrRefusal>): Promise<SessionOrRefusal> {
    const found = await waiting
    await preparing
    return found
  }

  return {
    initialize(given) {
      initializations += 1
      params = given
      isReady = false
      known.forget()
      subscriptions = createSubscriptions()
      const session = connection.current()
      if (!session) return
      lost(session)
      void session.end()
    },
    initialized(protocolVersion) {
      params = { ...params, protocolVersion }
    },
    ready() {
      if (isReady) return
      isReady = true
      const session = connection.current()
      if (!session) return
      preparing = prepare(session).then((isPrepared) => isPrepared || lost(session))
    },
    session: (waitMs, signal) => prepared(connection.wait(waitMs, signal)),
    sessionSoon: (signal) => prepared(connection.waitShortly(signal)),
    isThere: connection.isThere,
    lost,
    receive: serverMessages.receive,
    answer: serverMessages.answer,
    notify: (notification) => void connection.current()?.send(notification),
    record: (request, answer) => subscriptions.record(request, answer),
    async end() {
      notifications?.stop()
      const ended = connection.close().then((last) => last?.end())
      // Tonearm may take longer to open a session than ending may take.
      const timer = setTimeout(http.close, timeouts.closeMs)
      await ended
      clearTimeout(timer)
      http.close()
    },
  }
}
