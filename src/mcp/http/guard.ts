import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { isIPv6 } from 'node:net'
import { type Refusal, rpcCode } from './refusal.ts'

/** What is known of a request before a byte of its body is read. */
export type RequestHead = { method: string; url: string; headers: IncomingHttpHeaders }

/** Who asks, by the token that was sent: a client, or a command or window of this Tonearm, which read the control token from endpoint.json. */
export type Caller = 'client' | 'control'

/** The methods that each path of the endpoint takes, and from whom. */
export type Routes = Record<string, { methods: readonly string[]; callers: readonly Caller[] }>

/** 300 kB: a tool call has some hundred bytes, and the longest brings a playlist's cover, up to 256 KB of base64 (Spotify's limit). */
export const maximumBodyBytes = 300 * 1024

/**
 * Checks who asks: first Host, then Origin, then the bearer token.
 *
 * Host and Origin come first because they show that a web page is asking (DNS rebinding, or a plain cross-site request). A web page must learn
 * nothing, not even whether a token is needed. The MCP specification demands 403 for a wrong Origin (2025-11-25, basic/transports, security warning).
 *
 * @param expected the port we listen on, the tokens that open it, the names that the person allowed besides the computer's own, and, where other
 *   computers can reach us, the names that those may use
 */
export function checkCaller(head: RequestHead, expected: Expected): Refusal | undefined {
  return checkAddress(head, expected) ?? (callerOf(head, expected) ? undefined : unauthorized)
}

/** Checks Host and Origin alone, for what is answered without a token. */
export function checkAddress({ headers }: RequestHead, expected: Omit<Expected, 'token'>): Refusal | undefined {
  return expected.allowedHosts ? checkRemote(headers, [...expected.allowedHosts, ...(expected.names ?? [])]) : checkLocal(headers, expected)
}

/** Who asks; undefined when the token is missing or wrong. */
export function callerOf({ headers }: RequestHead, { token, controlToken = '' }: Expected): Caller | undefined {
  if (bearerMatches(headers.authorization, token)) return 'client'
  return bearerMatches(headers.authorization, controlToken) ? 'control' : undefined
}

type Expected = { port: number; token: string; controlToken?: string; allowedHosts?: readonly string[]; names?: readonly string[] }

/**
 * For an endpoint that only this computer reaches: programs use our address or exactly a name that the person allowed, and the port in it is
 * the one we listen on. A web page is no program: its Origin is never one of those names.
 */
function checkLocal({ host = '', origin }: IncomingHttpHeaders, { port, names = [] }: Omit<Expected, 'token'>): Refusal | undefined {
  if (!hostsOf(port, names).includes(host.toLowerCase())) return wrongHost(port)
  if (origin !== undefined && !originsOf(port).includes(origin)) return originNotAllowed
  return undefined
}

/**
 * For an endpoint that other computers reach, perhaps through a container engine or a proxy that publishes another port. So the port in Host
 * says nothing, and only its name counts.
 *
 * DNS rebinding: a web page lets its own name resolve to our address. The browser then sends that name as Host, and the name is neither one of
 * this computer nor one that was allowed. A page cannot choose those: no DNS server is asked for `localhost` or an address, and the allowed
 * names are not the page's. Cross-site requests: a page from elsewhere (also from another port of this computer) that sends a right Host is
 * found by its Origin, which differs from Host. We serve no pages ourselves, and a request needs the token in any case.
 */
function checkRemote({ host = '', origin }: IncomingHttpHeaders, allowedHosts: readonly string[]): Refusal | undefined {
  if (![...loopbackNames, ...allowedHosts].includes(nameIn(host.toLowerCase()) ?? '')) return hostNotAllowed
  // https: a proxy in front of us may do TLS.
  if (origin !== undefined && !['http', 'https'].some((scheme) => origin === `${scheme}://${host.toLowerCase()}`)) return originNotAllowed
  return undefined
}

