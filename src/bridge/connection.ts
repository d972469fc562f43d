import type { EndpointAddress } from '../discovery/endpoint-file.ts'
import { errorCode } from './message.ts'
import { isOwnFault, type Refusal } from './reply.ts'
import { sentences } from './sentences.ts'
import type { Opening, Session } from './session.ts'

/** The session that stands, or why there is none. */
export type Found = { session: Session } | { refusal: Refusal }

/** The one session with the endpoint, over all restarts of Tonearm. */
export type Connection = {
  /** The session that stands now. */
  current(): Session | undefined
  /** Waits for a session up to `waitMs`, or until `signal` aborts. Starts to look for one if nobody does yet. */
  session(waitMs: number, signal?: AbortSignal): Promise<Found>
  /** This session is over. Looks for the next one in the background, unless that was known already. */
  lost(session: Session): void
  /** No session any more; who waits for one waits in vain. @returns the last one, also one that was just being opened, to be ended */
  close(): Promise<Session | undefined>
}

export type ConnectionOptions = {
  find: () => EndpointAddress | undefined
  open: (to: EndpointAddress) => Promise<Opening>
  /** Makes a new session ready for use. @returns false when it broke meanwhile */
  prepare: (session: Session) => Promise<boolean>
  /** How often to look for Tonearm while somebody waits, and while nobody does. */
  pollMs: number
  backgroundMs: number
  /** What to say when it is not there. */
  notRunning: string
}

/** After a refusal the background asks less and less often, down to this: each time is a line in Tonearm's log. */
const longestPauseMs = 60_000

/** Refused for the moment: what waits goes on waiting. */
const passing = new Set([429, 503])

/** There is one search for a session at a time, and everybody who needs one waits for the same. */
export function createConnection(options: ConnectionOptions): Connection {
  const { find, open, prepare, pollMs, backgroundMs, notRunning } = options
  const waiting = new Set<(found: Found) => void>()
  let current: Session | undefined
  let coming: Promise<Found> | undefined
  let whyNot: Refusal | undefined
  let searching = false
  let closed = false
  let wake = () => {}

  async function search(): Promise<void> {
    if (searching || closed) return
    searching = true
    for (let refusals = 0; !current && !closed; ) {
      coming = attempt()
      const found = await coming
      if (closed) break
      coming = undefined
      if ('session' in found) {
        current = found.session
        whyNot = undefined
        settle(found)
        break
      }
      whyNot = found.refusal
      const { status } = found.refusal
      if (status !== 0 && !passing.has(status)) settle(found)
      if (isOwnFault(found.refusal)) break
      refusals = status === 0 ? 0 : refusals + 1
      await pause(pauseAfter(refusals))
    }
    searching = false
  }

  function pauseAfter(refusals: number): number {
    if (waiting.size > 0) return refusals === 0 ? pollMs : backgroundMs
    return Math.min(backgroundMs * 2 ** Math.max(0, refusals - 1), longestPauseMs)
  }

  async function attempt(): Promise<Found> {
    const to = find()
    if (!to) return { refusal: absent(notRunning) }
    const opening = await open(to)
    switch (opening.kind) {
      case 'open':
        if (await prepare(opening.session)) return { session: opening.session }
        void opening.session.end()
        return { refusal: absent(sentences.keepsBreaking) }
      case 'unreachable':
        return { refusal: absent(notRunning) }
      case 'lost':
        return { refusal: absent(sentences.doesNotAnswer) }
      case 'refused': {
        if (opening.refusal.status !== 401) return { refusal: opening.refusal }
        // The token may have been replaced between reading and asking.
        const now = find()
        if (now?.token !== to.token || now.url !== to.url) return { refusal: absent(notRunning) }
        return { refusal: { ...opening.refusal, sentence: sentences.tokenRefused } }
      }
    }
  }

  function settle(found: Found): void {
    for (const done of [...waiting]) done(found)
  }

  function pause(milliseconds: number): Promise<void> {
    if (closed) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  return {
    current: () => current,
    session(waitMs, signal) {
      if (current) return Promise.resolve({ session: current })
      if (closed) return Promise.resolve({ refusal: absent(notRunning) })
      return new Promise((resolve) => {
        const done = (found: Found) => {
          clearTimeout(timer)
          signal?.removeEventListener('abort', giveUp)
          waiting.delete(done)
          resolve(found)
        }
        const giveUp = () => done({ refusal: whyNot ?? absent(notRunning) })
        const timer = setTimeout(giveUp, waitMs)
        signal?.addEventListener('abort', giveUp)
        waiting.add(done)
        wake()
        void search()
      })
    },
    lost(session) {
      if (current !== session) return
      current = undefined
      void search()
    },
    async close() {
      const last = current
      closed = true
      current = undefined
      settle({ refusal: absent(notRunning) })
      wake()
      const found = await coming
      return found && 'session' in found ? found.session : last
    },
  }
}

/** Nobody refused: there was nobody. */
function absent(sentence: string): Refusal {
  return { status: 0, code: errorCode.refused, sentence }
}
