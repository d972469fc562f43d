import { z } from 'zod'
import type { EndpointAddress } from '../discovery/endpoint-file.ts'
import type { ClientState } from '../shared/clients.ts'
import type { OwnFiles } from './client.ts'

/** The name of our entry in every client. */
export const entryName = 'tonearm'

/** An entry with the address as `url` and the token in a header, as Cursor, LM Studio, Zed and others have it. */
export function urlEntry({ url, token }: EndpointAddress): Record<string, unknown> {
  return { url, headers: { Authorization: `Bearer ${token}` } }
}

/** The keys that the clients have for a server's address. No client has two of them. */
const addressKeys = ['url', 'httpUrl', 'serverUrl', 'uri'] as const

/** The keys that they have for the headers to send. */
const headerKeys = ['headers', 'http_headers'] as const

/** The keys that decide how a client reaches the server. The rest of an entry (time limits, allowed tools) belongs to the person. */
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

/** An entry of any client: only the keys that we read. */
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

/** Whether an entry with our name is from Tonearm, and up to date. */
export type EntryCheck = { state: Extract<ClientState, 'connected' | 'outdated' | 'taken'>; note?: string }

const switchedOff = 'Tonearm is switched off in the settings of this app. Switch it on there.'
const fromVariable = 'Its settings take the access key from somewhere else, such as a variable, so Tonearm cannot check it.'

/**
 * Checks an entry with our name in a client's settings. It is from Tonearm when it has an address on this computer that ends in /mcp, or starts
 * bridge.js or `tonearm stdio`.
 */
export function checkEntry(value: unknown, { connection, own }: { connection: EndpointAddress; own: OwnFiles }): EntryCheck {
  const { success, data: entry } = entrySchema.safeParse(value)
  if (!success) return { state: 'taken' }
  const check = addressOf(entry) === undefined ? checkCommand(entry, own) : checkAddress(entry, connection)
  const isOff = entry.enabled === false || entry.disabled === true
  return check.state === 'connected' && isOff ? { ...check, note: switchedOff } : check
}

function checkAddress(entry: Entry, { url, token }: EndpointAddress): EntryCheck {
  const address = addressOf(entry) ?? ''
  if (!isTonearmAddress(address)) return { state: 'taken' }
  if (!isSameAddress(address, url)) return { state: 'outdated' }
  if (bearers(entry).includes(token)) return { state: 'connected' }
  return refersToVariable(entry) ? { state: 'connected', note: fromVariable } : { state: 'outdated' }
}

/** Works with the paths of all systems: an entry may come from a backup of another computer. */
const baseName = (path: string) => path.split(/[\\/]/).at(-1) ?? ''

function checkCommand({ command = '', args = [] }: Entry, own: OwnFiles): EntryCheck {
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

/** `${env:NAME}`, `${input:id}`, `${NAME}` and `$NAME` in a header, or the keys that Codex and Claude Code have for this. */
function refersToVariable(entry: Entry): boolean {
  if (entry.bearer_token_env_var !== undefined || entry.env_http_headers !== undefined || entry.headersHelper !== undefined) return true
  return bearers(entry).some((bearer) => /\$\{.+\}|\$[A-Za-z_]/.test(bearer))
}

function isTonearmAddress(address: string): boolean {
  const url = URL.parse(address)
  return url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname) && /\/mcp\/?$/.test(url.pathname)
}

/** `localhost` is 127.0.0.1, where the endpoint listens. */
function isSameAddress(one: string, other: string): boolean {
  const plain = (address: string) => URL.parse(address)?.href.replace('//localhost:', '//127.0.0.1:').replace(/\/$/, '')
  return plain(one) === plain(other)
}

/** An old entry from Tonearm with the wanted address and token. What the person added to it stays. */
export function updatedEntry(existing: unknown, wanted: Record<string, unknown>): Record<string, unknown> {
  const entry = entrySchema.safeParse(existing).data ?? {}
  return { ...Object.fromEntries(Object.entries(entry).filter(([key]) => !ownKeys.includes(key))), ...wanted }
}

/**
 * An entry with the old address or token replaced by the new one. Everything else stays.
 *
 * @returns undefined when the entry has neither, or nothing changes
 */
export function entryWithNewAddress(existing: unknown, old: EndpointAddress, next: EndpointAddress): Record<string, unknown> | undefined {
  const { data: entry } = entrySchema.safeParse(existing)
  if (!entry || !isTonearmAddress(addressOf(entry) ?? '')) return undefined
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

/** Shorter values are ordinary words ("true", "1"): hiding them would make the text unreadable. */
const shortestSecret = 6

/** The values in an entry that may be secrets: those of its headers and its environment. */
export function secretsIn(value: unknown): string[] {
  const entry = z.looseObject({ headers, http_headers: headers, env: headers }).safeParse(value).data
  const values = [entry?.headers, entry?.http_headers, entry?.env].flatMap((map) => Object.values(map ?? {}))
  const texts = values.filter((one) => typeof one === 'string').map((one) => one.replace(/^Bearer\s+/i, ''))
  return texts.filter((text) => text.length >= shortestSecret && !text.startsWith('$'))
}
