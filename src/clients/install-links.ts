import { entryName } from './entry.ts'

/** A link that asks a client to add a server, and the same link in readable form. Both contain the token. */
export type InstallLink = { link: string; readable: string }

/** A link with the entry as base64 of its JSON in `config`. @param address the part before the question mark */
export function base64Link(address: string, entry: Record<string, unknown>): InstallLink {
  const json = JSON.stringify(entry)
  const config = encodeURIComponent(Buffer.from(json).toString('base64'))
  return { link: `${address}?name=${entryName}&config=${config}`, readable: `${address}?name=${entryName}&config=${json}` }
}

/** A link with the entry, its name included, as JSON after the question mark. */
export function jsonLink(address: string, entry: Record<string, unknown>): InstallLink {
  const json = JSON.stringify({ name: entryName, ...entry })
  return { link: `${address}?${encodeURIComponent(json)}`, readable: `${address}?${json}` }
}
