import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { silentLog } from '../../src/config/logging.ts'
import { type OpenDatabase, openDatabase } from '../../src/store/database.ts'

/** A path in a new folder, which goes when the test ends. */
export function temporaryFile(name = 'tonearm.sqlite'): string {
  const directory = mkdtempSync(join(tmpdir(), 'tonearm-store-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return join(directory, name)
}

/** A database that is closed when the test ends; a new file unless one is given. */
export function temporaryDatabase(file = temporaryFile(), options?: Parameters<typeof openDatabase>[2]): OpenDatabase {
  const database = openDatabase(file, silentLog, options)
  onTestFinished(() => {
    if (database.isOpen) database.close()
  })
  return database
}
