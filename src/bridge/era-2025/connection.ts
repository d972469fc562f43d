import { createClientRequests } from '../client-requests.ts'
import type { Connection, ConnectionOptions } from '../connection.ts'
import { errorMessages } from '../error-messages.ts'
import { isInvalidRequest } from '../http-reply.ts'
import { errorAnswer, errorCode, isId, isObject, paramsOf, type Request } from '../json-rpc.ts'
import { createKnownLists } from '../known-lists.ts'
import { legacyAnswers, offlineInitialize } from './own-answers.ts'
import { createLegacyUpstream } from './upstream.ts'

/** The connection of a client of 2025-11-25 or older, which begins with `initialize` and keeps a session. */
export function createLegacyConnection(options: ConnectionOptions): Connection {
  const { version, log } = options
  const known = createKnownLists()
  const upstream = createLegacyUpstream({ ...options, known })
  const requests = createClientRequests({ ...options, upstream, answers: legacyAnswers(options), known })
  let isInitialized = false

  async function initialize({ id, params }: Request): Promise<object> {
    if (!isObject(params)) return errorAnswer(id, errorCode.invalidParams, errorMessages.incompleteInitialize)
    isInitialized = true
    upstream.initialize(params)
    const found = await upstream.sessionSoon()
    if ('session' in found) {
      const result = found.session.introduction
      upstream.initialized(result.protocolVersion)
      return { jsonrpc: '2.0', id, result }
    }
    const { code, message } = found.refusal
    if (isInvalidRequest(found.refusal)) {
      isInitialized = false
      return errorAnswer(id, code, message)
    }
    log(message)
    const result = offlineInitialize(params.protocolVersion, version)
    upstream.initialized(result.protocolVersion)
    return { jsonrpc: '2.0', id, result }
  }

  return {
    async request(request) {
      if (request.method === 'initialize') return initialize(request)
      if (!isInitialized) return errorAnswer(request.id, errorCode.methodNotFound, errorMessages.notInitialized)
      return requests.send(request)
    },
    notify(notification) {
      const { requestId } = paramsOf(notification)
      if (notification.method === 'notifications/initialized') upstream.ready()
      else if (notification.method !== 'notifications/cancelled') upstream.notify(notification)
      else if (isId(requestId)) requests.cancel(requestId, notification)
    },
    answer: upstream.answer,
    finish: requests.stopWaiting,
    async end() {
      await requests.cancelAll()
      await upstream.end()
    },
  }
}
