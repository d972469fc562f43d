import { Worker } from 'node:worker_threads'
import { workerFile } from '../config/worker-file.ts'
import type { Chart, ChartTheme, Picture } from './chart.ts'
import type { DrawingWanted, Drawn } from './chart-worker.ts'

/** Draws pictures of charts, in a thread of its own. */
export type Charts = {
  /** @throws when the picture could not be drawn, which is a bug; the words and tables beside it do not depend on it */
  draw: (chart: Chart, theme: ChartTheme, format: Picture['format']) => Promise<Picture>
  /** Ends the thread, if there is one. */
  close: () => Promise<void>
}

/** So long the thread stays when nothing is wanted of it. It holds 60 MB. */
const standardIdleMs = 60_000

/** Pictures are drawn only when somebody asks for one: nothing is loaded and no thread is started before. */
export function createCharts({
  idleMs = standardIdleMs,
  program = workerFile('chart-worker'),
}: {
  idleMs?: number
  program?: URL
} = {}): Charts {
  const waiting = new Map<number, { resolve: (picture: Picture) => void; reject: (error: Error) => void }>()
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let lastId = 0

  function start(): Worker {
    const started = new Worker(program, { name: 'charts', env: {} })
    started.unref()
    const gone = (reason: string) => {
      if (worker === started) lost(reason)
    }
    started.on('message', ({ id, ...drawn }: Drawn) => {
      const asked = waiting.get(id)
      waiting.delete(id)
      if ('failure' in drawn) asked?.reject(notDrawn(drawn.failure))
      else asked?.resolve(drawn.picture)
      if (waiting.size === 0) rest()
    })
    started.on('error', (error) => gone(error instanceof Error ? error.message : String(error)))
    started.on('exit', () => gone('the thread ended'))
    return started
  }

  function lost(reason: string): void {
    worker = undefined
    for (const { reject } of waiting.values()) reject(notDrawn(reason))
    waiting.clear()
  }

  function rest(): void {
    worker?.unref()
    idle = setTimeout(close, idleMs).unref()
  }

  async function close(): Promise<void> {
    clearTimeout(idle)
    const ending = worker
    // From here on the next picture starts a thread of its own.
    lost('Tonearm is closing')
    await ending?.terminate()
  }

  return {
    close,
    draw(chart, theme, format) {
      clearTimeout(idle)
      worker ??= start()
      worker.ref()
      const { promise, resolve, reject } = Promise.withResolvers<Picture>()
      const id = ++lastId
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, chart, theme, format } satisfies DrawingWanted)
      return promise
    },
  }
}

function notDrawn(reason: string): Error {
  return new Error(`The picture could not be drawn: ${reason}`)
}
