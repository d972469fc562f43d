import type { Message } from './message.ts'
import { discard, messagesOf } from './reply.ts'
import type { Session } from './session.ts'

/** The stream of what the endpoint says without being asked, kept open. */
export type News = {
  /** Whether the endpoint gave it to us. */
  opened: Promise<boolean>
  stop(): void
}

export type NewsOptions = {
  hear: (message: Message) => Promise<void>
  /** It was opened again: what the endpoint said in between was not heard. */
  onGap: () => Promise<void>
  /** The stream ended; it is opened again if it can be. */
  onEnd: () => void
  /** It cannot be opened again: the session is over. */
  onLost: () => void
}

/** Before a stream that has ended is asked for again. One that ends again and again waits longer each time. */
const shortestPauseMs = 100
const longestPauseMs = 10_000

/** The endpoint has no such stream (2025-11-25, basic/transports, listening for messages), or not now. */
const noSuchStream = 405
const tooManyRequests = 429

/** Follows the news of a session. A stream that was merely cut is opened again in the same session: only when that fails the session is over. */
export function followNews(session: Session, { hear, onGap, onEnd, onLost }: NewsOptions): News {
  let stopped = false
  let giveUp = () => {}
  let settle: (open: boolean) => void = () => {}
  const opened = new Promise<boolean>((resolve) => {
    settle = resolve
  })
  void follow()

  async function follow(): Promise<void> {
    let pauseMs = shortestPauseMs
    let hadOne = false
    while (!stopped) {
      const reply = await session.openNews()
      if (reply.kind === 'reply' && reply.status === 200) {
        giveUp = reply.giveUp
        settle(true)
        if (stopped) reply.giveUp()
        else if (hadOne) await onGap()
        hadOne = true
        const since = Date.now()
        await readAll(messagesOf(reply))
        onEnd()
        if (Date.now() - since > longestPauseMs) pauseMs = shortestPauseMs
      } else {
        const status = reply.kind === 'reply' ? reply.status : 0
        if (reply.kind === 'reply') await discard(reply)
        if (status === noSuchStream) settle(true)
        if (status === noSuchStream || stopped) return
        if (status !== tooManyRequests) {
          settle(false)
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
      for await (const message of messages) if (!stopped) await hear(message)
    } catch {
      // Cut off: the caller goes on as after its end.
    }
  }

  return {
    opened,
    stop() {
      stopped = true
      settle(false)
      giveUp()
    },
  }
}
