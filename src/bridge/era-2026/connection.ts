import { createClientRequests } from '../client-requests.ts'
import type { Connection, ConnectionOptions } from '../connection.ts'
import { isInvalidRequest } from '../http-reply.ts'
import { isId, paramsOf, type Request } from '../json-rpc.ts'
import { createKnownLists } from '../known-lists.ts'
import { envelopeOf } from './envelope.ts'
import { createListenStreams } from './listen-streams.ts'
import { modernAnswers } from './own-answers.ts'
import { createModernUpstream } from './upstream.ts'

/** The connection of a client of 2026-07-28, in which each request stands alone. */
export function createModernConnection(options: ConnectionOptions): Connection {
  const known = createKnownLists()
  const answers = modernAnswers(options)
  const upstream = createModernUpstream(options)
  const requests = createClientRequests({ ...options, upstream, answers, known })
  const streams = createListenStreams({ upstream, known, write: options.write })

  async function discover(request: Request): Promise<object> {
    const { id } = request
    const found = await upstream.sessionSoon()
    if ('session' in found) return { jsonrpc: '2.0', id, result: found.session.introduction }
    if (isInvalidRequest(found.refusal)) return answers.failure(request, found.refusal)
    return { jsonrpc: '2.0', id, result: answers.offline(request) }
  }

  return {
    async request(request) {
      upstream.introduce(envelopeOf(request))
      if (request.method === 'server/discover') return discover(request)
      return request.method === 'subscriptions/listen' ? streams.listen(request) : requests.send(request)
    },
    notify(notification) {
      const { requestId } = paramsOf(notification)
      // The endpoint of this protocol version is told nothing else.
      if (notification.method !== 'notifications/cancelled' || !isId(requestId)) return
      requests.cancel(requestId, notification)
      streams.cancel(requestId)
    },
    // The endpoint of this protocol version asks nothing.
    answer() {},
    finish() {
      streams.end()
      requests.stopWaiting()
    },
    async end() {
      streams.end()
      await requests.cancelAll()
      await upstream.end()
    },
  }
}
