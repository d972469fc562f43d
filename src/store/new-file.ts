import { constants } from 'node:fs'
import { copyFile, link, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { removeOldInterruptedWrites } from '../config/interrupted-writes.ts'

/** So often a name can be taken. */
const mostNumbers = 999

/** What file systems say that know no links, such as those of USB sticks and some network drives. */
const noLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV', 'EINVAL']

/**
 * Writes a new file in one step: it is there as a whole or not at all, and never takes the place of another one. Only its owner may read it. What a killed
 * process left of one is removed after a minute.
 *
 * @param nameOf the name with a number from 1 on; the first that is free is taken
 * @param makeLink for tests, of systems that have none
 * @returns the name
 * @throws the system's error; nothing is left then
 */
export async function writeNewFile(
  folder: string,
  nameOf: (number: number) => string,
  text: string,
  makeLink: typeof link = link,
): Promise<string> {
  const hidden = join(folder, '.tonearm-export')
  const temporary = `${hidden}.${process.pid}.new`
  try {
    await rm(temporary, { force: true })
    await writeFile(temporary, text, { mode: 0o600, flag: 'wx', flush: true })
    for (let number = 1; ; number += 1) {
      const name = nameOf(number)
      try {
        await appear(temporary, join(folder, name), makeLink)
        return name
      } catch (error) {
        if (codeOf(error) !== 'EEXIST' || number >= mostNumbers) throw error
      }
    }
  } finally {
    await rm(temporary, { force: true })
    removeOldInterruptedWrites(hidden)
  }
}

async function appear(temporary: string, file: string, makeLink: typeof link): Promise<void> {
  try {
    await makeLink(temporary, file)
  } catch (error) {
    if (!noLinks.includes(codeOf(error) ?? '')) throw error
    await copyFile(temporary, file, constants.COPYFILE_EXCL)
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code
}
