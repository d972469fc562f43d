import type { History } from '../history/history.ts'
import type { ImportProgress, ImportReport, ImportRequest } from '../history/protocol.ts'
import { Problem } from '../shared/problem.ts'
import type { HistoryState } from '../shared/status.ts'

/** Runs one import at a time, whoever began it (window, tray, command), so that everybody sees how far it is and can stop it. */
export type HistoryImports = {
  /** @throws Problem `not-available` while another one runs; as `History.import` */
  run(request: ImportRequest, options?: { signal?: AbortSignal; onProgress?: (progress: ImportProgress) => void }): Promise<ImportReport>
  progress(): HistoryState['importing']
  /** Stops the one that runs, if any, and waits for its end: the files that are done stay. */
  cancel(): Promise<void>
}

/** @param options.onChange called whenever `progress()` has changed */
export function createHistoryImports(options: { importFiles: History['import']; onChange: () => void }): HistoryImports {
  const { importFiles, onChange } = options
  let running: { progress: NonNullable<HistoryState['importing']>; stop: AbortController; ended: PromiseWithResolvers<void> } | undefined

  return {
    async run(request, { signal, onProgress } = {}) {
      if (running)
        throw new Problem('not-available', 'Another import is running. Wait until it is done, or cancel it. Nothing was imported.')
      const progress = { rows: 0, plays: 0, part: 0, secondsLeft: null as number | null }
      const mine = { progress, stop: new AbortController(), ended: Promise.withResolvers<void>() }
      running = mine
      onChange()
      try {
        return await importFiles(request, {
          signal: signal ? AbortSignal.any([signal, mine.stop.signal]) : mine.stop.signal,
          onProgress(progress) {
            const { rows, plays, doneBytes, totalBytes, secondsLeft } = progress
            mine.progress = { rows, plays, part: totalBytes === 0 ? 0 : doneBytes / totalBytes, secondsLeft }
            onProgress?.(progress)
            onChange()
          },
        })
      } finally {
        running = undefined
        mine.ended.resolve()
        onChange()
      }
    },
    progress: () => running?.progress,
    async cancel() {
      running?.stop.abort()
      await running?.ended.promise
    },
  }
}
