import { z } from 'zod'

/** Replaces a secret in a text. */
export const mask = '••••••••'

/** Hides secrets in a text for a person or a log, also where they are written as JSON or as part of a link. */
export function hideSecrets(text: string, secrets: string[]): string {
  const forms = secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])
  return forms.toSorted((one, other) => other.length - one.length).reduce((hidden, form) => hidden.replaceAll(form, mask), text)
}

/** Shorter values are ordinary words ("true", "1"): hiding them would make the text unreadable. */
const shortestSecret = 6

const map = z.record(z.string(), z.unknown()).optional().catch(undefined)
const maps = z.looseObject({ headers: map, http_headers: map, env: map, environment: map, envs: map })
const entrySchema = z.looseObject({ ...maps.shape, transport: maps.optional().catch(undefined) })

/** The values in an entry that may be secrets: those of its headers and its environment. */
export function secretsIn(value: unknown): string[] {
  const entry = entrySchema.safeParse(value).data
  const found = [entry, entry?.transport].flatMap((one) => [one?.headers, one?.http_headers, one?.env, one?.environment, one?.envs])
  const texts = found.flatMap((values) => Object.values(values ?? {})).filter((one) => typeof one === 'string')
  return texts.map((one) => one.replace(/^Bearer\s+/i, '')).filter((text) => text.length >= shortestSecret && !text.startsWith('$'))
}

/** The keys in an entry that let a client in: what follows "Bearer". Ours is among them, and nothing else should be kept of it in a copy. */
export function keysIn(value: unknown): string[] {
  const entry = entrySchema.safeParse(value).data
  const headers = [entry, entry?.transport].flatMap((one) => Object.values({ ...one?.headers, ...one?.http_headers }))
  const keys = headers.map((header) => (typeof header === 'string' ? /^Bearer\s+(\S+)$/i.exec(header)?.[1] : undefined))
  return keys.filter((key) => key !== undefined && !/[${]/.test(key)) as string[]
}