const loopbackNames = ['127.0.0.1', 'localhost', '::1']

/** The name or address in a Host header, without port and brackets; undefined when it is malformed. */
function nameIn(host: string): string | undefined {
  const [, address, name] = /^(?:\[([^\][]*)\]|([^:\][]+))(?::\d{1,5})?$/.exec(host) ?? []
  return address === undefined ? name : isIPv6(address) ? address : undefined
}

/** Checks what is asked for: path, who may ask for it, method, and for POST the content type and the declared size. */
export function checkRequest({ method, url, headers }: RequestHead, routes: Routes, caller: Caller = 'client'): Refusal | undefined {
  const route = routes[pathOf(url)]
  if (!route) return notFound
  if (!route.callers.includes(caller)) return caller === 'client' ? notForClients : onlyControl
  if (!route.methods.includes(method)) return methodNotAllowed(route.methods)
  if (method !== 'POST') return undefined
  if (!isJson(headers['content-type'])) return wrongContentType
  if (Number(headers['content-length'] ?? 0) > maximumBodyBytes) return tooLarge
  return undefined
}

/** The path of a request target, without the query and one slash at its end. An absolute target (as sent to a proxy) matches no route. */
export function pathOf(url: string): string {
  return (url.split('?', 1)[0] ?? '').replace(/(.)\/$/, '$1')
}

/** A message above the limit, whether it was declared or streamed. */
export const tooLarge: Refusal = {
  status: 413,
  code: rpcCode.refused,
  sentence: `The message is too large. This endpoint takes up to ${maximumBodyBytes / 1024} kB; split the request into smaller ones.`,
}

/** Host as clients on this computer write it: with the port, which they leave out only for HTTP's own. */
function hostsOf(port: number, names: readonly string[] = []): string[] {
  const written = [...loopbackNames, ...names].map((name) => (isIPv6(name) ? `[${name}]` : name))
  return written.map((name) => (port === 80 ? name : `${name}:${port}`))
}

/** Any other loopback origin is a web page that runs on this computer, such as a development server. */
function originsOf(port: number): string[] {
  return hostsOf(port)
    .slice(0, 2)
    .map((host) => `http://${host}`)
}

/** Compares hashes, so that neither the time nor the lengths tell how close a guess was. While we have no token, nobody gets in. */
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

const howToAllowNames = "The person who runs it can allow another name in Tonearm's window, page Advanced, or with --allow-host."

const wrongHost = (port: number): Refusal => ({
  status: 403,
  code: rpcCode.refused,
  sentence: `This endpoint answers only under its own address. Use http://127.0.0.1:${port}. ${howToAllowNames}`,
})

const hostNotAllowed: Refusal = {
  status: 403,
  code: rpcCode.refused,
  sentence:
    'This endpoint does not answer under that name. The person who runs it can allow the name with --allow-host or TONEARM_ALLOWED_HOSTS.',
}

const originNotAllowed: Refusal = {
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

const notFound: Refusal = {
  status: 404,
  code: rpcCode.refused,
  sentence: 'There is nothing at this address. MCP clients connect to /mcp.',
}

const notForClients: Refusal = {
  status: 403,
  code: rpcCode.refused,
  sentence: 'An app may not do this. It is for the commands and the window of this Tonearm.',
}

const onlyControl: Refusal = {
  status: 403,
  code: rpcCode.refused,
  sentence: 'This token controls Tonearm and opens nothing else. MCP clients send the access key.',
}

export const methodNotAllowed = (methods: readonly string[]): Refusal => ({
  status: 405,
  code: rpcCode.refused,
  sentence: `This address does not take that method. It takes ${methods.join(', ')}.`,
  headers: { Allow: methods.join(', ') },
})

const wrongContentType: Refusal = {
  status: 415,
  code: rpcCode.refused,
  sentence: 'Messages must be JSON. Send the header "Content-Type: application/json".',
}
