import { Worker } from 'node:worker_threads'
import type { Log } from '../config/logging.ts'
import { workerFile } from '../config/worker-file.ts'
import { defectSentence, Problem } from '../shared/problem.ts'
import type { ImportProgress, OperationName, Operations, Reply, Request } from './protocol.ts'

/** The worker as the rest of the program sees it: it starts when it is needed and ends when it has had nothing to do for a while. */
export type HistoryWorker = {
  /**
   * @param options.signal stops an import: the files that are done stay
   * @throws Problem as the operation
   */
  run<Name extends OperationName>(
    operation: Name,
    input: Operations[Name]['input'],
    options?: { signal?: AbortSignal; onProgress?: (progress: ImportProgress) => void },
  ): Promise<Operations[Name]['result']>
  /** Waits for what was begun, then ends the thread. */
  close(): Promise<void>
}

/** So long a client that asks one thing may ask another: the columns are in memory until then. */
const usualIdleMs = 5 * 60_000

/**
 * A file of Spotify's takes 60 MB to read, the columns and names of a million plays 80 MB. Without a limit, V8 collects its garbage too late. What a file
 * holds fits in the young generation, so that it is garbage before it is copied.
 */
const resourceLimits = { maxOldGenerationSizeMb: 320, maxYoungGenerationSizeMb: 96 }

type Pending = {
  resolve(result: Operations[OperationName]['result']): void
  reject(error: unknown): void
  onProgress: ((progress: ImportProgress) => void) | undefined
}

/** @param options.file the database of the history */
export function createHistoryWorker({ file, log, idleMs = usualIdleMs }: { file: string; log: Log; idleMs?: number }): HistoryWorker {
  const pending = new Map<number, Pending>()
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let lastId = 0

  function start(): Worker {
    const started = new Worker(workerFile('history-worker'), { workerData: { file }, env: {}, execArgv: [], resourceLimits })
    started.on('message', hear)
    started.on('error', (error: NodeJS.ErrnoException) => {
      const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      if (!outOfMemory) log.error('Bug in the listening history', error)
      gone(started, outOfMemory ? tooLarge() : bug())
    })
    started.once('exit', () => gone(started, bug()))
    started.unref()
    return started
  }

  function hear(reply: Reply): void {
    const waiting = pending.get(reply.id)
    if (!waiting) return
    if (reply.kind === 'progress') {
      waiting.onProgress?.(reply.progress)
      return
    }
    pending.delete(reply.id)
    if (pending.size === 0) rest()
    if (reply.kind === 'result') waiting.resolve(reply.result)
    if (reply.kind === 'problem') waiting.reject(new Problem(reply.code, reply.sentence))
    if (reply.kind === 'bug') {
      log.error(`Bug in the listening history: ${reply.stack}`)
      waiting.reject(bug())
    }
  }

  /** Nothing is under way: the program may end, and after a while the thread does. */
  function rest(): void {
    worker?.unref()
    clearTimeout(idle)
    idle = setTimeout(() => void end(), idleMs).unref()
  }

  async function end(): Promise<void> {
    const ending = worker
    worker = undefined
    if (!ending) return
    const gone = new Promise((resolve) => ending.once('exit', resolve))
    ending.ref()
    ending.postMessage('close')
    await gone
  }

  /** One that was told to end has answered everything, and its successor may be at work. */
  function gone(ended: Worker, problem: Problem): void {
    if (worker !== ended) return
    worker = undefined
    for (const { reject } of pending.values()) reject(problem)
    pending.clear()
  }

  return {
    run(operation, input, { signal, onProgress } = {}) {
      clearTimeout(idle)
      worker ??= start()
      worker.ref()
      lastId += 1
      const id = lastId
      const cancelled = new Int32Array(new SharedArrayBuffer(4))
      const cancel = () => void Atomics.store(cancelled, 0, 1)
      if (signal?.aborted) cancel()
      signal?.addEventListener('abort', cancel, { once: true })
      const { promise, resolve, reject } = Promise.withResolvers<Operations[OperationName]['result']>()
      pending.set(id, { resolve, reject, onProgress })
      worker.postMessage({ id, operation, input, cancelled } as Request)
      return promise.finally(() => signal?.removeEventListener('abort', cancel)) as Promise<Operations[typeof operation]['result']>
    },
    async close() {
      clearTimeout(idle)
      await end()
    },
  }
}

const bug = () => new Problem('defect', defectSentence)

function tooLarge(): Problem {
  return new Problem('file-unusable', "A file is too large to be read. Import Spotify's files as they came: they have about 13 MB each.")
}
