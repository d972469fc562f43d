import type { EndpointSession } from './endpoint-session.ts'
import { drain, messagesOf } from './http-reply.ts'
import type { Message } from './json-rpc.ts'

/** The session's event stream for what the endpoint sends outside of its answers. */
export type NotificationStream = {
  /** Whether the session can be used: true once the stream is open, or when the endpoint has no such stream. */
  opened: Promise<boolean>
  stop(): void
}

export type NotificationStreamOptions = {
  onMessage: (message: Message) => Promise<void>
  /** The stream was opened again: what the endpoint sent in between is lost. */
  onReopened: () => Promise<void>
  /** The stream ended. It is opened again if possible. */
  onEnd: () => void
  /** The stream cannot be opened again: the session is over. */
  onLost: () => void
}

/** The pause before a stream that ended is opened again. It doubles each time, so that a stream that keeps ending is not opened all the time. */
const shortestPauseMs = 100
const longestPauseMs = 10_000

/** The endpoint has no such stream (2025-11-25, basic/transports, listening for messages). */
const noSuchStream = 405
/** The endpoint does not open the stream right now. */
const tooManyRequests = 429

/** Keeps the stream of a session open. A stream that breaks is opened again in the same session; only when that fails is the session over. */
export function keepNotificationStream(
  session: EndpointSession,
  { onMessage, onReopened, onEnd, onLost }: NotificationStreamOptions,
): NotificationStream {
  let stopped = false
  let abort = () => {}
  let resolveOpened: (isOpen: boolean) => void = () => {}
  const opened = new Promise<boolean>((resolve) => {
    resolveOpened = resolve
  })
  void keepOpen()

  async function keepOpen(): Promise<void> {
    let pauseMs = shortestPauseMs
    let wasOpen = false
    while (!stopped) {
      const reply = await session.openStream()
      if (reply.kind === 'reply' && reply.status === 200) {
        abort = reply.abort
        resolveOpened(true)
        if (stopped) reply.abort()
        else if (wasOpen) await onReopened()
        wasOpen = true
        const since = performance.now()
        await readAll(messagesOf(reply))
        onEnd()
        if (performance.now() - since > longestPauseMs) pauseMs = shortestPauseMs
      } else {
        const status = reply.kind === 'reply' ? reply.status : 0
        if (reply.kind === 'reply') await drain(reply)
        if (status === noSuchStream) resolveOpened(true)
        if (status === noSuchStream || stopped) return
        if (status !== tooManyRequests) {
          resolveOpened(false)
          onLost()
          return
        }
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    }
  }

  async function readAll(messages: AsyncIterable<Message>): Promise<void> {
    try {
      for await (const message of messages) if (!stopped) await onMessage(message)
    } catch {
      // The connection broke: the same as the end of the stream.
    }
  }

  return {
    opened,
    stop() {
      stopped = true
      resolveOpened(false)
      abort()
    },
  }
}
