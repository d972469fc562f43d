import type { Server } from '@modelcontextprotocol/sdk/server/index.js'
import type { RequestId } from '@modelcontextprotocol/sdk/types.js'
import { toProblem } from '../config/defects.ts'
import type { Log } from '../config/logging.ts'
import type { Caller } from '../tools/runtime/caller.ts'
import { confirm } from './confirm.ts'
import type { Extra } from './extra.ts'
import { rpcCode } from './http/refusal.ts'
import { readable } from './readable.ts'
import { isRpcError, rpcError } from './rpc-error.ts'

/** A client as it introduced itself, made fit for people to read. */
export type Introduction = { name: string; version: string }

/** Answers one request: `answer` learns who asks and can tell them how far it is, until it is done or they gave up. */
export type Answering = <Result>(extra: Extra, answer: (caller: Caller) => Promise<Result>) => Promise<Result>

/** Who is connected to `server`. */
export function introduction(server: Server): Introduction {
  const said = server.getClientVersion()
  return { name: clientName(said?.name), version: readable(said?.version) }
}

/** What a client calls itself. It can say anything: control characters are taken out and the length is capped. */
export function clientName(said: string | undefined): string {
  return readable(said) || 'unknown client'
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
    const progress = progressFor(extra)
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
      if (isRpcError(error)) throw error
      throw rpcError(rpcCode.internal, toProblem(error, options.log, 'an answer').message)
    } finally {
      progress.end()
    }
  }
}

/**
 * Sends `notifications/progress` when the request asked for it (2025-11-25, basic/utilities/progress: the value must increase with each one,
 * and none may follow the answer).
 */
function progressFor({ _meta, sendNotification }: Extra): { report: Caller['progress']; end(): void } {
  const progressToken = _meta?.progressToken
  let reached = Number.NEGATIVE_INFINITY
  let ended = progressToken === undefined
  return {
    report(done, total, message) {
      if (progressToken === undefined || ended || !(done > reached)) return
      reached = done
      // The client may have left, which is noticed elsewhere.
      sendNotification({ method: 'notifications/progress', params: { progressToken, progress: done, total, message } }).catch(() => {})
    },
    end() {
      ended = true
    },
  }
}
