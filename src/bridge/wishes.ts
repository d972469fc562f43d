import type { Answer, Request } from './message.ts'

/** What the client has asked of the session for good: it has to hold in the next session as well. */
export type Wishes = {
  /** Notes a request that was answered. */
  note(request: Request, answer: Answer): void
  /** The requests that make them hold in a new session. */
  requests(): Request[]
  /** The resources that the client wants to be told about. */
  subscribed(): string[]
}

/** Remembers subscriptions and the log level, as a session of the endpoint forgets them when it ends. */
export function createWishes(): Wishes {
  const subscribed = new Map<string, Request>()
  let level: Request | undefined
  let sent = 0

  return {
    note(request, { error }) {
      if (error !== undefined) return
      const uri = String(request.params?.uri)
      if (request.method === 'resources/subscribe') subscribed.set(uri, request)
      else if (request.method === 'resources/unsubscribe') subscribed.delete(uri)
      else if (request.method === 'logging/setLevel') level = request
    },
    subscribed: () => [...subscribed.keys()],
    requests: () =>
      [...subscribed.values(), ...(level ? [level] : [])].map(({ method, params }) => {
        sent += 1
        // The client may use the ids of the old requests again.
        return { jsonrpc: '2.0', id: `tonearm-bridge-${sent}`, method, params }
      }),
  }
}
