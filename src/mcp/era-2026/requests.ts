import { closing, onlyAsStream } from '../http/client-refusals.ts'
import type { ConnectionOptions, Connections } from '../http/connections.ts'
import { isFromThisComputer } from '../http/from-this-computer.ts'
import { methodNotAllowed } from '../http/guard.ts'
import { requestIdOf } from '../http/refusal.ts'
import { readsOnlyJson, sendWebResponse, toWebRequest } from '../http/web-bridge.ts'
import { wrongParams } from '../wrong-params.ts'
import type { ModernHandler } from './sdk/handler.ts'
import { createVisitors } from './visitors.ts'
import { methodOf, senderOf } from './wire.ts'

/**
 * The requests of clients that speak 2026-07-28: without sessions, so each request says who sends it, and stands for itself. Closing its connection
 * cancels it.
 */
export function createModernRequests(options: ConnectionOptions): Connections {
  const { served, log, limits, extend } = options
  const visitors = createVisitors(options)
  let handler: Promise<ModernHandler> | undefined
  let closed = false

  function load(): Promise<ModernHandler> {
    handler ??= import('./sdk/handler.ts').then(({ createModernHandler }) =>
      createModernHandler({ served, log, mostListeners: limits.sessions, extend: extend?.newer }),
    )
    return handler
  }

  return {
    async handle(request, response, message) {
      if (message === undefined) return methodNotAllowed(['POST'])
      if (closed) return closing
      if (methodOf(message) === 'subscriptions/listen' && readsOnlyJson(request)) return onlyAsStream
      const visitor = visitors.enter(senderOf(message), { forMore: methodOf(message) !== 'server/discover' })
      if (!('rate' in visitor)) return visitor
      if (response.destroyed) return undefined

      visitors.waitsFor(visitor, response)
      const ended = new AbortController()
      response.once('close', () => ended.abort())
      const sender = { client: visitor.name, session: visitor.id, onThisComputer: isFromThisComputer(request) }
      const answer = await (await load()).answer(toWebRequest(request, ended.signal), message, sender)
      // The SDK refuses these too, after headers and envelope, which come first. Its words are another matter.
      const wrong = answer.status === 200 && wrongParams(message)
      if (wrong) return wrong
      if (!response.destroyed) await sendWebResponse(answer, request, response, requestIdOf(message))
      return undefined
    },

    clients: visitors.clients,
    endBlocked: visitors.endBlocked,

    async close() {
      closed = true
      visitors.close()
      await (await handler)?.close()
    },
  }
}
