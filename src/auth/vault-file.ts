import { existsSync } from 'node:fs'
import { chmod, readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { clearInterruptedWrites, findInterruptedWrites } from '../config/interrupted-writes.ts'
import { replaceFile } from '../config/replace-file.ts'
import type { Exclusively } from '../shared/exclusively.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import { createQueue } from '../shared/queue.ts'
import type { Vault } from './vault.ts'

const entriesSchema = z.record(z.string(), z.string())

type Entries = Map<string, string>

/** An entry with this before its account is what an interrupted write would have stored. */
const interruptedPrefix = 'interrupted:'

/** How long a reader waits to clear what interrupted writes left. It can do without. */
const limitForReadersMs = 2_000

/**
 * A vault in a JSON file that only its owner may read (mode 0600), for containers and other places without a keychain.
 *
 * Each change replaces the whole file by a rename, so a power failure leaves the old file or the new one. A mode that lets others read is
 * repaired before anything is read. The directory is created with mode 0700; one that exists keeps its mode, since others may use it too.
 *
 * A process that is killed while it writes leaves a file with secrets beside the vault. The next use of the vault removes it and keeps what was new
 * in it as `interrupted`: with a refresh token that Spotify had just replaced, it can be the only one that works.
 *
 * @param exclusively makes reading and writing one step between processes
 */
export function fileVault(file: string, exclusively: Exclusively): Vault {
  const inTurn = createQueue()

  async function load(): Promise<Entries> {
    const text = await readPrivately(file)
    if (!text?.trim()) return new Map()
    const entries = parseEntries(text)
    // The parser's message quotes the text, so it is not passed on.
    if (!entries) throw damaged(file)
    return entries
  }

  function save(entries: Entries): void {
    replaceFile(file, `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`)
  }

  /** Takes what interrupted writes left into the vault. The lock is held. */
  async function takeInterruptedWrites(): Promise<void> {
    const newer = clearInterruptedWrites(file, parseEntries)
    if (!newer) return
    const entries = await load()
    const different = [...newer].filter(([account, value]) => !isInterrupted(account) && entries.get(account) !== value)
    for (const [account, value] of different) entries.set(interruptedPrefix + account, value)
    if (different.length > 0) save(entries)
  }

  /** @param change returns whether there is something to save */
  function changeEntries(change: (entries: Entries) => boolean): Promise<void> {
    return exclusively(async () => {
      await takeInterruptedWrites()
      const entries = await load()
      if (change(entries)) save(entries)
    })
  }

  async function readEntry(account: string): Promise<string | undefined> {
    if (findInterruptedWrites(file).length > 0) {
      await exclusively(takeInterruptedWrites, { limitMs: limitForReadersMs }).catch((error) => {
        // Where nothing can be written, reading goes on.
        if (!isProblem(error) && !isSystemError(error)) throw error
      })
    }
    return (await load()).get(account)
  }

  function forgetThose(isMeant: (account: string) => boolean): Promise<void> {
    return inTurn(() =>
      explained(file, async () => {
        if (!existsSync(file) && findInterruptedWrites(file).length === 0) return
        await changeEntries((entries) => {
          const forgotten = [...entries.keys()].filter(isMeant)
          for (const one of forgotten) entries.delete(one)
          return forgotten.length > 0
        })
      }),
    )
  }

  const read = (account: string) => inTurn(() => explained(file, () => readEntry(account)))

  return {
    read,
    write: (account, value) =>
      inTurn(() =>
        explained(file, () =>
          changeEntries((entries) => {
            entries.set(account, value).delete(interruptedPrefix + account)
            return true
          }),
        ),
      ),
    forget: (account) => forgetThose((one) => one === account || isInterrupted(one)),
    forgetAll: () => forgetThose(() => true),
    isAbsent: async (account) => (await read(account)) === undefined,
    interrupted: (account) => read(interruptedPrefix + account),
  }
}

function isInterrupted(account: string): boolean {
  return account.startsWith(interruptedPrefix)
}

function parseEntries(text: string): Entries | undefined {
  try {
    return new Map(Object.entries(entriesSchema.parse(JSON.parse(text))))
  } catch {
    return undefined
  }
}

function damaged(file: string): Problem {
  return new Problem(
    'vault-file-unusable',
    `The file with the login (${file}) is damaged and was left as it is. Repair it, or remove it and sign in again.`,
  )
}

async function readPrivately(file: string): Promise<string | undefined> {
  try {
    // Windows has no such modes: there the data directory's access list protects the file.
    if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0) await chmod(file, 0o600)
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

async function explained<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (isProblem(error) || !isSystemError(error)) throw error
    const sentence = `The file with the login ${file} cannot be read or written (${error.code}). Check its permissions and those of its directory.`
    throw new Problem('vault-file-unusable', sentence, { cause: error })
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
}
