import type { Server } from '@modelcontextprotocol/sdk/server/index.js'
import {
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ReadResourceRequestSchema,
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from '@modelcontextprotocol/sdk/types.js'
import type { Log } from '../../config/logging.ts'
import type { ProblemCode } from '../../shared/problem.ts'
import type { Answering } from '../answering.ts'
import { rpcCode } from '../http/refusal.ts'
import { readable } from '../readable.ts'
import { rpcError } from '../rpc-error.ts'
import type { NowPlaying } from './now-playing.ts'
import { nowPlayingUri, type Resources } from './resources.ts'

const mimeType = 'text/plain'

/** What makes an address one without anything behind it, as opposed to something that cannot be read just now. */
const notThere: ProblemCode[] = ['unknown-item', 'ambiguous-item', 'invalid-arguments', 'not-found']

/**
 * Serves the resources, and tells this client when what is playing changes if it subscribed to that.
 *
 * @returns ends the subscription; to be called when the connection ends
 */
export function serveResources(
  server: Server,
  options: { resources: Resources; nowPlaying: NowPlaying; answering: Answering; log: Log },
): () => void {
  const { resources, nowPlaying, answering, log } = options
  let unsubscribe: (() => void) | undefined

  server.setRequestHandler(ListResourcesRequestSchema, () => ({
    resources: resources.list().map((resource) => ({ ...resource, mimeType })),
  }))

  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: resources.templates().map((template) => ({ ...template, mimeType })),
  }))

  server.setRequestHandler(ReadResourceRequestSchema, ({ params }, extra) =>
    answering(extra, async (caller) => {
      const { text, failed, problem } = await resources.read(params.uri, caller)
      if (!failed) return { contents: [{ uri: params.uri, mimeType, text }] }
      throw rpcError(problem && notThere.includes(problem) ? rpcCode.resourceNotFound : rpcCode.refused, text)
    }),
  )

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
