import { describe, expect, it } from 'vitest'
import { createAccessTokens, type LoginInUse } from '../../src/auth/access-token.ts'
import { createLoginKeeper } from '../../src/auth/login-keeper.ts'
import { openVault } from '../../src/auth/open-vault.ts'
import { silentLog } from '../../src/config/logging.ts'
import type { Exclusively } from '../../src/shared/exclusively.ts'
import { Problem } from '../../src/shared/problem.ts'
import { createQueue } from '../../src/shared/queue.ts'
import { serverError } from '../fake-spotify/faults.ts'
import { minutes, person, problemOf } from './person.ts'

describe('the life of an access token', () => {
  it('begins when it is asked for, not when the answer arrives', async () => {
    const { session, spotify, pass, grants } = await person({ login: true })
    const answerTakesTwoMinutes = () => {
      pass(2 * minutes)
      return false
    }
    spotify.faults.next(answerTakesTwoMinutes, serverError(500))
    const first = await session.accessToken()
    spotify.faults.clear()
    pass(53 * minutes)
    expect(await session.accessToken()).toBe(first)
    pass(1)
    expect(await session.accessToken()).not.toBe(first)
    expect(grants()).toHaveLength(2)
  })

  it('is over at its end, also in the pause after an early renewal that failed', async () => {
    const { session, spotify, pass } = await person({ login: true })
    const first = await session.accessToken()
    pass(60 * minutes - 10_000)
    spotify.faults.next('POST /api/token', serverError(503))
    expect(await session.accessToken()).toBe(first)
    pass(10_000)
    expect(await session.accessToken()).not.toBe(first)
  })
})

/** Access tokens of a login in use, with parts of which a test replaces those that it is about. */
function tokensOf(access: LoginInUse['access'], parts: Partial<Parameters<typeof createAccessTokens>[0]>) {
  const unused = () => Promise.reject(new Error('not expected'))
  const use: LoginInUse = { clientId: 'client', handedIn: false, login: { refreshToken: 'AQ-1', scopes: [] }, access }
  const vault = openVault('memory', { file: '', exclusively: createQueue() })
  const tokens = createAccessTokens({
    authorization: { begin: unused, exchange: unused, refresh: unused },
    keeper: createLoginKeeper({ vault, exclusively: createQueue(), log: silentLog, now: () => 0 }),
    exclusively: createQueue(),
    log: silentLog,
    now: () => 0,
    isInUse: () => true,
    end: unused,
    removed: () => {},
    changed: () => {},
    ...parts,
  })
  return { tokens, use }
}

describe('an early renewal that fails because of a bug', () => {
  it('does not hide the bug', async () => {
    const bug = new TypeError('undefined is not a function')
    const refresh = () => Promise.reject(bug)
    const { tokens, use } = tokensOf(
      { value: 'BQ-1', expiresAt: 4 * minutes },
      { authorization: { begin: refresh, exchange: refresh, refresh } },
    )
    expect(await problemOf(tokens.current(use))).toBe(bug)
  })
})

describe('another process that renews for too long', () => {
  const busy = new Problem('data-directory-busy', 'Another Tonearm is busy with the same data. Try again in a moment.')
  const exclusively: Exclusively = () => Promise.reject(busy)

  it('stops nobody whose token is still valid', async () => {
    const { tokens, use } = tokensOf({ value: 'BQ-1', expiresAt: 4 * minutes }, { exclusively })
    expect(await tokens.current(use)).toBe('BQ-1')
  })

  it('is named to who needs a new token, and ends no login', async () => {
    const { tokens, use } = tokensOf({ value: 'BQ-1', expiresAt: 0 }, { exclusively })
    expect(await problemOf(tokens.current(use))).toBe(busy)
    expect(await problemOf(tokens.renew(use))).toBe(busy)
  })
})
