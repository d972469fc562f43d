import type { LastLists } from '../discovery/last-lists.ts'
import type { Answer, Notification, Request } from './json-rpc.ts'
import type { UpstreamOptions } from './upstream.ts'

/** The client's connection in one protocol version: what happens with each of its messages. */
export type Connection = {
  /** @returns the answer for the client; undefined when it cancelled the request */
  request(request: Request): Promise<object | undefined>
  notify(notification: Notification): void
  /** The client answers a request of the endpoint. */
  answer(answer: Answer): void
  /** The client sends nothing more: what waits for a Tonearm that is not running is answered, and streams end. */
  finish(): void
  /** Cancels what is not answered yet, and closes everything. */
  end(): Promise<void>
}

export type ConnectionOptions = UpstreamOptions & {
  /** The lists of the last run, or those of this version. Read when they are needed. */
  lists: () => LastLists
  /** The version of this build. The Tonearm that is started later may have another one. */
  version: string
}
