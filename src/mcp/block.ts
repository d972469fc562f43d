import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { isInitializeRequest, isJSONRPCRequest } from '@modelcontextprotocol/sdk/types.js'
import { namesItsVersion, senderOf } from './era-2026/wire.ts'
import { blocked } from './http/client-refusals.ts'
import { clientName } from './readable.ts'

/** Whether a client of this name (made readable) is refused. Asked again each time, as the person may change their mind. */
export type IsBlocked = (client: string) => boolean

/**
 * A transport that lets nothing of a blocked client through: its requests are answered with a JSON-RPC error that says so, and the rest is dropped.
 *
 * For the one client of a program's standard input and output, which has no HTTP status to be refused with. It hears again from the server as
 * soon as it is allowed.
 */
export function withoutBlocked(inner: Transport, isBlocked: IsBlocked): Transport {
  let client: string | undefined
  const outer: Transport = {
    start() {
      inner.onclose = () => outer.onclose?.()
      inner.onerror = (error) => outer.onerror?.(error)
      inner.onmessage = (message, extra) => {
        if (isInitializeRequest(message)) client = clientName(message.params.clientInfo.name)
        else if (namesItsVersion(message)) client = senderOf(message).name
        if (client === undefined || !isBlocked(client)) outer.onmessage?.(message, extra)
        else if (isJSONRPCRequest(message)) refuse(message.id, client)
      }
      return inner.start()
    },
    send: (message, options) => inner.send(message, options),
    close: () => inner.close(),
  }

  function refuse(id: string | number, name: string): void {
    const { code, sentence } = blocked(name)
    inner.send({ jsonrpc: '2.0', id, error: { code, message: sentence } }).catch((error) => outer.onerror?.(error))
  }

  return outer
}
