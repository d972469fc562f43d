import { findEndpoint } from '../../discovery/endpoint-file.ts'
import type { EndpointSession } from '../endpoint-session.ts'
import { errorMessages } from '../error-messages.ts'
import { createHttp } from '../http.ts'
import type { Request } from '../json-rpc.ts'
import { createReconnectingSession } from '../reconnecting-session.ts'
import type { RequestUpstream, UpstreamOptions } from '../upstream.ts'
import { openModernSession } from './session.ts'

/** The endpoint as one server of 2026-07-28 that stays, although Tonearm may be restarted behind it. */
export type ModernUpstream = RequestUpstream & {
  /** Who asks: the envelope of the client's last message. Finding the endpoint needs it. */
  introduce(envelope: Record<string, unknown>): void
  /** Called whenever Tonearm was found again. */
  onFound(listener: (session: EndpointSession) => void): void
  /** Closes all connections. */
  end(): Promise<void>
}

/** Finds the endpoint, and finds it again after a restart of Tonearm. */
export function createModernUpstream({ endpointFile, platform, timeouts, write, log }: UpstreamOptions): ModernUpstream {
  const http = createHttp({ silenceMs: timeouts.silenceMs })
  const listeners = new Set<(session: EndpointSession) => void>()
  let envelope: Record<string, unknown> = {}

  const connection = createReconnectingSession({
    findEndpoint: () => findEndpoint(endpointFile),
    open(address) {
      const request: Request = { jsonrpc: '2.0', id: 'tonearm-bridge', method: 'server/discover', params: { _meta: envelope } }
      return openModernSession({ http, address, request, timeoutMs: timeouts.openMs })
    },
    async prepare(session) {
      log('Connected to Tonearm.')
      // After `current` is set, which happens in the same turn.
      setImmediate(() => listeners.forEach((listener) => void listener(session)))
      return true
    },
    ...timeouts,
    notRunning: errorMessages.notRunning(platform),
  })

  return {
    introduce(given) {
      envelope = given
    },
    onFound: (listener) => void listeners.add(listener),
    session: connection.wait,
    sessionSoon: connection.waitShortly,
    isThere: connection.isThere,
    lost(session) {
      if (connection.current() !== session) return
      log('The connection to Tonearm ended. Reconnecting.')
      connection.lost(session)
    },
    receive: () => ({ onMessage: async ({ kind, message }) => (kind === 'notification' ? write(message) : undefined), end() {} }),
    record() {},
    async end() {
      const closed = connection.close()
      http.close()
      await closed
    },
  }
}
