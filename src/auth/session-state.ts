import { Problem } from '../shared/problem.ts'
import type { LoginInUse } from './access-token.ts'
import { loginEndsAt } from './login.ts'

/** Whether the user is signed in: the session's part of `Account` in src/shared/status.ts. Times are ISO 8601, UTC. */
export type SessionState =
  | { state: 'client-id-missing' }
  | { state: 'signed-out' }
  /** `url` is the consent page, for a user who closed it. An earlier login goes on working. */
  | { state: 'signing-in'; url: string }
  | SignedIn
  | { state: 'login-ended' }

export type SignedIn = {
  state: 'signed-in'
  grantedScopes: string[]
  authorizedAt?: string
  endsAt?: string
  /** Whose login it is; missing until `Session.identify`, unless the vault knew it. */
  accountId?: string
  /** Set when the login could not be kept for the next start: the sentence that says why. */
  notKept?: string
}

/** The state of a login that is in use. */
export function signedIn({ login, notKept }: LoginInUse): SignedIn {
  const { scopes, authorizedAt, accountId } = login
  const endsAt = authorizedAt ? loginEndsAt(authorizedAt) : undefined
  return { state: 'signed-in', grantedScopes: scopes, authorizedAt, endsAt, accountId, notKept }
}

export function clientIdMissing(): Problem {
  return new Problem(
    'client-id-missing',
    'Tonearm does not know your Spotify app yet. Create one on https://developer.spotify.com/dashboard and give its client ID to Tonearm.',
  )
}

export function signedOut(): Problem {
  return new Problem('signed-out', 'Nobody is signed in to Spotify.')
}
