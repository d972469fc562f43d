import type { Server } from '@modelcontextprotocol/sdk/server/index.js'
import type { RequestId } from '@modelcontextprotocol/sdk/types.js'
import type { Log } from '../../config/logging.ts'
import type { Caller } from '../../tools/runtime/caller.ts'
import { createProgress, type SendProgress } from '../progress.ts'
import { clientName, readable } from '../readable.ts'
import { asRpcError } from '../rpc-error.ts'
import { confirm } from './confirm.ts'
import type { Extra } from './extra.ts'

/** A client as it introduced itself, made fit for people to read. */
export type Introduction = { name: string; version: string }

/** Answers one request: `answer` learns who asks and can tell them how far it is, until it is done or they gave up. */
export type Answering = <Result>(extra: Extra, answer: (caller: Caller) => Promise<Result>) => Promise<Result>

/** Who is connected to `server`. */
export function introduction(server: Server): Introduction {
  const said = server.getClientVersion()
  return { name: clientName(said?.name), version: readable(said?.version) }
}

/**
 * The frame around every request that asks Spotify. A bug in Tonearm goes to the log; the client hears only that there was one.
 *
 * @param options.isOnThisComputer whether what the client sends comes from this computer; no when missing
 * @param options.onCancelled the client gave up on a request: it gets no answer any more
 */
export function createAnswering(
  server: Server,
  options: { log: Log; isOnThisComputer?: () => boolean; onCancelled?: (request: RequestId) => void },
): Answering {
  return async (extra, answer) => {
    extra.signal.addEventListener('abort', () => options.onCancelled?.(extra.requestId), { once: true })
    const progress = createProgress(sendProgress(extra))
    try {
      return await answer({
        client: introduction(server).name,
        session: extra.sessionId,
        onThisComputer: options.isOnThisComputer?.() ?? false,
        progress: progress.report,
        signal: extra.signal,
        confirm: (question) => confirm(server, extra, question),
      })
    } catch (error) {
      throw asRpcError(error, options.log)
    } finally {
      progress.end()
    }
  }
}

function sendProgress({ _meta, sendNotification }: Extra): SendProgress | undefined {
  const progressToken = _meta?.progressToken
  if (progressToken === undefined) return undefined
  return (params) => sendNotification({ method: 'notifications/progress', params: { progressToken, ...params } })
}
