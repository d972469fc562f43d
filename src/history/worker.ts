import { parentPort, workerData } from 'node:worker_threads'
import { isProblem, Problem } from '../shared/problem.ts'
import { type HistoryDatabase, openHistoryDatabase } from '../store/history/history-database.ts'
import { putDamagedAside } from '../store/put-aside.ts'
import type { Watch } from './import/import-files.ts'
import { createOperations } from './operations.ts'
import type { Operations, Reply, Request, WorkerStart } from './protocol.ts'
import { foldedName } from './recording.ts'

// The one thread that writes the listening history, and answers questions about it. It is started by worker-client.ts.

const { file } = workerData as WorkerStart
const port = parentPort
if (!port) throw new Error('This file runs in a worker')

let open: { history: HistoryDatabase; operations: ReturnType<typeof createOperations> } | undefined
let writesDone: Promise<unknown> = Promise.resolve()

port.on('message', (request: Request | 'close') => {
  if (request === 'close') {
    writesDone.then(end)
  } else if (request.operation === 'ask' || request.operation === 'status') {
    // Questions go between the files of an import.
    answer(request)
  } else {
    writesDone = writesDone.then(() => answer(request))
  }
})

function end(): void {
  close()
  port?.close()
}

async function answer({ id, operation, input, cancelled }: Request): Promise<void> {
  const watch: Watch = {
    progress: (progress) => reply({ id, kind: 'progress', progress }),
    isCancelled: () => Atomics.load(cancelled, 0) === 1,
  }
  try {
    const carry = opened()[operation] as (input: unknown, watch: Watch) => Operations[typeof operation]['result']
    reply({ id, kind: 'result', result: await carry(input, watch) })
  } catch (error) {
    reply(failureOf(id, error))
  }
}

function opened(): ReturnType<typeof createOperations> {
  if (!open) {
    const history = openHistoryDatabase(file, foldedName)
    open = { history, operations: createOperations(history) }
  }
  return open.operations
}

/** A damaged file cannot get better: it is put aside, and the next request begins a new one. */
function failureOf(id: number, error: unknown): Reply {
  if (isProblem(error, 'database-damaged')) {
    close()
    const aside = putDamagedAside(file, Date.now())
    const sentence = `The listening history was damaged. It was put aside as ${aside}, and a new one is begun. To fill it, import your data from Spotify again.`
    return failureOf(id, new Problem('file-unusable', sentence))
  }
  if (isProblem(error)) return { id, kind: 'problem', code: error.code, sentence: error.message }
  return { id, kind: 'bug', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}

function close(): void {
  open?.history.close()
  open = undefined
}

function reply(message: Reply): void {
  port?.postMessage(message)
}
