import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { cancelledBy, methodOf } from './era-2026/wire.ts'
import { requestIdOf } from './http/refusal.ts'

/** A transport that knows which requests of its client still wait for an answer. */
export type CountingTransport = Transport & {
  /** Resolves when everything that was asked until now is answered, or after `withinMs`. */
  allAnswered(withinMs: number): Promise<void>
}

/** Counts what passes through a transport. A subscription is not counted: its answer only says that it has ended. */
export function countingUnanswered(inner: Transport): CountingTransport {
  const unanswered = new Set<unknown>()
  let onAllAnswered = () => {}

  function settle(id: unknown): void {
    unanswered.delete(id)
    if (unanswered.size === 0) onAllAnswered()
  }

  const outer: CountingTransport = {
    start() {
      inner.onclose = () => outer.onclose?.()
      inner.onerror = (error) => outer.onerror?.(error)
      inner.onmessage = (message, extra) => {
        const id = requestIdOf(message)
        if (id !== undefined && methodOf(message) !== 'subscriptions/listen') unanswered.add(id)
        settle(cancelledBy(message))
        outer.onmessage?.(message, extra)
      }
      return inner.start()
    },
    async send(message, options) {
      await inner.send(message, options)
      if (!('method' in message) && 'id' in message) settle(message.id)
    },
    close: () => inner.close(),
    async allAnswered(withinMs) {
      if (unanswered.size === 0) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, withinMs)
        onAllAnswered = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    },
  }
  return outer
}
