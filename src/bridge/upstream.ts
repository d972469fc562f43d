import { findEndpoint } from '../discovery/endpoint-file.ts'
import { type EndpointSession, openSession } from './endpoint-session.ts'
import { errorMessages } from './error-messages.ts'
import { createHttp } from './http.ts'
import type { Answer, Notification, Request } from './json-rpc.ts'
import { keepNotificationStream, type NotificationStream } from './notification-stream.ts'
import { createReconnectingSession, type SessionOrRefusal } from './reconnecting-session.ts'
import { createServerMessages, type ServerMessages } from './server-messages.ts'
import { createSubscriptions } from './subscriptions.ts'
import type { Timeouts } from './timeouts.ts'

/** The endpoint as one server that stays, although Tonearm may be restarted behind it. */
export type Upstream = ServerMessages & {
  /** The client has sent `initialize` with these params: from now on a session is kept. A second time ends the old session and all it remembers. */
  initialize(params: Record<string, unknown>): void
  /** The client has got its result of `initialize`, from the endpoint or from the bridge: later sessions ask for the same protocol version. */
  initialized(protocolVersion: unknown, by: 'endpoint' | 'bridge'): void
  /** The client is ready (`notifications/initialized`). */
  ready(): void
  /** Waits for a session that can be used. */
  session(waitMs: number, signal?: AbortSignal): Promise<SessionOrRefusal>
  /** This session is over. */
  lost(session: EndpointSession): void
  /** Passes a notification of the client on. Without a session it is dropped. */
  notify(notification: Notification): void
  /** Records a request whose effect must hold in later sessions too. */
  record(request: Request, answer: Answer): void
  /** Ends the session. */
  end(): Promise<void>
}

export type UpstreamOptions = {
  endpointFile: string
  platform: NodeJS.Platform
  timeouts: Timeouts
  /** Writes to the client. */
  write: (message: object) => Promise<void>
  log: (text: string) => void
}

const initializedNotification = { jsonrpc: '2.0', method: 'notifications/initialized' }

/** The lists that clients keep. Another version of Tonearm may have other entries in them. */
const lists = ['tools', 'resources', 'prompts']

/** Keeps a session, and makes each new session equal to the one before. */
export function createUpstream({ endpointFile, platform, timeouts, write, log }: UpstreamOptions): Upstream {
  const http = createHttp({ silenceMs: timeouts.silenceMs })
  const serverMessages = createServerMessages(write)
  let params: Record<string, unknown> | undefined
  let initializations = 0
  let isReady = false
  let clientListsMayBeOld = false
  let subscriptions = createSubscriptions()
  let notifications: NotificationStream | undefined
  let preparing: Promise<unknown> = Promise.resolve()

  const connection = createReconnectingSession({
    findEndpoint: () => findEndpoint(endpointFile),
    async open(address) {
      const request: Request = { jsonrpc: '2.0', id: 'tonearm-bridge', method: 'initialize', params }
      const startedAt = initializations
      const opened = await openSession({ http, address, request, timeoutMs: timeouts.openMs, closeMs: timeouts.closeMs })
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
    pollMs: timeouts.pollMs,
    backgroundPollMs: timeouts.backgroundPollMs,
    notRunning: errorMessages.notRunning(platform),
  })

  /** Tells the endpoint everything that the client told earlier sessions, and the client what may be different now. */
  async function prepare(session: EndpointSession): Promise<boolean> {
    if (!(await session.send(initializedNotification))) return false
    const { onMessage, end } = serverMessages.receive(session)
    let isOver = false
    const onLost = () => {
      isOver = true
      lost(session)
    }
    const stream = keepNotificationStream(session, { onMessage, onReopened: announceChanges, onEnd: end, onLost })
    notifications?.stop()
    notifications = stream
    const timer = setTimeout(stream.stop, timeouts.openMs)
    const isOpen = await stream.opened
    clearTimeout(timer)
    if (!isOpen) return false
    await Promise.all(subscriptions.requests().map((request) => session.request(request, onMessage)))
    log('Connected to Tonearm.')
    if (clientListsMayBeOld) await announceChanges()
    clientListsMayBeOld = true
    return !isOver
  }

  /** Makes the client read again what may have changed while it was not told: all lists, and the resources that it subscribed to. */
  async function announceChanges(): Promise<void> {
    for (const list of lists) await write({ jsonrpc: '2.0', method: `notifications/${list}/list_changed` })
    for (const uri of subscriptions.uris()) await write({ jsonrpc: '2.0', method: 'notifications/resources/updated', params: { uri } })
  }

  function lost(session: EndpointSession): void {
    if (connection.current() !== session) return
    log('The connection to Tonearm ended. Reconnecting.')
    notifications?.stop()
    connection.lost(session)
  }

  return {
    initialize(given) {
      initializations += 1
      params = given
      isReady = false
      clientListsMayBeOld = false
      subscriptions = createSubscriptions()
      const session = connection.current()
      if (!session) return
      lost(session)
      void session.end()
    },
    initialized(protocolVersion, by) {
      params = { ...params, protocolVersion }
      if (by === 'bridge') clientListsMayBeOld = true
    },
    ready() {
      if (isReady) return
      isReady = true
      const session = connection.current()
      if (!session) return
      preparing = prepare(session).then((isPrepared) => isPrepared || lost(session))
    },
    async session(waitMs, signal) {
      const found = await connection.wait(waitMs, signal)
      await preparing
      return found
    },
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
