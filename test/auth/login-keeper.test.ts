import { describe, expect, it } from 'vitest'
import { createLoginKeeper } from '../../src/auth/login-keeper.ts'
import { openVault } from '../../src/auth/open-vault.ts'
import type { Vault } from '../../src/auth/vault.ts'
import { silentLog } from '../../src/config/logging.ts'
import { createQueue } from '../../src/shared/queue.ts'

const keeperOf = (vault: Vault, log = silentLog) => createLoginKeeper({ vault, exclusively: createQueue(), log, now: () => 0 })
const memoryVault = () => openVault('memory', { file: '', exclusively: createQueue() })
const login = { refreshToken: 'AQ-new', scopes: [] }

describe('a login that Spotify ended', () => {
  it('is noted without its token, unless another process has put another one in its place', async () => {
    const vault = memoryVault()
    const keeper = keeperOf(vault)
    await keeper.keep('client', login)
    await keeper.markEnded('client', 'AQ-ended')
    expect(await keeper.read('client')).toEqual({ state: 'login', login })
    await keeper.markEnded('client', 'AQ-new')
    expect(await keeper.read('client')).toEqual({ state: 'ended' })
    expect(await vault.read('client')).toBe('{"endedAt":"1970-01-01T00:00:00.000Z"}')
    await keeper.markEnded('another', 'AQ-new')
    expect(await keeper.read('another')).toEqual({ state: 'none' })
  })
})

describe('a renewed login', () => {
  const renewed = { refreshToken: 'AQ-newer', scopes: [] }

  it('replaces the one that it was renewed from, also when a process has noted that as ended', async () => {
    const keeper = keeperOf(memoryVault())
    await keeper.keep('client', login)
    expect(await keeper.keepRenewed('client', renewed, 'AQ-new')).toEqual({ state: 'kept' })
    expect(await keeper.read('client')).toEqual({ state: 'login', login: renewed })
    await keeper.markEnded('client', 'AQ-newer')
    expect(await keeper.keepRenewed('client', login, 'AQ-newer')).toEqual({ state: 'kept' })
  })

  it('does not replace the login of a newer sign-in', async () => {
    const keeper = keeperOf(memoryVault())
    await keeper.keep('client', login)
    expect(await keeper.keepRenewed('client', renewed, 'AQ-older')).toEqual({ state: 'replaced' })
    expect(await keeper.read('client')).toEqual({ state: 'login', login })
  })

  it('is not written back after it was removed, but is stored if it never was', async () => {
    const keeper = keeperOf(memoryVault())
    expect(await keeper.keepRenewed('client', renewed, 'AQ-new')).toEqual({ state: 'removed' })
    expect(await keeper.read('client')).toEqual({ state: 'none' })
    expect(await keeper.keepRenewed('client', renewed, undefined)).toEqual({ state: 'kept' })
  })

  it('is stored where the vault only reads as empty', async () => {
    const vault = { ...memoryVault(), isAbsent: async () => false }
    expect(await keeperOf(vault).keepRenewed('client', renewed, 'AQ-new')).toEqual({ state: 'kept' })
  })
})

describe('a vault that fails in an unknown way', () => {
  it('has nothing of its message shown or logged', async () => {
    const lines: string[] = []
    const fail = () => Promise.reject(new Error('AQ-secret'))
    const log = { ...silentLog, warn: (line: string) => void lines.push(line) }
    const keeper = keeperOf({ read: fail, write: fail, forget: fail, forgetAll: fail, isAbsent: fail, interrupted: fail }, log)
    const secret = { refreshToken: 'AQ-secret', scopes: [] }
    const notKept = await keeper.keep('client', secret)
    const renewed = await keeper.keepRenewed('client', secret, 'AQ-old')
    expect(renewed).toEqual({ state: 'not-kept', sentence: notKept })
    expect(await keeper.read('client')).toEqual({ state: 'unreadable' })
    expect(await keeper.isRemoved('client')).toBe(false)
    expect(await keeper.interrupted('client')).toBeUndefined()
    await keeper.markEnded('client', 'AQ-secret')
    expect([notKept, ...lines].join()).not.toContain('AQ-secret')
    expect(notKept).toContain('The store of the login failed in a way that Tonearm does not know.')
  })
})
