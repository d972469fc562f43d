import type { EndpointSession } from '../endpoint-session.ts'
import { isInvalidRequest, type Refusal } from '../http-reply.ts'
import { type Answer, errorAnswer, type Id, isObject, type Message, paramsOf, type Request } from '../json-rpc.ts'
import type { KnownLists } from '../known-lists.ts'
import { createReopeningPause } from '../reopening-pause.ts'
import { metaKeys } from './envelope.ts'
import type { ModernUpstream } from './upstream.ts'

/** The client's `subscriptions/listen` requests. To the client each is one stream that stays open, although Tonearm may be restarted behind it. */
export type ListenStreams = {
  /** @returns the endpoint's answer when it ends the stream for good; undefined when the client ended it */
  listen(request: Request): Promise<object | undefined>
  /** The client ends the stream of this request. */
  cancel(id: Id): void
  end(): void
}

type Stream = {
  request: Request
  abort: AbortController
  isOpen: boolean
  /** What the client was told that it gets; undefined until then. It is told once. */
  acknowledged?: Record<string, unknown>
  pause: (livedMs: number) => Promise<void>
  finish: (answer?: object) => void
}

export function createListenStreams(options: {
  upstream: ModernUpstream
  known: Pick<KnownLists, 'changed'>
  write: (message: object) => Promise<void>
}): ListenStreams {
  const { upstream, known, write } = options
  const streams = new Map<Id, Stream>()
  upstream.onFound((session) => streams.forEach((stream) => void open(stream, session)))

  async function start(stream: Stream): Promise<void> {
    const found = await upstream.sessionSoon(stream.abort.signal)
    if (stream.abort.signal.aborted) return
    if ('session' in found) return open(stream, found.session)
    if (isInvalidRequest(found.refusal)) return stream.finish(errorOf(stream.request, found.refusal))
    // Tonearm is not there. It is told when it comes, and the client hears now that it will be.
    const { notifications } = paramsOf(stream.request)
    if (!stream.acknowledged) await acknowledge(stream, isObject(notifications) ? notifications : {})
  }

  async function open(stream: Stream, session: EndpointSession): Promise<void> {
    const { request, abort } = stream
    if (stream.isOpen || abort.signal.aborted) return
    stream.isOpen = true
    const since = performance.now()
    const result = await session.request(request, (message) => onMessage(stream, session, message), { signal: abort.signal })
    stream.isOpen = false
    if (abort.signal.aborted) return
    if (result.kind === 'answered' && isFinal(stream, result.answer)) return stream.finish(result.answer)
    if (result.kind === 'refused') return stream.finish(errorOf(request, result.refusal))
    // Tonearm is stopping, or has been killed.
    await stream.pause(performance.now() - since)
    upstream.lost(session)
    await start(stream)
  }

  async function onMessage(stream: Stream, session: EndpointSession, { kind, message }: Message): Promise<void> {
    if (kind !== 'notification') return
    if (message.method !== 'notifications/subscriptions/acknowledged') return write(message)
    const { notifications } = paramsOf(message)
    const wasOpen = stream.acknowledged !== undefined
    const granted = isObject(notifications) ? notifications : {}
    if (!wasOpen) await write(message)
    stream.acknowledged = granted
    void announceMissed(stream, session, wasOpen)
  }

  /** Tells the client what changed while nobody told it: lists that differ from what it has read, and the resources that it listens to. */
  async function announceMissed({ request, acknowledged = {} }: Stream, session: EndpointSession, wasOpen: boolean): Promise<void> {
    const _meta = { [metaKeys.subscriptionId]: request.id }
    for (const list of await known.changed((request) => session.request(request, async () => {}))) {
      if (acknowledged[`${list}ListChanged`])
        await write({ jsonrpc: '2.0', method: `notifications/${list}/list_changed`, params: { _meta } })
    }
    const uris = wasOpen && Array.isArray(acknowledged.resourceSubscriptions) ? acknowledged.resourceSubscriptions : []
    for (const uri of uris) await write({ jsonrpc: '2.0', method: 'notifications/resources/updated', params: { uri, _meta } })
  }

  async function acknowledge(stream: Stream, notifications: Record<string, unknown>): Promise<void> {
    stream.acknowledged = notifications
    const params = { notifications, _meta: { [metaKeys.subscriptionId]: stream.request.id } }
    await write({ jsonrpc: '2.0', method: 'notifications/subscriptions/acknowledged', params })
  }

  return {
    listen: (request) =>
      new Promise((resolve) => {
        const stream: Stream = {
          request,
          abort: new AbortController(),
          isOpen: false,
          pause: createReopeningPause(),
          finish(answer) {
            if (streams.get(request.id) === stream) streams.delete(request.id)
            resolve(answer)
          },
        }
        streams.set(request.id, stream)
        void start(stream)
      }),
    cancel(id) {
      const stream = streams.get(id)
      stream?.abort.abort()
      stream?.finish()
    },
    end() {
      for (const { abort, finish } of [...streams.values()]) {
        abort.abort()
        finish()
      }
    },
  }
}

/** Whether the endpoint has ended the stream for good. One that stops ends its streams with the same result, but not because there is nothing to tell. */
function isFinal({ acknowledged }: Stream, { error }: Answer): boolean {
  return error !== undefined || (acknowledged !== undefined && Object.keys(acknowledged).length === 0)
}

function errorOf({ id }: Request, { code, message, data }: Refusal): object {
  return errorAnswer(id, code, message, data)
}
