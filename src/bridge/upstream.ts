import { findEndpoint } from '../discovery/endpoint-file.ts'
import { createConnection, type Found } from './connection.ts'
import { createHttp } from './http.ts'
import { createListening, type Listening } from './listening.ts'
import type { Answer, Notification, Request } from './message.ts'
import { followNews, type News } from './news.ts'
import { sentences } from './sentences.ts'
import { openSession, type Session } from './session.ts'
import type { Waits } from './waits.ts'
import { createWishes } from './wishes.ts'

/** The endpoint as one lasting server, whatever happens to Tonearm behind it. */
export type Upstream = Listening & {
  /** The client introduces itself with the params of its `initialize`: from now on a session is kept. Said again, everything begins anew. */
  begin(params: Record<string, unknown>): void
  /** The client was told this version and these lists, by the endpoint or in its place: later sessions follow it. */
  introduced(protocolVersion: unknown, by: 'endpoint' | 'bridge'): void
  /** The client is ready (`notifications/initialized`). */
  ready(): void
  /** Waits for a session that may be used. */
  session(waitMs: number, signal?: AbortSignal): Promise<Found>
  /** This session is over. */
  lost(session: Session): void
  /** What the client lets the endpoint know. Without a session nobody needs to know. */
  notify(notification: Notification): void
  /** Remembers what has to hold in later sessions. */
  note(request: Request, answer: Answer): void
  /** Ends the session. */
  end(): Promise<void>
}

export type UpstreamOptions = {
  endpointFile: string
  platform: NodeJS.Platform
  waits: Waits
  /** Writes to the client. */
  write: (message: object) => Promise<void>
  /** For diagnostics. */
  say: (text: string) => void
}

const initialized: Notification = { jsonrpc: '2.0', method: 'notifications/initialized' }

/** What clients keep lists of. Another version of Tonearm may have other ones. */
const lists = ['tools', 'resources', 'prompts']

/** Keeps a session, makes the next one like the last one, and keeps the questions of the endpoint apart. */
export function createUpstream({ endpointFile, platform, waits, write, say }: UpstreamOptions): Upstream {
  const http = createHttp({ silenceMs: waits.silence })
  const listening = createListening(write)
  let params: Record<string, unknown> | undefined
  let beginnings = 0
  let isReady = false
  let mayKnowOtherLists = false
  let wishes = createWishes()
  let news: News | undefined
  let settling: Promise<unknown> = Promise.resolve()

  const connection = createConnection({
    find: () => findEndpoint(endpointFile),
    async open(to) {
      const request: Request = { jsonrpc: '2.0', id: 'tonearm-bridge', method: 'initialize', params }
      const asked = beginnings
      const opening = await openSession({ http, to, request, timeoutMs: waits.open, farewellMs: waits.farewell })
      if (asked === beginnings) return opening
      // The client has introduced itself differently meanwhile.
      if (opening.kind === 'open') void opening.session.end()
      return { kind: 'unreachable' }
    },
    async prepare(session) {
      const asked = beginnings
      const isFine = !isReady || (await introduce(session))
      return isFine && asked === beginnings
    },
    pollMs: waits.poll,
    backgroundMs: waits.background,
    notRunning: sentences.notRunning(platform),
  })

  /** Makes the endpoint know all that the client told earlier sessions, and the client what may be different. */
  async function introduce(session: Session): Promise<boolean> {
    if (!(await session.tell(initialized))) return false
    const { hear, end } = listening.listen(session)
    let isOver = false
    const onLost = () => {
      isOver = true
      lost(session)
    }
    const ours = followNews(session, { hear, onGap: distrustAll, onEnd: end, onLost })
    news?.stop()
    news = ours
    const timer = setTimeout(ours.stop, waits.open)
    const opened = await ours.opened
    clearTimeout(timer)
    if (!opened) return false
    await Promise.all(wishes.requests().map((request) => session.exchange(request, hear)))
    say('Connected to Tonearm.')
    if (mayKnowOtherLists) await distrustAll()
    mayKnowOtherLists = true
    return !isOver
  }

  /** Makes the client read again what may have changed while nobody told it: all lists, and what it subscribed to. */
  async function distrustAll(): Promise<void> {
    for (const list of lists) await write({ jsonrpc: '2.0', method: `notifications/${list}/list_changed` })
    for (const uri of wishes.subscribed()) await write({ jsonrpc: '2.0', method: 'notifications/resources/updated', params: { uri } })
  }

  function lost(session: Session): void {
    if (connection.current() !== session) return
    say('The connection to Tonearm ended. Looking for it again.')
    news?.stop()
    connection.lost(session)
  }

  return {
    begin(given) {
      beginnings += 1
      params = given
      isReady = false
      mayKnowOtherLists = false
      wishes = createWishes()
      const before = connection.current()
      if (!before) return
      lost(before)
      void before.end()
    },
    introduced(protocolVersion, by) {
      params = { ...params, protocolVersion }
      if (by === 'bridge') mayKnowOtherLists = true
    },
    ready() {
      if (isReady) return
      isReady = true
      const session = connection.current()
      if (!session) return
      settling = introduce(session).then((isFine) => isFine || lost(session))
    },
    async session(waitMs, signal) {
      const found = await connection.session(waitMs, signal)
      await settling
      return found
    },
    lost,
    listen: listening.listen,
    answer: listening.answer,
    notify: (notification) => void connection.current()?.tell(notification),
    note: (request, answer) => wishes.note(request, answer),
    async end() {
      news?.stop()
      const farewell = connection.close().then((last) => last?.end())
      // Tonearm may take longer to open a session than anybody waits for us to end.
      const impatience = setTimeout(http.close, waits.farewell)
      await farewell
      clearTimeout(impatience)
      http.close()
    },
  }
}
