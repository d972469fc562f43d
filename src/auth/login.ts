import { z } from 'zod'

/** What a person's consent left us with: enough to get access tokens for six months, and all that is kept for the next start. */
export type Login = {
  refreshToken: string
  /** What Spotify granted, which may be less than was asked for. */
  scopes: string[]
  /** When the person consented, ISO 8601 UTC. Spotify's tokens carry no date, so we keep our own. */
  authorizedAt?: string
  /** Whose login it is: Spotify's id of the account, once Spotify was asked. What is kept of a person is kept under it, also offline. */
  accountId?: string
}

const loginSchema = z.object({
  refreshToken: z.string().min(1),
  scopes: z.array(z.string()),
  authorizedAt: z.iso.datetime().optional().catch(undefined),
  accountId: z.string().min(1).max(100).optional().catch(undefined),
})

/** What a vault entry says: the login, or that Spotify ended the last one, so that this is known after a restart too. */
export type LoginEntry = { state: 'login'; login: Login } | { state: 'ended' }

const endedSchema = z.object({ endedAt: z.iso.datetime() })

/** Reads a vault entry; undefined if nobody understands the text: then the person signs in again, which replaces it. */
export function parseLoginEntry(text: string): LoginEntry | undefined {
  const login = parseLogin(text)
  if (login) return { state: 'login', login }
  return parsed(endedSchema, text) && { state: 'ended' }
}

/** The login in a vault entry, or undefined if there is none in it. */
export function parseLogin(text: string): Login | undefined {
  return parsed(loginSchema, text)
}

function parsed<Result>(schema: z.ZodType<Result>, text: string): Result | undefined {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** The text of a vault entry in place of a login that Spotify ended. It has no token in it. @param endedAt ISO 8601 UTC */
export function serializeEnded(endedAt: string): string {
  return JSON.stringify({ endedAt })
}

/** The text of a vault entry: JSON, about 600 characters with every scope. */
export function serializeLogin({ refreshToken, scopes, authorizedAt, accountId }: Login): string {
  return JSON.stringify({ refreshToken, scopes, authorizedAt, accountId })
}

/** A login ends this long after the consent, however often it is used (https://developer.spotify.com/blog/2026-06-18-refresh-token-expiration). */
const loginMonths = 6

/**
 * When Spotify ends a login, ISO 8601 UTC: six calendar months after the consent. Where the month is too short, its last day
 * (31 August ends on 28 or 29 February).
 */
export function loginEndsAt(authorizedAt: string): string {
  const end = new Date(authorizedAt)
  const day = end.getUTCDate()
  end.setUTCDate(1)
  end.setUTCMonth(end.getUTCMonth() + loginMonths)
  const lastDay = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate()
  end.setUTCDate(Math.min(day, lastDay))
  return end.toISOString()
}
