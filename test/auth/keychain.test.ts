import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { keychainProblem, keychainVault } from '../../src/auth/vault.ts'
import { startFakeSpotify } from '../fake-spotify/fake-spotify.ts'
import type { Step } from './keychain-session-child.ts'
import { newHome } from './secret-service.ts'

const linux = process.platform === 'linux'
if (!linux)
  process.stdout.write('The tests of the keychain need a Secret Service of their own, which exists on Linux only: skipped here.\n')

const unavailable = { code: 'vault-unavailable', message: expect.stringMatching(/^No keyring is available\. .*unlock it.*\.$/) }
const locked = { code: 'vault-locked', message: 'The keyring (GNOME Keyring or KWallet) is locked. Unlock it and try again.' }

describe.skipIf(!linux)('the keychain (GNOME Keyring, for real)', () => {
  it('reads what was written, replaces it, and forgets it', async () => {
    const replies = await newHome().ask(
      'unlocked',
      ['read', 'client'],
      ['write', 'client', 'first'],
      ['write', 'other', 'another client'],
      ['write', 'client', 'second "quoted" ü'],
      ['read', 'client'],
      ['forget', 'client'],
      ['read', 'client'],
      ['forget', 'client'],
      ['read', 'client'],
      ['read', 'other'],
    )
    expect(replies).toEqual([null, null, null, null, 'second "quoted" ü', null, null, null, null, 'another client'])
  })

  it('forgets every entry at once, and says when a locked one could come back', async () => {
    const home = newHome()
    await home.ask('unlocked', ['write', 'client', 'first'], ['write', 'other', 'another client'])
    expect(await home.ask('locked', ['forgetAll'])).toEqual([locked])
    expect(await home.ask('unlocked', ['forgetAll'], ['read', 'client'], ['read', 'other'], ['forgetAll'])).toEqual([
      null,
      null,
      null,
      null,
    ])
  })

  it('is there for the next process, after the next login to the desktop', async () => {
    const home = newHome()
    await home.ask('unlocked', ['write', 'client', 'kept'])
    expect(await home.ask('unlocked', ['read', 'client'])).toEqual(['kept'])
  })

  it('says that it is locked, and not that the entry is gone', async () => {
    const home = newHome()
    await home.ask('unlocked', ['write', 'client', 'kept'])
    expect(await home.ask('locked', ['read', 'client'], ['write', 'client', 'new'], ['forget', 'client'])).toEqual([null, locked, locked])
    expect(await home.ask('unlocked', ['read', 'client'])).toEqual(['kept'])
  })

  it('knows that an entry is absent only where it is unlocked', async () => {
    const home = newHome()
    const replies = await home.ask('unlocked', ['isAbsent', 'client'], ['write', 'client', 'kept'], ['isAbsent', 'client'])
    expect(replies).toEqual([true, null, false])
    expect(await home.ask('locked', ['isAbsent', 'client'], ['isAbsent', 'never-there'])).toEqual([false, false])
    expect(await home.ask('no-secret-service', ['isAbsent', 'client'])).toEqual([false])
    expect(await home.ask('unlocked', ['forget', 'client'], ['isAbsent', 'client'], ['read', 'lock-check'])).toEqual([null, true, null])
  })

  it('says what to install where there is no Secret Service', async () => {
    const replies = await newHome().ask('no-secret-service', ['read', 'client'], ['write', 'client', 'x'], ['forget', 'client'])
    expect(replies).toEqual([unavailable, unavailable, unavailable])
  })

  it('says the same where there is no session bus', async () => {
    const replies = await newHome().ask('no-bus', ['read', 'client'], ['write', 'client', 'x'], ['forget', 'client'])
    expect(replies).toEqual([unavailable, unavailable, unavailable])
  })

  it('says which library to install where libsecret is missing', async () => {
    const missing = {
      code: 'vault-unavailable',
      message: expect.stringMatching(/libsecret is missing\. .*apt install libsecret-1-0\) and start Tonearm again\.$/),
    }
    const replies = await newHome().ask('no-library', ['read', 'client'], ['write', 'client', 'x'], ['forget', 'client'])
    expect(replies).toEqual([missing, missing, missing])
  })

  it('takes as much as the smallest keychain, and no more', async () => {
    const most = 'x'.repeat(1_280)
    const replies = await newHome().ask('unlocked', ['write', 'client', most], ['write', 'client', `${most}x`], ['read', 'client'])
    expect(replies).toEqual([null, expect.objectContaining({ code: 'vault-entry-too-large' }), most])
  })
})

