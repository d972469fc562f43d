import type { Tokens } from '../accounts/tokens.ts'
import { type Answer, ApiError, type ApiRequest, errorAnswer, needScopes } from './http.ts'
import { matchPath } from './match-path.ts'
import { removed } from './removed.ts'
import { routes } from './routes.ts'

/** Answers one API request: token first, then what there is at that path, then its scopes, then the handler. */
export function answerApi(request: Omit<ApiRequest, 'params' | 'scopes'>, authorization: string | undefined, tokens: Tokens): Answer {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1]
  tokens.heard(token)
  if (!token) return unauthorized('Missing access token', 'missing_token')
  const grant = tokens.check(token)
  if (grant === 'expired') return unauthorized('The access token expired', 'invalid_token')
  if (grant === 'invalid') return unauthorized('Invalid access token', 'invalid_token')
  const path = request.path.replace(/^\/v1/, '')
  try {
    const { method } = request
    for (const route of routes) {
      const params = route.method === method && matchPath(route.path, path)
      if (!params) continue
      const whole = { ...request, params, scopes: grant.scopes }
      needScopes(whole, route.scopes)
      return route.handle(whole)
    }
    if (removed[method]?.some((one) => matchPath(one, path))) return errorAnswer(403, 'Forbidden')
    if (routes.some((route) => matchPath(route.path, path))) return errorAnswer(405, 'Method not allowed')
    return errorAnswer(404, 'Service not found')
  } catch (error) {
    if (error instanceof ApiError) return errorAnswer(error.status, error.message, error.reason)
    throw error
  }
}

/** The 401s of 2026 say in www-authenticate which of the two it was (facts 3.2). */
function unauthorized(message: string, error: 'missing_token' | 'invalid_token'): Answer {
  const challenge = `Bearer realm="spotify", error="${error}", error_description="${message}"`
  return errorAnswer(401, message, undefined, { 'www-authenticate': challenge })
}
