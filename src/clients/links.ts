import type { EndpointAddress } from '../discovery/endpoint-file.ts'
import { entryName } from './entry.ts'

/** A link with which a client is asked to add a server, and the same for a person to read. Both hold the token. */
export type InstallLink = { link: string; readable: string }

/** An entry with the address at `url` and the token as a header, as Cursor, LM Studio, Zed and others have it. */
export function urlEntry({ url, token }: EndpointAddress): Record<string, unknown> {
  return { url, headers: { Authorization: `Bearer ${token}` } }
}

/** A link with the entry as base64 of its JSON in `config`. @param address what comes before the question mark */
export function base64Link(address: string, entry: Record<string, unknown>): InstallLink {
  const json = JSON.stringify(entry)
  const config = encodeURIComponent(Buffer.from(json).toString('base64'))
  return { link: `${address}?name=${entryName}&config=${config}`, readable: `${address}?name=${entryName}&config=${json}` }
}

/** A link with the entry as JSON after the question mark, its name in it. */
export function jsonLink(address: string, entry: Record<string, unknown>): InstallLink {
  const json = JSON.stringify({ name: entryName, ...entry })
  return { link: `${address}?${encodeURIComponent(json)}`, readable: `${address}?${json}` }
}
