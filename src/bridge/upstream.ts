import type { EndpointSession } from './endpoint-session.ts'
import type { Answer, Message, Request } from './json-rpc.ts'
import type { SessionOrRefusal } from './reconnecting-session.ts'
import type { Timeouts } from './timeouts.ts'

/** The endpoint as one server that stays, although Tonearm may be restarted behind it: what requests need of it, in each protocol version. */
export type RequestUpstream = {
  /** Waits for a session that can be used. */
  session(waitMs: number, signal?: AbortSignal): Promise<SessionOrRefusal>
  /** The same for what the bridge can answer by itself: does not wait for a Tonearm that is not running, and not long for one that does not answer. */
  sessionSoon(signal?: AbortSignal): Promise<SessionOrRefusal>
  /** Whether a Tonearm runs, so that waiting for it can help. */
  isThere(): boolean
  /** This session is over. */
  lost(session: EndpointSession): void
  /** Receives what comes beside the answer to a request. Call `end` when nothing more will come. */
  receive(session: EndpointSession): { onMessage(message: Message): Promise<void>; end(): void }
  /** Records a request whose effect must hold in later sessions too. */
  record(request: Request, answer: Answer): void
}

export type UpstreamOptions = {
  endpointFile: string
  platform: NodeJS.Platform
  timeouts: Timeouts
  /** Writes to the client. */
  write: (message: object) => Promise<void>
  log: (text: string) => void
  /** Called when a request needs a Tonearm that is not running. */
  startTonearm?: () => void
}
