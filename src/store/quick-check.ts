import { Worker } from 'node:worker_threads'

/**
 * Looks for damaged pages in a database, in a thread of its own: a large file takes seconds.
 *
 * @returns what SQLite says is wrong; undefined when all is well, or when nothing could be found out
 */
export function quickCheck(file: string): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>()
  // As text, so that it is the same from source and in the built programs, where it is no file.
  const worker = new Worker(`(${checkInWorker.toString()})()`, { eval: true, workerData: file, env: {} })
  worker.unref()
  worker.once('message', resolve)
  worker.once('error', () => resolve(undefined))
  worker.once('exit', () => resolve(undefined))
  return promise
}

/** Runs in the worker, where nothing of this file is known. */
function checkInWorker(): void {
  const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads')
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite')
  const damagedCodes = [11, 26]
  try {
    const database = new DatabaseSync(workerData, { readOnly: true, timeout: 2_000 })
    const found = Object.values(database.prepare('PRAGMA quick_check(1)').get() ?? {})
    database.close()
    parentPort?.postMessage(found[0] === 'ok' ? undefined : String(found[0]))
  } catch (error) {
    const { errcode = 0, message } = error as Error & { errcode?: number }
    parentPort?.postMessage(damagedCodes.includes(errcode & 0xff) ? message : undefined)
  }
}
