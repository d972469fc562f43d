import { drain, messagesOf } from '../http-reply.ts'
import type { Message } from '../json-rpc.ts'
import { createReopeningPause } from '../reopening-pause.ts'
import type { LegacySession } from './session.ts'

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

/** The endpoint has no such stream (2025-11-25, basic/transports, listening for messages). */
const noSuchStream = 405
/** The endpoint does not open the stream right now. */
const tooManyRequests = 429

/** Keeps the stream of a session open. A stream that breaks is opened again in the same session; only when that fails is the session over. */
export function keepNotificationStream(
  session: LegacySession,
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
    const pause = createReopeningPause()
    let livedMs = 0
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
        livedMs = performance.now() - since
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
      await pause(livedMs)
      livedMs = 0
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
