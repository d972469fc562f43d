import { createHash } from 'node:crypto'
import { accessTokenSeconds, type Rotation, type Tokens } from './tokens.ts'

type Reply = { status: number; json: Record<string, unknown> }

/**
 * POST /api/token: the code exchange with PKCE and the refresh grant, with the flat error bodies of facts 2.5.
 *
 * Only the PKCE form is played: the client id in the form, no secret, no Basic header.
 */
export function tokenEndpoint(form: URLSearchParams, contentType: string, tokens: Tokens, clientId: string, rotation: Rotation): Reply {
  if (!contentType.startsWith('application/x-www-form-urlencoded')) return refused('unsupported_media_type', undefined, 415)
  if (!form.has('client_id')) return refused('invalid_client')
  if (form.get('client_id') !== clientId) return refused('invalid_client', 'Invalid client')
  const kind = form.get('grant_type')
  if (kind === 'authorization_code') return exchange(form, tokens)
  if (kind === 'refresh_token') return refresh(form, tokens, rotation)
  return refused('unsupported_grant_type', 'grant_type must be client_credentials, authorization_code or refresh_token')
}

function exchange(form: URLSearchParams, tokens: Tokens): Reply {
  const text = form.get('code')
  if (!text) return refused('invalid_request', 'code must be supplied')
  const code = tokens.takeCode(text)
  if (!code) return refused('invalid_grant', 'Invalid authorization code')
  if (form.get('redirect_uri') !== code.redirectUri) return refused('invalid_grant', 'Invalid redirect URI')
  const verifier = form.get('code_verifier') ?? ''
  const formed = /^[A-Za-z0-9_.~-]{43,128}$/.test(verifier)
  if (!formed || createHash('sha256').update(verifier).digest('base64url') !== code.challenge) {
    return refused('invalid_grant', 'code_verifier was incorrect')
  }
  return granted(tokens.issueAccess(code.grant), code.grant.scopes, tokens.issueRefresh(code.grant))
}

function refresh(form: URLSearchParams, tokens: Tokens, rotation: Rotation): Reply {
  const token = form.get('refresh_token')
  if (!token) return refused('invalid_request', 'refresh_token must be supplied')
  const grant = tokens.refreshGrant(token)
  if (typeof grant === 'string') return refused('invalid_grant', grant)
  const accessToken = tokens.issueAccess(grant)
  if (rotation === 'none') return granted(accessToken, grant.scopes)
  if (rotation === 'empty') return granted(accessToken, grant.scopes, '')
  if (rotation === 'same') return granted(accessToken, grant.scopes, token)
  tokens.revoke(token)
  return granted(accessToken, grant.scopes, tokens.issueRefresh(grant))
}

function granted(accessToken: string, scopes: string[], refreshToken?: string): Reply {
  const rest = refreshToken === undefined ? {} : { refresh_token: refreshToken }
  return {
    status: 200,
    json: { access_token: accessToken, token_type: 'Bearer', expires_in: accessTokenSeconds, ...rest, scope: scopes.join(' ') },
  }
}

function refused(error: string, description?: string, status = 400): Reply {
  return { status, json: description ? { error, error_description: description } : { error } }
}
