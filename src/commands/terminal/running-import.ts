import type { ImportReport } from '../../app/listening-history.ts'
import { controlRunningEndpoint, findRunningEndpoint } from '../../discovery/running-endpoint.ts'
import { Problem } from '../../shared/problem.ts'
import type { HistoryState } from '../../shared/status.ts'

/** A large import takes seconds, or minutes on a slow disk. */
const longestMs = 60 * 60_000

const lookEveryMs = 500

/**
 * Imports in the Tonearm that runs. When `signal` aborts, the import is cancelled there, and the report says what was done until then.
 *
 * @param options.onProgress told twice a second how far it is
 * @returns undefined when no Tonearm runs
 * @throws Problem `not-listening-history` with what the other one says
 */
export async function importInRunning(
  endpointFile: string,
  input: { account: string; paths: string[]; bringBackErased: boolean },
  options: { signal: AbortSignal; onProgress?: ((importing: NonNullable<HistoryState['importing']>) => void) | undefined },
): Promise<ImportReport | undefined> {
  const { signal, onProgress } = options
  signal.throwIfAborted()
  // Leaving ends the import, too, but without its report.
  const leaving = new AbortController()
  const cancel = async () => {
    const { state } = await controlRunningEndpoint(endpointFile, 'cancel-import')
    if (state !== 'done') leaving.abort()
  }
  const looking = onProgress && setInterval(look, lookEveryMs)
  signal.addEventListener('abort', cancel, { once: true })
  let answered = false
  try {
    const running = await controlRunningEndpoint(endpointFile, 'import-history', { input, timeoutMs: longestMs, signal: leaving.signal })
    if (running.state === 'done') return running.result as ImportReport
    signal.throwIfAborted()
    if (running.state === 'none') return undefined
    throw new Problem('not-listening-history', running.reason)
  } finally {
    answered = true
    clearInterval(looking)
    signal.removeEventListener('abort', cancel)
  }

  async function look(): Promise<void> {
    const running = await findRunningEndpoint(endpointFile)
    const importing = running.state === 'running' ? running.status?.history.importing : undefined
    if (importing && !answered) onProgress?.(importing)
  }
}
