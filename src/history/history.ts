import { existsSync } from 'node:fs'
import type { Log } from '../config/logging.ts'
import type { HistoryStatus } from '../store/history/history-status.ts'
import type { Collected } from '../store/history/live-plays.ts'
import type { EraseRequest, ExportRequest, ImportProgress, ImportReport, ImportRequest, Operations } from './protocol.ts'
import type { QuestionInput, QuestionName, QuestionResult } from './questions/questions.ts'
import { createHistoryWorker } from './worker-client.ts'

/**
 * What is kept of listening: plays from Spotify's list of recent plays, and from the exports that a person imports. Every row belongs to an account, by its
 * lasting id. A thread of its own does all of it, so that nothing here blocks; each function can reject with a Problem of the database.
 */
export type History = {
  status(account: string): Promise<HistoryStatus>
  /** @param options.signal stops it; what was done so far stays, and the report says so @throws Problem `not-listening-history` */
  import(request: ImportRequest, options?: { signal?: AbortSignal; onProgress?: (progress: ImportProgress) => void }): Promise<ImportReport>
  /** Adds what Spotify's list of recent plays holds. Again with the same list, nothing changes. */
  collect(given: Operations['collect']['input']): Promise<Collected>
  /** Deletes plays so that nothing of them is left on the disk, and keeps them from coming back. @returns how many they were */
  erase(account: string, erase: EraseRequest): Promise<number>
  /** @returns how many plays were written @throws Problem `file-unusable`, `disk-full` */
  export(request: ExportRequest): Promise<number>
  /** Asks one of the questions in questions/. */
  ask<Name extends QuestionName>(account: string, question: Name, input: QuestionInput<Name>): Promise<QuestionResult<Name>>
  /** Gives what was kept under an earlier id of an account to its lasting id. */
  adopt(earlierId: string, account: string): Promise<void>
  /** Deletes all of an account, also what it erased; of every account when none is given. */
  forget(account?: string): Promise<void>
  /** Waits for what was begun. */
  close(): Promise<void>
}

/** @param options.file its database, which is made when it is first needed */
export function createHistory({
  file,
  log,
  now = Date.now,
  idleMs,
}: {
  file: string
  log: Log
  now?: () => number
  idleMs?: number
}): History {
  const worker = createHistoryWorker({ file, log, idleMs })
  return {
    status: (account) => worker.run('status', { account }),
    import: (request, options) => worker.run('import', request, options),
    collect: (given) => worker.run('collect', given),
    erase: (account, erase) => worker.run('erase', { account, erase, at: now() }),
    export: (request) => worker.run('export', request),
    ask: <Name extends QuestionName>(account: string, question: Name, input: QuestionInput<Name>) =>
      worker.run('ask', { account, question, input }) as Promise<QuestionResult<Name>>,
    async adopt(earlierId, account) {
      if (existsSync(file)) await worker.run('adopt', { earlierId, account })
    },
    async forget(account) {
      if (existsSync(file)) await worker.run('forget', { account })
    },
    close: worker.close,
  }
}
