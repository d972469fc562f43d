import { consentPage, errorPage } from './pages.ts'
import type { Tokens } from './tokens.ts'

type Reply = { status: number; html?: string; location?: string }

/** A registered app: its one redirect URI is the loopback callback, with any port (RFC 8252 7.3; facts 2.2). */
export type App = { clientId: string; name: string }

const registered = /^http:\/\/127\.0\.0\.1:\d{1,5}\/callback$/

/** What Spotify shows as an error page instead of a redirect, because it must not trust the redirect URI (facts 2.5). */
function problem(query: URLSearchParams, app: App): string | undefined {
  if (query.get('client_id') !== app.clientId) return 'INVALID_CLIENT: Invalid client'
  if (!registered.test(query.get('redirect_uri') ?? '')) return 'INVALID_CLIENT: Invalid redirect URI'
  if (query.get('response_type') !== 'code') return 'response_type must be code'
  if (query.get('code_challenge_method') !== 'S256') return 'code_challenge_method must be S256'
  if (!/^[A-Za-z0-9_-]{43}$/.test(query.get('code_challenge') ?? '')) return 'code_challenge must be supplied'
  const unknown = scopesOf(query).find((scope) => !Object.hasOwn(knownScopes, scope))
  return unknown === undefined ? undefined : `INVALID_SCOPE: Invalid scope ${unknown}`
}

/** GET /authorize: the page on which the user agrees, or the error page. */
export function authorizePage(query: URLSearchParams, app: App, userName: string): Reply {
  const wrong = problem(query, app)
  if (wrong) return { status: 400, html: errorPage(wrong) }
  return {
    status: 200,
    html: consentPage({ app: app.name, user: userName, query, scopes: scopesOf(query).map((name) => [name, knownScopes[name] ?? '']) }),
  }
}

/** POST /authorize: the user's decision becomes a redirect to the app, with a code or with `access_denied`. */
export function decide(form: URLSearchParams, app: App, tokens: Tokens, now: number): Reply {
  const wrong = problem(form, app)
  if (wrong) return { status: 400, html: errorPage(wrong) }
  const redirectUri = form.get('redirect_uri') ?? ''
  const target = new URL(redirectUri)
  if (form.get('decision') === 'agree') {
    const ticked = form.getAll('granted')
    const scopes = scopesOf(form).filter((scope) => ticked.includes(scope))
    const grant = { scopes, consentedAt: now }
    target.searchParams.set('code', tokens.issueCode({ grant, redirectUri, challenge: form.get('code_challenge') ?? '' }))
  } else target.searchParams.set('error', 'access_denied')
  const state = form.get('state')
  if (state !== null) target.searchParams.set('state', state)
  return { status: 303, location: target.href }
}

function scopesOf(query: URLSearchParams): string[] {
  return [...new Set((query.get('scope') ?? '').split(' ').filter(Boolean))]
}

/** Every scope, with the sentence that users see (facts 2.3). */
export const knownScopes: Record<string, string> = {
  'ugc-image-upload': 'Upload images to Spotify on your behalf.',
  'user-read-playback-state': 'Read your currently playing content and Spotify Connect devices information.',
  'user-modify-playback-state': 'Control playback on your Spotify clients and Spotify Connect devices.',
  'user-read-currently-playing': 'Read your currently playing content.',
  'user-read-recently-played': 'Access your recently played items.',
  'user-read-playback-position': 'Read your position in content you have played.',
  'user-top-read': 'Read your top artists and content.',
  'user-library-read': 'Access your saved content.',
  'user-library-modify': 'Manage your saved content.',
  'user-follow-read': 'Access your followers and who you are following.',
  'user-follow-modify': 'Manage your saved content.',
  'playlist-read-private': 'Access your private playlists.',
  'playlist-read-collaborative': 'Access your collaborative playlists.',
  'playlist-modify-public': 'Manage your public playlists.',
  'playlist-modify-private': 'Manage your private playlists.',
  'user-read-private': 'Access your subscription details.',
  'user-read-email': 'Get your real email address.',
  streaming: 'Play content and control playback on your other devices.',
  'app-remote-control': 'Communicate with the Spotify app on your device.',
}
