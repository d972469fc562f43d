import { describe, expect, it } from 'vitest'
import { createLoginKeeper } from '../../src/auth/login-keeper.ts'
import { openVault } from '../../src/auth/open-vault.ts'
import { silentLog } from '../../src/config/logging.ts'

describe('forgetting a login that Spotify ended', () => {
  it('leaves the one that another process has put in its place', async () => {
    const keeper = createLoginKeeper({ vault: openVault('memory', { file: '' }), log: silentLog })
    const login = { refreshToken: 'AQ-new', scopes: [] }
    await keeper.keep('client', login)
    await keeper.forgetEnded('client', 'AQ-ended')
    expect(await keeper.read('client')).toEqual(login)
    await keeper.forgetEnded('client', 'AQ-new')
    expect(await keeper.read('client')).toBeUndefined()
  })
})

describe('a vault that fails in an unknown way', () => {
  it('has nothing of its message shown or logged', async () => {
    const lines: string[] = []
    const fail = () => Promise.reject(new Error('AQ-secret'))
    const log = { ...silentLog, warn: (line: string) => void lines.push(line) }
    const keeper = createLoginKeeper({ vault: { read: fail, write: fail, forget: fail }, log })
    const notKept = await keeper.keep('client', { refreshToken: 'AQ-secret', scopes: [] })
    expect(await keeper.read('client')).toBeUndefined()
    expect([notKept, ...lines].join()).not.toContain('AQ-secret')
    expect(notKept).toContain('The vault failed in a way that Tonearm does not know.')
  })
})
