import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { lstat, open, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fullDisk, isFullDisk } from '../config/defects.ts'
import { cleanText } from '../shared/clean-text.ts'
import { Problem } from '../shared/problem.ts'
import { createQueue } from '../shared/queue.ts'
import type { Database } from './database.ts'
import { fileName } from './file-name.ts'
import { writeNewFile } from './new-file.ts'
import { whenFree } from './when-free.ts'

export type ExportExtension = 'csv' | 'm3u8'

/** Lists that were written as files into the person's folder for downloads, and the way back. Nothing else there is written, read or named. */
export type Exports = {
  /**
   * Writes a new file, never over another one.
   *
   * @param title what its name is made of
   * @throws Problem `not-available` when the folder cannot be used, `disk-full`; of the database. No file is left then
   */
  write(account: string, title: string, extension: ExportExtension, text: string): Promise<{ name: string; folder: string }>
  /**
   * The text of a file that was written for this account and is as it was then.
   *
   * @param name with or without its folder
   * @throws Problem `unknown-item` for every other file
   */
  read(account: string, name: string): Promise<string>
}

/** More than a list of a hundred thousand rows has. */
const mostBytes = 64 * 1024 * 1024

/**
 * Opens the exports over the `exports` table, which knows the name and the hash of each file. A mark inside of the file would do without a table, but would
 * stand in everybody's spreadsheet and need a secret key.
 *
 * @param folder asked for at each use
 */
export function openExports(database: Database, folder: () => string): Exports {
  const inTurn = createQueue()
  const upsert = database.prepare(
    'INSERT INTO exports (account, name, hash) VALUES (?, ?, ?) ON CONFLICT (account, name) DO UPDATE SET hash = excluded.hash',
  )
  const byName = database.prepare('SELECT hash FROM exports WHERE account = ? AND name = ?')

  async function write(account: string, title: string, extension: ExportExtension, text: string) {
    const place = folder()
    const nameOf = (number: number) => fileName(title, extension, number)
    const name = await writeNewFile(place, nameOf, text).catch((error: unknown) => {
      throw isFullDisk(error) ? fullDisk('no', error) : unusableFolder(place, error)
    })
    try {
      await whenFree(() => upsert.run(account, name, hashOf(Buffer.from(text))))
    } catch (error) {
      await rm(join(place, name), { force: true })
      throw error
    }
    return { name, folder: place }
  }

  return {
    write: (...what) => inTurn(() => write(...what)),

    async read(account, given) {
      const place = folder()
      const name = dirname(given) === place ? given.slice(place.length + 1) : given
      const known = byName.get(account, name)
      if (!known) throw notOurs(given, 'is no file that Tonearm exported for this account. Give the name that export_list told.')
      const content = await contentOf(join(place, name))
      if (!content || hashOf(content) !== known.hash) throw notOurs(given, changedSince)
      return content.toString('utf8')
    },
  }
}

/** Undefined for what is no file, such as a link to one, and for what cannot be read. */
async function contentOf(path: string): Promise<Buffer | undefined> {
  try {
    // First without opening, which a named pipe would not let end; and O_NOFOLLOW, which is missing on Windows, so that nothing comes in between.
    if (!(await lstat(path)).isFile()) return undefined
    const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
    try {
      const { size } = await file.stat()
      return size > mostBytes ? undefined : await file.readFile()
    } finally {
      await file.close()
    }
  } catch {
    return undefined
  }
}

function hashOf(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

const changedSince = 'is not in the folder for downloads as Tonearm wrote it: it was changed, replaced or removed. Export the list again.'

function notOurs(name: string, what: string): Problem {
  return new Problem('unknown-item', `"${cleanText(name, 100)}" ${what}`)
}

function unusableFolder(folder: string, error: unknown): Problem {
  const { code = 'unknown reason' } = error as NodeJS.ErrnoException
  const sentence =
    code === 'ENOENT' || code === 'ENOTDIR'
      ? `There is no folder ${folder}. Create it, then try again.`
      : code === 'EEXIST'
        ? `There are already many files with this name in ${folder}. Remove some, then try again.`
        : `Tonearm cannot write to the folder ${folder} (${code}). Allow it, then try again.`
  return new Problem('not-available', sentence, { cause: error })
}
