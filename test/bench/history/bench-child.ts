import { silentLog } from '../../../src/config/logging.ts'
import { createHistory } from '../../../src/history/history.ts'
import { openSources } from '../../../src/history/import/source-files.ts'

// One measurement of main.ts, in a process of its own: node bench-child.ts parse|import ZIP DATABASE

const [what = '', archive = '', file = ''] = process.argv.slice(2)

const begun = performance.now()
const { cpuSeconds, ...more } = what === 'parse' ? await parseAlone() : await importAll()
const seconds = (performance.now() - begun) / 1_000
process.send?.({ seconds, cpuSeconds, megabytes: process.resourceUsage().maxRSS / 1_024, more })

/** Reading and unpacking count for the seconds only. */
async function parseAlone(): Promise<{ cpuSeconds: number }> {
  const sources = await openSources([archive])
  let cpuSeconds = 0
  for (const source of sources.files) {
    const text = (await source.read()).toString('utf8')
    const before = process.cpuUsage()
    JSON.parse(text)
    cpuSeconds += secondsOf(process.cpuUsage(before))
  }
  sources.close()
  return { cpuSeconds }
}

/** Of all threads. */
function secondsOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6
}

/** The longest pauses of the main thread tell how long an answer may wait. */
async function importAll(): Promise<{ cpuSeconds: number; [name: string]: unknown }> {
  const history = createHistory({ file, log: silentLog })
  const pauses: number[] = []
  let last = performance.now()
  const timer = setInterval(() => {
    const time = performance.now()
    pauses.push(time - last - 10)
    last = time
  }, 10)
  const before = process.cpuUsage()
  const { added } = await history.import({ account: 'bench', paths: [archive], pauses: [], bringBackErased: false })
  clearInterval(timer)
  const cpuSeconds = secondsOf(process.cpuUsage(before))
  const asked = performance.now()
  await history.ask('bench', 'totals', { from: 0, to: 2 ** 32 - 1 })
  const firstQuestionMs = Math.round(performance.now() - asked)
  await history.close()
  pauses.sort((one, other) => one - other)
  return { cpuSeconds, added, waitP99Ms: Math.round(pauses[Math.floor(pauses.length * 0.99)] ?? 0), firstQuestionMs }
}
