import { z } from 'zod'
import type { EndpointAddress } from '../discovery/endpoint-file.ts'
import type { ClientState } from '../shared/clients.ts'
import type { OwnFiles } from './client.ts'

/** The name of our entry in every client. */
export const entryName = 'tonearm'

/** The keys by which the clients name a server's address: no client has two of them. */
const addressKeys = ['url', 'httpUrl', 'serverUrl', 'uri'] as const

/** The keys by which they name the headers to send. */
const headerKeys = ['headers', 'http_headers'] as const

/** What decides how a client reaches the server. The rest of an entry (time limits, which tools are allowed) is the person's. */
const ownKeys = [
  ...addressKeys,
  ...headerKeys,
  'env_http_headers',
  'bearer_token_env_var',
  'headersHelper',
  'command',
  'args',
  'env',
  'type',
  'transport',
]

const headers = z.record(z.string(), z.unknown()).optional()

/** An entry of any client, as far as we look into it. */
const entrySchema = z.looseObject({
  url: z.string().optional(),
  httpUrl: z.string().optional(),
  serverUrl: z.string().optional(),
  uri: z.string().optional(),
  headers,
  http_headers: headers,
  env_http_headers: headers,
  bearer_token_env_var: z.string().optional(),
  headersHelper: z.unknown().optional(),
  command: z.string().optional(),
  args: z.array(z.string()).optional(),
  enabled: z.boolean().optional(),
  disabled: z.boolean().optional(),
})

type Entry = z.output<typeof entrySchema>

/** What an entry of our name is to us. */
export type Judgement = { state: Extract<ClientState, 'connected' | 'outdated' | 'taken'>; note?: string }

const switchedOff = 'It is switched off in the settings of the client: switch it on there.'
const fromVariable = 'Its entry takes the key from elsewhere, such as a variable, so Tonearm cannot tell whether it is the right one.'

/**
 * Judges an entry of our name in a client's settings. Ours is what leads to an address of this computer that ends in /mcp, or starts our
 * bridge.js or `tonearm stdio`.
 */
export function judgeEntry(value: unknown, { connection, own }: { connection: EndpointAddress; own: OwnFiles }): Judgement {
  const { success, data: entry } = entrySchema.safeParse(value)
  if (!success) return { state: 'taken' }
  const judgement = addressOf(entry) === undefined ? judgeCommand(entry, own) : judgeAddress(entry, connection)
  const isOff = entry.enabled === false || entry.disabled === true
  return judgement.state === 'connected' && isOff ? { ...judgement, note: switchedOff } : judgement
}

function judgeAddress(entry: Entry, { url, token }: EndpointAddress): Judgement {
  const address = addressOf(entry) ?? ''
  if (!isOurKindOfAddress(address)) return { state: 'taken' }
  if (!isSameAddress(address, url)) return { state: 'outdated' }
  if (bearers(entry).includes(token)) return { state: 'connected' }
  return refersToVariable(entry) ? { state: 'connected', note: fromVariable } : { state: 'outdated' }
}

/** Paths of the other systems too: an entry may have come from a backup. */
const baseName = (path: string) => path.split(/[\\/]/).at(-1) ?? ''

function judgeCommand({ command = '', args = [] }: Entry, own: OwnFiles): Judgement {
  const words = [command, ...args]
  const bridge = words.find((word) => baseName(word) === 'bridge.js')
  if (bridge !== undefined) return { state: own.bridge === undefined || bridge === own.bridge ? 'connected' : 'outdated' }
  const isCommand = words.some((word) => /^(tonearm(@.*)?(\.cmd|\.exe)?|cli\.[jt]s)$/.test(baseName(word)))
  return { state: isCommand && args.includes('stdio') ? 'connected' : 'taken' }
}

function addressOf(entry: Entry): string | undefined {
  return addressKeys.map((key) => entry[key]).find((address) => address !== undefined)
}

/** The tokens that the entry sends. */
function bearers(entry: Entry): string[] {
  return headerKeys
    .flatMap((key) => Object.entries(entry[key] ?? {}))
    .flatMap(([name, value]) => {
      const bearer = typeof value === 'string' && name.toLowerCase() === 'authorization' ? /^Bearer\s+(.*)$/i.exec(value)?.[1] : undefined
      return bearer === undefined ? [] : [bearer]
    })
}

/** `${env:NAME}`, `${input:id}`, `${NAME}` and `$NAME` in a header, or what Codex and Claude Code have instead (facts of each client's file). */
function refersToVariable(entry: Entry): boolean {
  if (entry.bearer_token_env_var !== undefined || entry.env_http_headers !== undefined || entry.headersHelper !== undefined) return true
  return bearers(entry).some((bearer) => /\$\{.+\}|\$[A-Za-z_]/.test(bearer))
}

function isOurKindOfAddress(address: string): boolean {
  const url = URL.parse(address)
  return url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname) && /\/mcp\/?$/.test(url.pathname)
}

/** `localhost` leads to 127.0.0.1, where the endpoint listens. */
function isSameAddress(one: string, other: string): boolean {
  const plain = (address: string) => URL.parse(address)?.href.replace('//localhost:', '//127.0.0.1:').replace(/\/$/, '')
  return plain(one) === plain(other)
}

/** An entry that was ours, as it is to be now: what leads to the server is new, the person's own additions stay. */
export function mendedEntry(existing: unknown, wanted: Record<string, unknown>): Record<string, unknown> {
  const entry = entrySchema.safeParse(existing).data ?? {}
  return { ...Object.fromEntries(Object.entries(entry).filter(([key]) => !ownKeys.includes(key))), ...wanted }
}

/**
 * An entry that holds the old address or token, with the new ones in their places and everything else as it is.
 *
 * @returns undefined when it holds neither, or they are the same
 */
export function movedEntry(existing: unknown, old: EndpointAddress, next: EndpointAddress): Record<string, unknown> | undefined {
  const { data: entry } = entrySchema.safeParse(existing)
  if (!entry || !isOurKindOfAddress(addressOf(entry) ?? '')) return undefined
  const moved: Record<string, unknown> = { ...entry }
  for (const key of addressKeys) {
    if (old.url !== next.url && entry[key] !== undefined && isSameAddress(entry[key], old.url)) moved[key] = next.url
  }
  for (const key of headerKeys) if (entry[key]) moved[key] = withToken(entry[key], old.token, next.token)
  return JSON.stringify(moved) === JSON.stringify(entry) ? undefined : moved
}

function withToken(headers: Record<string, unknown>, old: string, next: string): Record<string, unknown> {
  const moved = (value: unknown) => {
    const [, scheme, token] = (typeof value === 'string' && /^(Bearer\s+)(.*)$/i.exec(value)) || []
    return token === old ? `${scheme}${next}` : value
  }
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, moved(value)]))
}

/** Shorter values are words ("true", "1"): hiding them would make any text unreadable. */
const shortestSecret = 6

/** What may be a secret in an entry: the values of its headers and its environment. */
export function secretsIn(value: unknown): string[] {
  const entry = z.looseObject({ headers, http_headers: headers, env: headers }).safeParse(value).data
  const values = [entry?.headers, entry?.http_headers, entry?.env].flatMap((map) => Object.values(map ?? {}))
  const texts = values.filter((one) => typeof one === 'string').map((one) => one.replace(/^Bearer\s+/i, ''))
  return texts.filter((text) => text.length >= shortestSecret && !text.startsWith('$'))
}