describe.skipIf(!linux)('a session with the keychain (GNOME Keyring, for real), where Spotify replaces each refresh token', () => {
  /** Does steps of keychain-session-child.ts. @returns what each of them said */
  async function session(...steps: Step[]) {
    const spotify = await startFakeSpotify({ rotation: 'rotate', checkContract: false })
    onTestFinished(() => spotify.stop())
    const { refreshToken } = spotify.grant(['user-top-read'])
    const child = join(import.meta.dirname, 'keychain-session-child.ts')
    const said = await newHome().run('unlocked', child, spotify.accountsUrl, spotify.clientId, refreshToken, ...steps)
    return { said, requests: spotify.tokenRequests().map(({ status }) => status) }
  }

  it('does not write a login back that was removed', async () => {
    const { said, requests } = await session('renew', 'remove', 'renew', 'state', 'stored')
    expect(said).toEqual(['renewed', 'removed', 'signed-out', 'signed-out', 'no entry'])
    expect(requests).toEqual([200, 200])
  })

  it('goes on when the keyring is locked, which reads as empty', async () => {
    const { said, requests } = await session('renew', 'lock', 'stored', 'renew', 'renew', 'state')
    expect(said).toEqual([
      'renewed',
      'locked',
      'no entry',
      'renewed',
      'renewed',
      expect.stringMatching(/^signed-in, .*The keyring .* is locked/),
    ])
    expect(requests).toEqual([200, 200, 200, 200])
  })
})

describe('an entry that is too large', () => {
  it('is refused before the keychain is asked, without showing it', async () => {
    const refused = await keychainVault()
      .write('client', 'secret'.repeat(214))
      .catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'vault-entry-too-large', message: expect.stringContaining('1284 characters') })
    expect(String(refused)).not.toContain('secret')
  })
})

describe('what the failures of a keychain mean', () => {
  it.each([
    ['darwin', 'User interaction is not allowed.', 'vault-locked', 'The keychain is locked.'],
    ['darwin', 'The user name or passphrase you entered is not correct.', 'vault-locked', 'Unlock it'],
    ['darwin', 'User canceled the operation.', 'vault-locked', 'Unlock it'],
    ['linux', 'Prompt was dismissed', 'vault-locked', 'Unlock it'],
    ['darwin', 'A required entitlement is not present.', 'vault-unavailable', 'Keychain Access'],
    ['win32', 'The stub received bad data', 'vault-unavailable', 'Credential Manager'],
    ['linux', 'Cannot create an item in a locked collection', 'vault-locked', 'GNOME Keyring or KWallet'],
    ['darwin', 'Failed to load keytar native addon, checked ["../build/Release"]', 'vault-unavailable', 'Install Tonearm again'],
    ['linux', 'Object does not exist at path “/org/freedesktop/secrets/collection/login”', 'vault-unavailable', 'unlock it'],
  ] as const)('on %s: %s', (platform, text, code, sentence) => {
    const problem = keychainProblem(new Error(text), platform)
    expect(problem).toMatchObject({ code, message: expect.stringContaining(sentence) })
    expect(problem.message).not.toContain(text)
  })

  it('says how to get keytar where npm left it out', () => {
    const error = Object.assign(new Error("Cannot find package 'keytar'"), { code: 'ERR_MODULE_NOT_FOUND' })
    const message = expect.stringMatching(/without keytar.*without --omit=optional/)
    expect(keychainProblem(error, 'darwin')).toMatchObject({ code: 'vault-unavailable', message })
  })
})
