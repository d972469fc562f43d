/** One request that the fake received, and how it went. Times in ms since the epoch of the machine's clock; status 0: no answer (yet). */
export type RequestRecord = {
  kind: 'api' | 'token' | 'authorize'
  method: string
  path: string
  query: Record<string, string>
  /** Parsed JSON, a form as an object, else the text; undefined without a body. */
  body: unknown
  status: number
  startedAt: number
  finishedAt: number
  bytesSent: number
  /** `GET /v1/search?q=midnight river&type=track`: decoded, for reading and comparing. */
  line: string
}

/** `GET /v1/search?q=midnight river&type=track`: the request line with its query decoded. */
export function requestLine(method: string, url: URL): string {
  const query = [...url.searchParams].map(([name, value]) => `${name}=${value}`).join('&')
  return `${method} ${url.pathname}${query ? `?${query}` : ''}`
}

/** A request's body by its content type. */
export function parseBody(text: string, contentType: string): unknown {
  if (text === '') return undefined
  if (contentType.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text))
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
