import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { silentLog } from '../../src/config/logging.ts'
import { createHistory, type History } from '../../src/history/history.ts'
import type { ImportReport, ImportRequest } from '../../src/history/protocol.ts'
import type { StoredPlay } from '../../src/store/history/stored-plays.ts'

/** A history in a new folder, with the real worker. Everything goes when the test ends. */
export type TemporaryHistory = History & {
  file: string
  /** Writes a file beside the history. @returns its path */
  put(name: string, content: string | Buffer | readonly unknown[]): string
  importPaths(paths: string[], more?: Partial<ImportRequest>): Promise<ImportReport>
  /** All plays of an account, the oldest first. */
  plays(account?: string): Promise<StoredPlay[]>
}

export const wanda = 'account-of-wanda'

/** @param options.now in milliseconds since the epoch */
export function temporaryHistory(options: { now?: () => number; idleMs?: number } = {}): TemporaryHistory {
  const directory = mkdtempSync(join(tmpdir(), 'tonearm-history-'))
  const file = join(directory, 'history.sqlite')
  const history = createHistory({ file, log: silentLog, ...options })
  let exports = 0
  onTestFinished(async () => {
    await history.close()
    rmSync(directory, { recursive: true, force: true })
  })
  return {
    ...history,
    file,
    put(name, content) {
      const path = join(directory, name)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content))
      return path
    },
    importPaths: (paths, more) => history.import({ account: wanda, paths, pauses: [], bringBackErased: false, ...more }),
    async plays(account = wanda) {
      exports += 1
      const exported = join(directory, `export-${exports}.json`)
      await history.export({ account, file: exported, format: 'json' })
      return JSON.parse(readFileSync(exported, 'utf8')) as StoredPlay[]
    },
  }
}
