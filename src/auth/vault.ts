import { isProblem, Problem } from '../shared/problem.ts'

/**
 * A place for secrets: one text for each account name.
 *
 * Every function rejects with a Problem: `vault-unavailable`, `vault-locked` or, for `write`, `vault-entry-too-large`.
 */
export type Vault = {
  read(account: string): Promise<string | undefined>
  write(account: string, value: string): Promise<void>
  /** Nothing to forget is no failure. */
  forget(account: string): Promise<void>
}

/** The name under which the person finds our entries in their keychain. */
const service = 'Tonearm'

/** Windows keeps at most 2,560 bytes in an entry, and two bytes a character at worst (https://github.com/atom/node-keytar/issues/112). */
const maximumCharacters = 1_280

/**
 * The operating system's keychain: macOS Keychain, Windows Credential Manager, or the Secret Service on Linux (GNOME Keyring, KWallet).
 *
 * keytar is loaded at the first use, so that everything else runs where libsecret is missing. On Linux a locked keyring that nobody
 * unlocks reads as empty (libsecret finds nothing in it); only writing tells that it is locked.
 */
export function keychainVault(): Vault {
  return {
    read: (account) => ask(async (keytar) => (await keytar.getPassword(service, account)) ?? undefined),
    async write(account, value) {
      if (value.length > maximumCharacters) {
        const size = `It has ${value.length} characters, and keychains on Windows keep at most ${maximumCharacters}`
        throw new Problem('vault-entry-too-large', `The entry is too large for the keychain. ${size}.`)
      }
      await ask((keytar) => keytar.setPassword(service, account, value))
    },
    async forget(account) {
      const forgotten = await ask((keytar) => keytar.deletePassword(service, account))
      if (!forgotten && process.platform === 'linux') await refuseIfLocked(account)
    },
  }
}

/** "Nothing to forget" is also what a locked keyring says, and would bring a login back that the person has ended. Writing tells them apart. */
async function refuseIfLocked(account: string): Promise<void> {
  try {
    await ask((keytar) => keytar.setPassword(service, account, 'forgotten'))
    await ask((keytar) => keytar.deletePassword(service, account))
  } catch (error) {
    if (isProblem(error, 'vault-locked')) throw error
  }
}

async function ask<Answer>(question: (keytar: typeof import('keytar')) => Promise<Answer>): Promise<Answer> {
  try {
    return await question((await import('keytar')).default)
  } catch (error) {
    throw keychainProblem(error, process.platform)
  }
}

/**
 * keytar's failures have a text and nothing else. The texts of a locked keychain: libsecret's "locked collection" and "dismissed" prompt, and
 * macOS's errSecInteractionNotAllowed, errSecAuthFailed and errSecUserCanceled.
 */
const lockedTexts = /locked|dismissed|interaction is not allowed|passphrase you entered|cancell?ed/i

/** keytar is not there, or its binary: npm goes on without it where it cannot be built (an optional dependency). */
const notInstalledCodes = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'])

/** npm 12 and newer run no install script of a package unless told to, and keytar's gets or builds its binary (tried with npm 12.2.0). */
const notInstalledSentence =
  'Tonearm was installed without keytar, its way into the keychain. Start it with "npx --allow-scripts=keytar tonearm" ' +
  '(in a checkout, run "npm ci" again).'

/** What a failure of keytar means, and what the person can do about it on this platform. */
export function keychainProblem(error: unknown, platform: NodeJS.Platform): Problem {
  if (lockedTexts.test(String(error))) {
    const keychain = platform === 'linux' ? 'keyring (GNOME Keyring or KWallet)' : 'keychain'
    return new Problem('vault-locked', `The ${keychain} is locked. Unlock it and try again.`, { cause: error })
  }
  if (notInstalledCodes.has((error as NodeJS.ErrnoException | undefined)?.code ?? '')) {
    return new Problem('vault-unavailable', notInstalledSentence, { cause: error })
  }
  return new Problem('vault-unavailable', unavailableSentence(platform), { cause: error })
}

function unavailableSentence(platform: NodeJS.Platform): string {
  switch (platform) {
    case 'darwin':
      return 'The macOS keychain does not answer. Open Keychain Access, check the login keychain, and start Tonearm again.'
    case 'win32':
      return 'The Windows Credential Manager does not answer. Check that the service "Credential Manager" runs, and start Tonearm again.'
    default:
      return 'No keyring is available. Install libsecret and GNOME Keyring or KWallet and unlock it in your desktop session.'
  }
}
