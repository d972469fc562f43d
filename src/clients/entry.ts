import { z } from 'zod'
import type { EndpointAddress } from '../discovery/endpoint-file.ts'
import type { ClientState } from '../shared/clients.ts'
import type { OwnFiles } from './client.ts'
import { isMap } from './files/plain-data.ts'

/** The name of our entry in every client. */
export const entryName = 'tonearm'

/** An entry with the address as `url` and the token in a header, as Cursor, LM Studio, Zed and others have it. */
export function urlEntry({ url, token }: EndpointAddress): Record<string, unknown> {
  return { url, headers: { Authorization: `Bearer ${token}` } }
}

/** The same with the address as `httpUrl`, as Gemini CLI and those that came from it have it. */
export function httpUrlEntry(connection: EndpointAddress): Record<string, unknown> {
  const { url, ...rest } = urlEntry(connection)
  return { httpUrl: url, ...rest }
}

/** The keys that the clients have for a server's address. No client has two of them. */
export const addressKeys = ['url', 'httpUrl', 'serverUrl', 'uri'] as const

/** The keys that they have for the headers to send. */
export const headerKeys = ['headers', 'http_headers'] as const

const headers = z.record(z.string(), z.unknown()).optional()

/** An entry of any client: only the keys that we read. */
const entrySchema = z.looseObject({
  url: z.string().optional(),
  httpUrl: z.string().optional(),
  serverUrl: z.string().optional(),
  uri: z.string().optional(),
  headers,
  http_headers: headers,
  command: z.union([z.string(), z.array(z.string())]).optional(),
  cmd: z.string().optional(),
  args: z.array(z.string()).optional(),
  enabled: z.boolean().optional(),
  disabled: z.boolean().optional(),
})

export type Entry = z.output<typeof entrySchema>

/** An entry of any client, read; Cline has the keys that matter in a map `transport` of their own. undefined when it is no entry. */
export function readEntryKeys(value: unknown): Entry | undefined {
  const isNested = isMap(value) && isMap(value.transport)
  return entrySchema.safeParse(isNested ? { ...value, ...(value.transport as object) } : value).data
}

/** Whether the client starts a program for this entry. Otherwise it asks an address. */
export function startsProgram(value: unknown): boolean {
  const entry = readEntryKeys(value)
  return entry !== undefined && addressOf(entry) === undefined
}

/** Whether an entry with our name is from Tonearm, and up to date. */
export type EntryCheck = { state: Extract<ClientState, 'connected' | 'outdated' | 'off' | 'taken'>; note?: string }

const switchedOff = 'Its entry is switched off in the settings of this app. Connecting it again switches it on.'
const otherBridge = 'Its settings start the bridge of another Tonearm on this computer, such as an older version. Connect it again.'
const fromVariable = 'Its settings take the access key from somewhere else, such as a variable, so Tonearm cannot check it.'

/**
 * Checks an entry with our name in a client's settings. It is from Tonearm when it has an address on this computer that ends in /mcp, or starts
 * bridge.js or `tonearm stdio`.
 */
export function checkEntry(value: unknown, { connection, own }: { connection: EndpointAddress; own: OwnFiles }): EntryCheck {
  const entry = readEntryKeys(value)
  if (!entry) return { state: 'taken' }
  const check = addressOf(entry) === undefined ? checkCommand(entry, own) : checkAddress(entry, connection)
  return check.state === 'connected' && isSwitchedOff(entry) ? { state: 'off', note: switchedOff } : check
}

function isSwitchedOff({ enabled, disabled }: Entry): boolean {
  return enabled === false || disabled === true
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

function checkCommand({ command = [], cmd = '', args = [] }: Entry, own: OwnFiles): EntryCheck {
  const words: string[] = [command, cmd, args].flat()
  const bridge = words.find((word) => baseName(word) === 'bridge.js')
  if (bridge !== undefined) {
    return own.bridge === undefined || bridge === own.bridge ? { state: 'connected' } : { state: 'outdated', note: otherBridge }
  }
  const isCommand = words.some((word) => /^(tonearm(@.*)?(\.cmd|\.exe)?|cli\.[jt]s)$/.test(baseName(word)))
  return { state: isCommand && words.includes('stdio') ? 'connected' : 'taken' }
}

/** The address in an entry. */
export function addressOf(entry: Entry): string | undefined {
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

/** The keys with which Codex and Claude Code take headers from a program or a variable: `http_headers_helper`, `bearer_token_env_var` and the like. */
const elsewhere = /helper$|_env_var$|^env_http_headers$/i

/** `${env:NAME}`, `${input:id}`, `${NAME}`, `$NAME`, `{env:NAME}` and `{file:path}` in a header, or a key that takes it from somewhere else. */
export function refersToVariable(entry: Entry): boolean {
  if (Object.keys(entry).some((key) => elsewhere.test(key) && entry[key])) return true
  return bearers(entry).some((bearer) => /\$\{.+\}|\$[A-Za-z_]|\{(env|file):.+\}/.test(bearer))
}

/** Whether it is an address of a Tonearm on this computer. */
export function isTonearmAddress(address: string): boolean {
  const url = URL.parse(address)
  return url?.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname) && /\/mcp\/?$/.test(url.pathname)
}

/** `localhost` is 127.0.0.1, where the endpoint listens. */
export function isSameAddress(one: string, other: string): boolean {
  const plain = (address: string) => URL.parse(address)?.href.replace('//localhost:', '//127.0.0.1:').replace(/\/$/, '')
  return plain(one) === plain(other)
}
