import { toProblem } from '../config/defects.ts'
import type { Log } from '../config/logging.ts'
import { rpcCode } from './http/refusal.ts'

/** A request that is answered with a JSON-RPC error: what the SDKs send when a handler throws it. */
export type RpcError = Error & { code: number }

/** Not the SDK's own error, since that one puts its code before the sentence. @param code one of `rpcCode` */
export function rpcError(code: number, sentence: string): RpcError {
  return Object.assign(new Error(sentence), { code })
}

/** What a client may read of what was thrown: a bug in Tonearm, whose message may hold anything, goes to the log, and the client hears only that there was one. */
export function asRpcError(error: unknown, log: Log): RpcError {
  return isRpcError(error) ? error : rpcError(rpcCode.internal, toProblem(error, log, 'an answer').message)
}

function isRpcError(error: unknown): error is RpcError {
  return error instanceof Error && 'code' in error && typeof error.code === 'number'
}
