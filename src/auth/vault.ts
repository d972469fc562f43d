import { isProblem, Problem } from '../shared/problem.ts'

/**
 * A place for secrets: one text for each account name.
 *
 * Every function rejects with a Problem: `vault-unavailable`, `vault-locked` or, for `write`, `vault-entry-too-large`.
 */
export type Vault = {
  read(account: string): Promise<string | undefined>
  write(account: string, value: string): Promise<void>
  /** Succeeds also when there is no such entry. */
  forget(account: string): Promise<void>
  /** Forgets every entry, also those of other Spotify apps that were used before. */
  forgetAll(): Promise<void>
  /** Whether there is no such entry for sure. `read` cannot tell: a locked keyring on Linux reads as empty. */
  isAbsent(account: string): Promise<boolean>
  /** What a write that was interrupted would have stored; undefined if nothing was, or if something was stored since. */
  interrupted?(account: string): Promise<string | undefined>
}

/** The name under which the person finds our entries in their keychain. */
const service = 'Tonearm'

/** Windows keeps at most 2,560 bytes in an entry, and two bytes a character at worst (https://github.com/atom/node-keytar/issues/112). */
const maximumCharacters = 1_280

/**
 * The operating system's keychain: macOS Keychain, Windows Credential Manager, or the Secret Service on Linux (GNOME Keyring, KWallet).
 *
 * keytar is loaded at the first use, so that everything else runs where libsecret is missing. On Linux a keyring that stays
 * locked reads as empty (libsecret finds nothing in it); only writing tells that it is locked.
 */
export function keychainVault(): Vault {
  return {
    read: (account) => withKeytar(async (keytar) => (await keytar.getPassword(service, account)) ?? undefined),
    async write(account, value) {
      if (value.length > maximumCharacters) {
        const size = `It has ${value.length} characters, and keychains on Windows keep at most ${maximumCharacters}`
        throw new Problem('vault-entry-too-large', `The entry is too large for the keychain. ${size}.`)
      }
      await withKeytar((keytar) => keytar.setPassword(service, account, value))
    },
    async forget(account) {
      const forgotten = await withKeytar((keytar) => keytar.deletePassword(service, account))
      if (!forgotten) await refuseLocked()
    },
    async forgetAll() {
      // First: to list the entries of a locked keyring ends the process, since keytar reads secrets that are not there.
      await refuseLocked()
      const entries = await withKeytar((keytar) => keytar.findCredentials(service))
      for (const { account } of entries) await withKeytar((keytar) => keytar.deletePassword(service, account))
    },
    async isAbsent(account) {
      // Writing may have unlocked the keyring, so the entry is looked for after it.
      if (process.platform === 'linux' && (await problemOfWriting())) return false
      return (await withKeytar((keytar) => keytar.getPassword(service, account))) === null
    },
  }
}

/** The account of an entry that exists for a moment only: whether it can be written tells a locked keyring from an empty one. */
const probe = 'lock-check'

/** A locked keyring also says that it has no such entry, and would bring back a login that the user has ended. @throws Problem `vault-locked` */
async function refuseLocked(): Promise<void> {
  const problem = process.platform === 'linux' ? await problemOfWriting() : undefined
  if (isProblem(problem, 'vault-locked')) throw problem
}

async function problemOfWriting(): Promise<unknown> {
  try {
    await withKeytar((keytar) => keytar.setPassword(service, probe, 'unlocked'))
    await withKeytar((keytar) => keytar.deletePassword(service, probe))
    return undefined
  } catch (error) {
    return error
  }
}

async function withKeytar<Result>(work: (keytar: typeof import('keytar')) => Promise<Result>): Promise<Result> {
  try {
    return await work((await import('keytar')).default)
  } catch (error) {
    throw keychainProblem(error, process.platform)
  }
}

/**
 * keytar's failures have a text and nothing else. The texts of a locked keychain: libsecret's "locked collection" and "dismissed" prompt, and
 * macOS's errSecInteractionNotAllowed, errSecAuthFailed and errSecUserCanceled.
 */
const lockedTexts = /locked|dismissed|interaction is not allowed|passphrase you entered|cancell?ed/i

/** keytar is an optional dependency, which an installation can leave out: `npm install --omit=optional`. */
const notInstalledSentence =
  'Tonearm was installed without keytar, the package that opens the keychain. ' +
  'Install Tonearm again with optional packages (without --omit=optional).'

/** What keytar says whatever the reason is; on Linux it is libsecret that is missing (lib/keytar.js of https://github.com/github/node-keytar). */
const notLoadedText = 'Failed to load keytar native addon'

/** What a failure of keytar means, and what the person can do about it on this platform. */
export function keychainProblem(error: unknown, platform: NodeJS.Platform): Problem {
  if (lockedTexts.test(String(error))) {
    const keychain = platform === 'linux' ? 'keyring (GNOME Keyring or KWallet)' : 'keychain'
    return new Problem('vault-locked', `The ${keychain} is locked. Unlock it and try again.`, { cause: error })
  }
  return new Problem('vault-unavailable', unavailableSentence(error, platform), { cause: error })
}

function unavailableSentence(error: unknown, platform: NodeJS.Platform): string {
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ERR_MODULE_NOT_FOUND') return notInstalledSentence
  if (String(error).includes(notLoadedText)) return notLoadedSentence(platform)
  switch (platform) {
    case 'darwin':
      return 'The macOS keychain does not answer. Open Keychain Access, check the login keychain, and start Tonearm again.'
    case 'win32':
      return 'The Windows Credential Manager does not answer. Check that the service "Credential Manager" runs, and start Tonearm again.'
    default:
      return 'No keyring is available. Install GNOME Keyring or KWallet and unlock it in your desktop session.'
  }
}

function notLoadedSentence(platform: NodeJS.Platform): string {
  if (platform !== 'linux') return 'keytar, the package that opens the keychain, cannot be loaded. Install Tonearm again.'
  return (
    'The keyring cannot be opened, most likely because the library libsecret is missing. ' +
    'Install it (on Debian and Ubuntu: sudo apt install libsecret-1-0) and start Tonearm again.'
  )
}
