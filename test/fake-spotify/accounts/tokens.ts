import { randomBytes } from 'node:crypto'

/** What the user agreed to, once: all tokens that come from it end with it. `consentedAt` in ms since the epoch. */
export type Grant = { scopes: string[]; consentedAt: number }

export type Code = { grant: Grant; redirectUri: string; challenge: string; issuedAt: number }

type Refresh = { grant: Grant; state: 'valid' | 'expired' | 'revoked'; description: string }
type Access = { grant: Grant; expiresAt: number }

/** How the refresh grant answers: since June 2026 with no new refresh token ('none'); see facts 2.4 for the other three. */
export type Rotation = 'none' | 'empty' | 'rotate' | 'same'

/** Access tokens live 3600 s (facts 2.4). */
export const accessTokenSeconds = 3_600
const codeLifeMs = 10 * 60_000

/** Everything that accounts.spotify.com knows about this app and its user, by the clock that is passed in. */
export type Tokens = ReturnType<typeof createTokens>

/** @param now milliseconds since the epoch */
export function createTokens(now: () => number) {
  const codes = new Map<string, Code>()
  const access = new Map<string, Access>()
  const refresh = new Map<string, Refresh>()
  const secrets = new Set<string>()
  const secret = (prefix: string, bytes: number) => {
    const text = `${prefix}${randomBytes(bytes).toString('base64url')}`
    secrets.add(text)
    return text
  }

  function issueAccess(grant: Grant): string {
    const token = secret('BQ', 160)
    access.set(token, { grant, expiresAt: now() + accessTokenSeconds * 1_000 })
    return token
  }

  function issueRefresh(grant: Grant): string {
    const token = secret('AQ', 96)
    refresh.set(token, { grant, state: 'valid', description: '' })
    return token
  }

  return {
    /** Notes a secret that somebody sent, true or false: it must not turn up in a log either. */
    heard: (text: string | null | undefined) => void (text && secrets.add(text)),
    secrets: () => [...secrets],

    issueCode(code: Omit<Code, 'issuedAt'>): string {
      const text = secret('AQ', 150)
      codes.set(text, { ...code, issuedAt: now() })
      return text
    },

    /** A code can be taken once, within ten minutes; taking it with wrong other values uses it up as well. */
    takeCode(text: string): Code | undefined {
      const code = codes.get(text)
      codes.delete(text)
      return code && now() - code.issuedAt <= codeLifeMs ? code : undefined
    },

    issueAccess,
    issueRefresh,

    /** The grant behind a refresh token, or the `error_description` of the invalid_grant (facts 2.5). */
    refreshGrant(token: string): Grant | string {
      const known = refresh.get(token)
      if (!known) return 'Invalid refresh token'
      if (known.state === 'revoked') return known.description
      if (known.state === 'expired' || now() >= sixMonthsAfter(known.grant.consentedAt)) return 'Refresh token expired'
      return known.grant
    },

    revoke: (token: string) =>
      void refresh.set(token, { ...(refresh.get(token) as Refresh), state: 'revoked', description: 'Refresh token revoked' }),

    /** What an access token allows, or why it does not count any more. */
    check(token: string): Grant | 'expired' | 'invalid' {
      const known = access.get(token)
      if (!known) return 'invalid'
      return now() >= known.expiresAt ? 'expired' : known.grant
    },

    expireAccessTokens: () => {
      for (const one of access.values()) one.expiresAt = 0
    },
    revokeRefreshTokens: (description = 'Refresh token revoked') => {
      for (const one of refresh.values()) if (one.state === 'valid') Object.assign(one, { state: 'revoked', description })
    },
    expireRefreshTokens: () => {
      for (const one of refresh.values()) if (one.state === 'valid') one.state = 'expired'
    },
  }
}

/** Six calendar months later, in UTC; the 31st becomes the last day of a shorter month. */
function sixMonthsAfter(ms: number): number {
  const date = new Date(ms)
  const day = date.getUTCDate()
  date.setUTCMonth(date.getUTCMonth() + 6, 1)
  const days = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, days))
  return date.getTime()
}
