import { describe, expect, it } from 'vitest'
import { createAccessTokens, type LoginInUse } from '../../src/auth/access-token.ts'
import type { Authorization } from '../../src/auth/authorization.ts'
import { createLoginKeeper } from '../../src/auth/login-keeper.ts'
import { openVault } from '../../src/auth/open-vault.ts'
import { silentLog } from '../../src/config/logging.ts'
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

describe('an early renewal that fails because of a bug', () => {
  it('does not hide the bug', async () => {
    const bug = new TypeError('undefined is not a function')
    const authorization: Authorization = {
      begin: () => Promise.reject(bug),
      exchange: () => Promise.reject(bug),
      refresh: () => Promise.reject(bug),
    }
    const use: LoginInUse = {
      clientId: 'client',
      handedIn: false,
      login: { refreshToken: 'AQ-1', scopes: [] },
      access: { value: 'BQ-1', expiresAt: 4 * minutes },
    }
    const tokens = createAccessTokens({
      authorization,
      keeper: createLoginKeeper({
        vault: openVault('memory', { file: '', exclusively: createQueue() }),
        exclusively: createQueue(),
        log: silentLog,
        now: () => 0,
      }),
      exclusively: createQueue(),
      log: silentLog,
      now: () => 0,
      isInUse: () => true,
      end: async () => {},
      removed: () => {},
      changed: () => {},
    })
    expect(await problemOf(tokens.current(use))).toBe(bug)
  })
})
