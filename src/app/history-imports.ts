import type { History } from '../history/history.ts'
import type { ImportProgress, ImportReport, ImportRequest } from '../history/protocol.ts'
import { Problem } from '../shared/problem.ts'
import type { HistoryState } from '../shared/status.ts'

/** Runs one import at a time, whoever began it (window, tray, command), so that everybody sees how far it is and can stop it. */
export type HistoryImports = {
  /** @throws Problem `not-available` while another one runs; as `History.import` */
  run(request: ImportRequest, options?: { signal?: AbortSignal; onProgress?: (progress: ImportProgress) => void }): Promise<ImportReport>
  progress(): HistoryState['importing']
  /** Stops the one that runs, if any: the files that are done stay. */
  cancel(): void
}

/** @param options.onChange called whenever `progress()` has changed */
export function createHistoryImports(options: { importFiles: History['import']; onChange: () => void }): HistoryImports {
  const { importFiles, onChange } = options
  let running: { progress: NonNullable<HistoryState['importing']>; stop: AbortController } | undefined

  return {
    async run(request, { signal, onProgress } = {}) {
      if (running)
        throw new Problem('not-available', 'Another import is running. Wait until it is done, or cancel it. Nothing was imported.')
      const mine = { progress: { rows: 0, plays: 0, part: 0, secondsLeft: null as number | null }, stop: new AbortController() }
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
        onChange()
      }
    },
    progress: () => running?.progress,
    cancel: () => running?.stop.abort(),
  }
}
