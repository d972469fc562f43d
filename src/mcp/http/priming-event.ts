import { randomUUID } from 'node:crypto'

/** After this long a client opens a stream that broke again. */
const retryMs = 3000

/** Older clients take an empty event for a message and report that it is not JSON. */
const firstVersionWithEmptyEvents = '2025-11-25'

/**
 * What a stream of notifications begins with: an event with an id and nothing in it, and after how long to reconnect (2025-11-25,
 * basic/transports). So a client and what lies between see at once that the stream is open. Nothing is sent again after a reconnection: each
 * notification only says that something has to be read again.
 *
 * @param version the protocol version that the client says it speaks. Before 2025-11-25 it gets id and time without an event.
 */
export function primingEvent(version: string | string[] | undefined): string {
  const head = `id: ${randomUUID()}\nretry: ${retryMs}\n`
  return typeof version === 'string' && version >= firstVersionWithEmptyEvents ? `${head}data: \n\n` : `${head}\n`
}
