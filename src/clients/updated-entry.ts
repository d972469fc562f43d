import type { EndpointAddress } from '../discovery/endpoint-file.ts'
import { addressKeys, addressOf, headerKeys, isSameAddress, isTonearmAddress, readEntryKeys, refersToVariable } from './entry.ts'
import { isMap } from './files/plain-data.ts'

type PlainEntry = Record<string, unknown>

/** The keys that decide how a client reaches the server. The rest of an entry (time limits, allowed tools) belongs to the person. */
const programKeys = ['command', 'cmd', 'args', 'env', 'envs', 'environment']
const httpKeys = [...addressKeys, ...headerKeys, 'env_http_headers', 'bearer_token_env_var', 'headersHelper', 'http_headers_helper']
const ownKeys = [...programKeys, ...httpKeys, 'type', 'transport']

/**
 * An entry from Tonearm, brought up to date. What the person added to it stays, their headers, variables and environment too. Where the client still
 * reaches us in the same way, no key comes or goes, so that the file keeps the person's comments and layout. One that was switched off is on.
 *
 * @param wanted the entry as we would write it
 */
export function updatedEntry(existing: unknown, wanted: unknown): PlainEntry {
  const entry = isMap(existing) ? existing : {}
  const mine = isMap(wanted) ? wanted : {}
  if (!isMap(mine.transport)) return switchedOn(updatedServer(entry, mine))
  const server = isMap(entry.transport) ? entry.transport : only(entry, ownKeys)
  return switchedOn({ ...without(entry, ownKeys), ...mine, transport: updatedServer(server, mine.transport) })
}

function switchedOn(entry: PlainEntry): PlainEntry {
  return { ...entry, ...(entry.enabled === false && { enabled: true }), ...(entry.disabled === true && { disabled: false }) }
}

function updatedServer(server: PlainEntry, wanted: PlainEntry): PlainEntry {
  const address = addressKeys.find((key) => wanted[key] !== undefined)
  const entry = readEntryKeys(server) ?? {}
  if (!address || addressOf(entry) === undefined) return { ...without(server, ownKeys), ...wanted, ...environment(server, wanted) }
  const isOtherWay = server[address] === undefined || (server.type !== wanted.type && !/http|remote/i.test(String(server.type)))
  const kept = without(server, isOtherWay ? [...programKeys, ...addressKeys, 'type', 'transport'] : programKeys)
  if (refersToVariable(entry)) return { ...kept, ...without(wanted, headerKeys) }
  return { ...kept, ...wanted, ...headers(server, wanted) }
}

/** The person's headers, with our key in the one that is for it, however that is written. */
function headers(server: PlainEntry, wanted: PlainEntry): PlainEntry {
  const key = headerKeys.find((one) => isMap(wanted[one]))
  const mine = key && wanted[key]
  const theirs = key && server[key]
  if (!key || !isMap(mine) || !isMap(theirs)) return {}
  const spelled = Object.keys(theirs).find((name) => name.toLowerCase() === 'authorization') ?? 'Authorization'
  return { [key]: { ...theirs, [spelled]: mine.Authorization } }
}

/** The person's variables, with ours. */
function environment(server: PlainEntry, wanted: PlainEntry): PlainEntry {
  const key = ['env', 'envs', 'environment'].find((one) => isMap(server[one]))
  const mine = key && wanted[key]
  const theirs = key && server[key]
  if (!key || !isMap(theirs) || addressKeys.some((one) => wanted[one] !== undefined)) return {}
  return { [key]: { ...without(theirs, ['TONEARM_DATA_DIR']), ...(isMap(mine) && mine) } }
}

/**
 * An entry with the old address or token replaced by the new one. Everything else stays.
 *
 * @returns undefined when the entry has neither, or nothing changes
 */
export function entryWithNewAddress(existing: unknown, old: EndpointAddress, next: EndpointAddress): PlainEntry | undefined {
  const entry = readEntryKeys(existing)
  if (!entry || !isMap(existing) || !isTonearmAddress(addressOf(entry) ?? '')) return undefined
  const moved = movedServer(existing, old, next)
  if (isMap(existing.transport)) moved.transport = movedServer(existing.transport, old, next)
  return JSON.stringify(moved) === JSON.stringify(existing) ? undefined : moved
}

function movedServer(server: PlainEntry, old: EndpointAddress, next: EndpointAddress): PlainEntry {
  const moved: PlainEntry = { ...server }
  for (const key of addressKeys) {
    const address = server[key]
    if (old.url !== next.url && typeof address === 'string' && isSameAddress(address, old.url)) moved[key] = next.url
  }
  for (const key of headerKeys) if (isMap(server[key])) moved[key] = withToken(server[key], old.token, next.token)
  return moved
}

function withToken(headers: PlainEntry, old: string, next: string): PlainEntry {
  const moved = (value: unknown) => {
    const [, scheme, token] = (typeof value === 'string' && /^(Bearer\s+)(.*)$/i.exec(value)) || []
    return token === old ? `${scheme}${next}` : value
  }
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, moved(value)]))
}

const only = (map: PlainEntry, keys: readonly string[]) => Object.fromEntries(Object.entries(map).filter(([key]) => keys.includes(key)))
const without = (map: PlainEntry, keys: readonly string[]) => Object.fromEntries(Object.entries(map).filter(([key]) => !keys.includes(key)))
