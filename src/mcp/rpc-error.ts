/** A request that is answered with a JSON-RPC error: what the SDK sends when a handler throws it. */
export type RpcError = Error & { code: number }

/** Not the SDK's McpError, since that one puts its code before the sentence. @param code one of `rpcCode` */
export function rpcError(code: number, sentence: string): RpcError {
  return Object.assign(new Error(sentence), { code })
}

/** Whether the client may read it: everything else that is thrown is a bug in Tonearm, whose message may hold anything. */
export function isRpcError(error: unknown): error is RpcError {
  return error instanceof Error && 'code' in error && typeof error.code === 'number'
}
