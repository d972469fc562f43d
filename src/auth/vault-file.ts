import { chmod, readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { replaceFile } from '../config/replace-file.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import { createQueue } from '../shared/queue.ts'
import type { Vault } from './vault.ts'

const entriesSchema = z.record(z.string(), z.string())

/**
 * A vault in a JSON file that only its owner may read (mode 0600), for containers and other places without a keychain.
 *
 * Each change replaces the whole file by a rename, so a power failure leaves the old file or the new one. A mode that lets others read is
 * repaired before anything is read. The directory is created with mode 0700; one that exists keeps its mode, since others may use it too.
 */
export function fileVault(file: string): Vault {
  const inTurn = createQueue()

  async function load(): Promise<Map<string, string>> {
    const text = await readPrivately(file)
    if (!text?.trim()) return new Map()
    try {
      return new Map(Object.entries(entriesSchema.parse(JSON.parse(text))))
    } catch {
      // The parser's message quotes the text, so it is not passed on.
      throw new Problem(
        'vault-file-unusable',
        `The vault file ${file} is damaged and was left as it is. Repair it, or remove it and sign in again.`,
      )
    }
  }

  function save(entries: Map<string, string>): void {
    replaceFile(file, `${JSON.stringify(Object.fromEntries(entries), undefined, 2)}\n`)
  }

  return {
    read: (account) => inTurn(() => explained(file, async () => (await load()).get(account))),
    write: (account, value) => inTurn(() => explained(file, async () => save((await load()).set(account, value)))),
    forget: (account) =>
      inTurn(() =>
        explained(file, async () => {
          const entries = await load()
          if (entries.delete(account)) save(entries)
        }),
      ),
  }
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
    if (isProblem(error)) throw error
    const code = (error as NodeJS.ErrnoException).code
    if (!code) throw error
    const sentence = `The vault file ${file} cannot be read or written (${code}). Check its permissions and those of its directory.`
    throw new Problem('vault-file-unusable', sentence, { cause: error })
  }
}
