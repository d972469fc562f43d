import { describe, expect, it } from 'vitest'
import { keychainProblem, keychainVault } from '../../src/auth/vault.ts'
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
