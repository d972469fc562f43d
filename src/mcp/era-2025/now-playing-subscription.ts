import type { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { SubscribeRequestSchema, UnsubscribeRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import type { Log } from '../../config/logging.ts'
import { rpcCode } from '../http/refusal.ts'
import { readable } from '../readable.ts'
import type { NowPlaying } from '../resources/now-playing.ts'
import { nowPlayingUri } from '../resources/resources.ts'
import { rpcError } from '../rpc-error.ts'

/**
 * Tells this client when what is playing changes, if it subscribed to that.
 *
 * @returns ends the subscription; to be called when the connection ends
 */
export function serveSubscription(server: Server, { nowPlaying, log }: { nowPlaying: NowPlaying; log: Log }): () => void {
  let unsubscribe: (() => void) | undefined

  server.setRequestHandler(SubscribeRequestSchema, ({ params }) => {
    if (params.uri !== nowPlayingUri) {
      const sentence = `"${readable(params.uri)}" cannot be subscribed to: only ${nowPlayingUri} changes by itself.`
      throw rpcError(rpcCode.invalidParams, sentence)
    }
    unsubscribe ??= nowPlaying.onChange(() => {
      server
        .sendResourceUpdated({ uri: nowPlayingUri })
        .catch((error) => log.debug(`A client missed that something else is playing: ${error}`))
    })
    return {}
  })

  server.setRequestHandler(UnsubscribeRequestSchema, ({ params }) => {
    if (params.uri === nowPlayingUri) end()
    return {}
  })

  function end(): void {
    unsubscribe?.()
    unsubscribe = undefined
  }

  return end
}
