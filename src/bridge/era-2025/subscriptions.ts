import { type Answer, paramsOf, type Request } from '../json-rpc.ts'

/** What the client subscribed to, and the log level that it set: both must hold in the next session as well. */
export type Subscriptions = {
  /** Records an answered request. Only requests that subscribe, unsubscribe or set the log level count. */
  record(request: Request, answer: Answer): void
  /** The requests that set up a new session in the same way. */
  requests(): Request[]
  /** The URIs of the resources that the client subscribed to. */
  uris(): string[]
}

/** Remembers subscriptions and the log level: a session of the endpoint forgets them when it ends. */
export function createSubscriptions(): Subscriptions {
  const subscribed = new Map<string, Request>()
  let level: Request | undefined
  let sent = 0

  return {
    record(request, { error }) {
      if (error !== undefined) return
      const uri = String(paramsOf(request).uri)
      if (request.method === 'resources/subscribe') subscribed.set(uri, request)
      else if (request.method === 'resources/unsubscribe') subscribed.delete(uri)
      else if (request.method === 'logging/setLevel') level = request
    },
    uris: () => [...subscribed.keys()],
    requests: () =>
      [...subscribed.values(), ...(level ? [level] : [])].map(({ method, params }) => {
        sent += 1
        // The client may use the ids of the old requests again.
        return { jsonrpc: '2.0', id: `tonearm-bridge-${sent}`, method, params }
      }),
  }
}
