import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { isIPv6 } from 'node:net'
import { type Refusal, rpcCode } from './refusal.ts'

/** What is known of a request before a byte of its body is read. */
export type RequestHead = { method: string; url: string; headers: IncomingHttpHeaders }

/** The methods that each path of the endpoint takes. */
export type Routes = Record<string, readonly string[]>

/** 100 kB, as a tool call is some hundred bytes and the longest (a playlist's worth of ids) some ten thousand. */
export const maximumBodyBytes = 100 * 1024

/**
 * Judges who asks: first Host, then Origin, then the bearer token.
 *
 * Host and Origin come first since they unmask a web page (DNS rebinding, or a plain cross-site request), which must learn nothing, not even
 * whether a token is needed. The MCP specification demands 403 for a wrong Origin (2025-11-25, basic/transports, security warning).
 *
 * @param own the port we listen on, the token that clients must send, and, where others than this computer can reach us, the names for them
 */
export function judgeCaller({ headers }: RequestHead, own: Own): Refusal | undefined {
  const refusal = own.allowedHosts ? judgeVisitor(headers, own.allowedHosts) : judgeNeighbour(headers, own.port)
  if (refusal) return refusal
  return bearerMatches(headers.authorization, own.token) ? undefined : unauthorized
}

type Own = { port: number; token: string; allowedHosts?: readonly string[] }

/** Only programs on this computer reach us: they know our address, and the port in it is the one we listen on. */
function judgeNeighbour({ host = '', origin }: IncomingHttpHeaders, port: number): Refusal | undefined {
  if (!hostsOf(port).includes(host)) return foreignHost(port)
  if (origin !== undefined && !originsOf(port).includes(origin)) return foreignOrigin
  return undefined
}

/**
 * Others reach us too, maybe through a container engine or a proxy that publishes another port, so the port in Host says nothing.
 *
 * The name still does. A web page can have its own name resolve to our address (DNS rebinding), and the browser then sends that name as Host,
 * which is neither a name of this computer nor one that our owner allowed. Such names are out of a page's reach: nobody resolves `localhost`
 * or an address for the browser, and the allowed ones are the owner's. A page from elsewhere that asks us under a right name (a plain
 * cross-site request; also a page on another port of the same computer) is unmasked by its Origin, which is not where it sends the request.
 * What is left is a page that we would have had to serve, and we serve none; it would need the token, like everybody.
 */
function judgeVisitor({ host = '', origin }: IncomingHttpHeaders, allowedHosts: readonly string[]): Refusal | undefined {
  const name = nameIn(host.toLowerCase())
  if (name === undefined || !(loopbackNames.includes(name) || allowedHosts.includes(name))) return strangeHost
  // https where a proxy in front of us does TLS.
  if (origin !== undefined && !['http', 'https'].some((scheme) => origin === `${scheme}://${host.toLowerCase()}`)) return foreignOrigin
  return undefined
}

const loopbackNames = ['127.0.0.1', 'localhost', '::1']

/** The name or address in a Host header, without port and brackets; undefined when it is malformed. */
function nameIn(host: string): string | undefined {
  const [, address, name] = /^(?:\[([^\][]*)\]|([^:\][/@\s]+))(?::\d{1,5})?$/.exec(host) ?? []
  return address === undefined ? name : isIPv6(address) ? address : undefined
}

/** Judges what is asked for: path, method, and for POST the content type and the declared size. */
export function judgeRequest({ method, url, headers }: RequestHead, routes: Routes): Refusal | undefined {
  const methods = routes[pathOf(url)]
  if (!methods) return nothingHere
  if (!methods.includes(method)) return wrongMethod(methods)
  if (method !== 'POST') return undefined
  if (!isJson(headers['content-type'])) return notJsonContent
  if (Number(headers['content-length'] ?? 0) > maximumBodyBytes) return tooLarge
  return undefined
}

/** The path of a request target, without the query. An absolute target (as sent to a proxy) names no path of ours. */
export function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? ''
}

/** A message above the limit, whether it was declared or streamed. */
export const tooLarge: Refusal = {
  status: 413,
  code: rpcCode.refused,
  sentence: `The message is too large. This endpoint takes up to ${maximumBodyBytes / 1024} kB; split the request into smaller ones.`,
}

/** Host as clients on this computer write it: with the port, which they leave out only for HTTP's own. */
function hostsOf(port: number): string[] {
  return ['127.0.0.1', 'localhost', '[::1]'].map((name) => (port === 80 ? name : `${name}:${port}`))
}

/** Any other loopback origin is a web page that merely runs on this computer, such as a development server. */
function originsOf(port: number): string[] {
  return hostsOf(port)
    .slice(0, 2)
    .map((host) => `http://${host}`)
}

/** Compares hashes, so that neither the time nor the lengths tell how close a guess was. No token of ours means nobody gets in. */
function bearerMatches(authorization: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? ''
  const same = timingSafeEqual(sha256(given), sha256(token))
  return same && token !== ''
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function isJson(contentType: string | undefined): boolean {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/json'
}

const foreignHost = (port: number): Refusal => ({
  status: 403,
  code: rpcCode.refused,
  sentence: `This endpoint answers only under its own address. Use http://127.0.0.1:${port}.`,
})

const strangeHost: Refusal = {
  status: 403,
  code: rpcCode.refused,
  sentence: 'This endpoint does not answer under that name. Whoever runs it can allow the name with --allow-host or TONEARM_ALLOWED_HOSTS.',
}

const foreignOrigin: Refusal = {
  status: 403,
  code: rpcCode.refused,
  sentence: 'This endpoint does not answer web pages. Use an MCP client that runs on this computer.',
}

/**
 * The same whatever was wrong with the token. It names no OAuth metadata (`resource_metadata`): clients that find some start an OAuth flow and
 * ignore the token they were given (https://github.com/anthropics/claude-code/issues/59467).
 */
const unauthorized: Refusal = {
  status: 401,
  code: rpcCode.refused,
  sentence:
    'The access token is missing or wrong. Send the token of this Tonearm installation in the header "Authorization: Bearer TOKEN".',
  headers: { 'WWW-Authenticate': 'Bearer' },
}

const nothingHere: Refusal = {
  status: 404,
  code: rpcCode.refused,
  sentence: 'There is nothing at this address. MCP clients connect to /mcp.',
}

const wrongMethod = (methods: readonly string[]): Refusal => ({
  status: 405,
  code: rpcCode.refused,
  sentence: `This address does not take that method. It takes ${methods.join(', ')}.`,
  headers: { Allow: methods.join(', ') },
})

const notJsonContent: Refusal = {
  status: 415,
  code: rpcCode.refused,
  sentence: 'Messages must be JSON. Send the header "Content-Type: application/json".',
}
