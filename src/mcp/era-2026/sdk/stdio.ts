import type { JSONRPCMessage, Server, Transport } from '@modelcontextprotocol/server'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import type { Log } from '../../../config/logging.ts'
import type { ToolAnswer } from '../../../tools/runtime/caller.ts'
import { createAnswers } from '../../answers.ts'
import { createListNews } from '../../list-news.ts'
import { nowPlayingUri } from '../../resources/resources.ts'
import type { Served } from '../../served.ts'
import { createListening } from '../listening.ts'
import { createOpenQuestions } from '../open-questions.ts'
import { cancelledBy, methodOf, sender } from '../wire.ts'
import { createModernServer } from './server.ts'

/** The 2026-07-28 side of a connection over standard input and output. */
export type ModernStdio = {
  /** Takes a message of the client. */
  deliver(message: object): void
  /** Ends all subscriptions and calls. */
  close(): Promise<void>
}

/** Serves 2026-07-28 to the one client of a connection. It is loaded when the client first speaks that version. @param options.send writes a message to the client */
export function serveModernStdio(options: { served: Served; log: Log; send(message: object): Promise<void> }): ModernStdio {
  const { served, log, send } = options
  const answers = createAnswers(served)
  const questions = createOpenQuestions<ToolAnswer>()
  let server: Server | undefined

  const transport: Transport = { start: async () => {}, send, close: async () => {} }
  const serving = serveStdio(
    () => {
      const senderOf = (meta: Record<string, unknown>) => ({ client: sender(meta).name, onThisComputer: true })
      server = createModernServer({ answers, questions, version: served.version, log, senderOf })
      return server
    },
    { transport, legacy: 'reject', onerror: (error) => log.debug(`MCP: ${error.message.slice(0, 300)}`) },
  )

  /** The SDK passes news on to the subscriptions that want it. */
  const tell = (send: (to: Server) => Promise<void>) => () => {
    if (server?.transport) send(server).catch((error) => log.debug(`A client was not told that something changed: ${error}`))
  }
  const forget = served.registry.onListChanged(
    createListNews(answers, {
      tools: tell((to) => to.sendToolListChanged()),
      resources: tell((to) => to.sendResourceListChanged()),
      prompts: tell((to) => to.sendPromptListChanged()),
    }),
  )
  const listen = createListening(
    served.nowPlaying,
    tell((to) => to.sendResourceUpdated({ uri: nowPlayingUri })),
  )
  const listening = new Map<unknown, () => void>()

  function endListening(id: unknown): void {
    listening.get(id)?.()
    listening.delete(id)
  }

  return {
    deliver(message) {
      const ended = cancelledBy(message)
      if (ended !== undefined) endListening(ended)
      if ('id' in message && methodOf(message) === 'subscriptions/listen') {
        endListening(message.id)
        listening.set(message.id, listen(message))
      }
      transport.onmessage?.(message as JSONRPCMessage)
    },
    async close() {
      forget()
      questions.close()
      for (const id of listening.keys()) endListening(id)
      await serving.close()
    },
  }
}
