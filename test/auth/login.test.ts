import { describe, expect, it } from 'vitest'
import { loginEndsAt, parseLogin, serializeLogin } from '../../src/auth/login.ts'
import { allScopes } from '../../src/config/scopes.ts'

describe('a login in the vault', () => {
  const login = { refreshToken: 'AQ-refresh', scopes: ['user-top-read'], authorizedAt: '2026-11-23T09:00:00.000Z' }

  it('comes back as it was kept', () => {
    expect(parseLogin(serializeLogin(login))).toEqual(login)
    expect(parseLogin(serializeLogin({ refreshToken: 'AQ-refresh', scopes: [] }))).toEqual({ refreshToken: 'AQ-refresh', scopes: [] })
  })

  it('keeps nothing else, above all no access token', () => {
    const more = { ...login, accessToken: 'BQ-access', access: { value: 'BQ-access' } }
    expect(Object.keys(JSON.parse(serializeLogin(more)))).toEqual(['refreshToken', 'scopes', 'authorizedAt'])
  })

  it('fits into an entry of every keychain, also with all scopes and the longest refresh token that was ever seen', () => {
    expect(serializeLogin({ ...login, refreshToken: 'A'.repeat(400), scopes: allScopes }).length).toBeLessThan(1_280)
  })

  it('is none when the text cannot be understood', () => {
    for (const text of [
      '',
      'AQ-refresh',
      '{',
      'null',
      '[]',
      '{}',
      '{"refreshToken":""}',
      '{"refreshToken":"","scopes":[]}',
      '{"refreshToken":7,"scopes":[]}',
    ]) {
      expect(parseLogin(text), text).toBeUndefined()
    }
  })

  it('is still of use when only its date is damaged', () => {
    expect(parseLogin('{"refreshToken":"AQ-refresh","scopes":[],"authorizedAt":"yesterday"}')).toEqual({
      refreshToken: 'AQ-refresh',
      scopes: [],
    })
  })
})

describe('the end of a login', () => {
  it.each([
    ['2026-11-23T09:30:15.250Z', '2027-05-23T09:30:15.250Z', 'six months later, to the millisecond'],
    ['2026-08-31T12:00:00.000Z', '2027-02-28T12:00:00.000Z', 'the last day of a shorter month'],
    ['2027-08-31T12:00:00.000Z', '2028-02-29T12:00:00.000Z', 'the 29th in a leap year'],
    ['2027-08-29T12:00:00.000Z', '2028-02-29T12:00:00.000Z', 'the 29th itself'],
    ['2026-10-31T23:59:59.999Z', '2027-04-30T23:59:59.999Z', 'the 30th'],
    ['2026-12-31T00:00:00.000Z', '2027-06-30T00:00:00.000Z', 'over the turn of the year'],
    ['2026-02-28T00:00:00.000Z', '2026-08-28T00:00:00.000Z', 'from the end of February'],
    ['2026-06-01T01:00:00.000+02:00', '2026-11-30T23:00:00.000Z', 'counted in UTC'],
  ])('of %s is %s: %s', (authorizedAt, endsAt) => {
    expect(loginEndsAt(authorizedAt)).toBe(endsAt)
  })
})
