import { silentLog } from '../../../src/config/logging.ts'
import { openSources } from '../../../src/history/import/source-files.ts'
import type { BuiltHistory } from './built-history.ts'

// One measurement of main.ts, in a process of its own: node bench-child.ts parse ZIP, or import ZIP DATABASE HISTORY, which is the module of built-history.ts.

/** What one of them needed. Processor time is that of all threads. */
export type Measured = { seconds: number; cpuSeconds: number; megabytes: number }

type Clock = { stop(): { seconds: number; cpuSeconds: number } }

function startClock(): Clock {
  const [begun, cpu] = [performance.now(), process.cpuUsage()]
  return {
    stop() {
      const { user, system } = process.cpuUsage(cpu)
      return { seconds: (performance.now() - begun) / 1_000, cpuSeconds: (user + system) / 1e6 }
    },
  }
}

/** JSON.parse alone: without reading and unpacking. */
async function parseAlone(archive: string): Promise<Measured> {
  const sources = await openSources([archive])
  const total = { seconds: 0, cpuSeconds: 0 }
  for (const source of sources.files) {
    const text = (await (await source.read()).unpacked()).toString('utf8')
    const clock = startClock()
    JSON.parse(text)
    const { seconds, cpuSeconds } = clock.stop()
    total.seconds += seconds
    total.cpuSeconds += cpuSeconds
  }
  sources.close()
  return { ...total, megabytes: megabytes() }
}

async function importAll(archive: string, file: string, module: string): Promise<Measured> {
  const { createHistory }: BuiltHistory = await import(module)
  const history = createHistory({ file, log: silentLog })
  // The thread runs.
  await history.status('bench')
  const clock = startClock()
  await history.import({ account: 'bench', paths: [archive], pauses: [], bringBackErased: false })
  const needed = { ...clock.stop(), megabytes: megabytes() }
  await history.close()
  return needed
}

function megabytes(): number {
  return process.resourceUsage().maxRSS / 1_024
}

const [what = '', archive = '', file = '', module = ''] = process.argv.slice(2)
const measured = what === 'parse' ? await parseAlone(archive) : await importAll(archive, file, module)
process.send?.(measured)
