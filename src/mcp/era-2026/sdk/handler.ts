import { createMcpHandler, type Server } from '@modelcontextprotocol/server'
import type { Log } from '../../../config/logging.ts'
import type { ToolAnswer } from '../../../tools/runtime/caller.ts'
import { createAnswers } from '../../answers.ts'
import { createListNews } from '../../list-news.ts'
import { nowPlayingUri } from '../../resources/resources.ts'
import type { Served } from '../../served.ts'
import { createListening } from '../listening.ts'
import { createOpenQuestions } from '../open-questions.ts'
import { methodOf } from '../wire.ts'
import { createModernServer, type Sender } from './server.ts'

/** Answers web-standard requests of 2026-07-28. */
export type ModernHandler = {
  /** @param request without a body: `message` is what it brought. Its signal aborts when the client gives up */
  answer(request: Request, message: object, sender: Sender): Promise<Response>
  /** Ends all streams and calls. */
  close(): Promise<void>
}

/** The one file of HTTP that knows the SDK of this era. It is loaded at the first request of such a client: a third of a second that others need not pay. */
export function createModernHandler(options: {
  served: Served
  log: Log
  mostListeners: number
  extend?: (server: Server) => void
}): ModernHandler {
  const { served, log, mostListeners, extend } = options
  const answers = createAnswers(served)
  const questions = createOpenQuestions<ToolAnswer>()
  const requests = new WeakMap<Request, { sender: Sender; withIcon: boolean }>()

  const handler = createMcpHandler(
    ({ requestInfo }) => {
      const unknown = { sender: { client: 'unknown client', onThisComputer: false }, withIcon: false }
      const { sender, withIcon } = (requestInfo && requests.get(requestInfo)) ?? unknown
      const server = createModernServer({ answers, questions, version: served.version, withIcon, log, senderOf: () => sender })
      extend?.(server)
      return server
    },
    { legacy: 'reject', maxSubscriptions: mostListeners, onerror: (error) => log.debug(`MCP: ${error.message.slice(0, 300)}`) },
  )
  const { toolsChanged, resourcesChanged, promptsChanged, resourceUpdated } = handler.notify
  const forget = served.registry.onListChanged(
    createListNews(answers, { tools: toolsChanged, resources: resourcesChanged, prompts: promptsChanged }),
  )
  const listen = createListening(served.nowPlaying, () => resourceUpdated(nowPlayingUri))

  return {
    answer(request, message, sender) {
      requests.set(request, { sender, withIcon: methodOf(message) === 'server/discover' })
      request.signal.addEventListener('abort', listen(message), { once: true })
      return handler.fetch(request, { parsedBody: message })
    },
    async close() {
      forget()
      questions.close()
      await handler.close()
    },
  }
}
