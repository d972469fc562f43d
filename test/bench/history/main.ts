import { fork } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { zip } from '../../history/zip.ts'
import type { Measured } from './bench-child.ts'
import { timeCounts } from './counts-alone.ts'
import { inventedExport } from './invented-export.ts'
import { joinOutcomes } from './joined.ts'
import { pingsDuringImport } from './pings-during-import.ts'
import { timeQuestions } from './questions.ts'

//   npm run bench:history [-- 1000000 [import|pings|questions|joined]]
//
// imports so many invented plays from a zip in Spotify's format, and compares it with JSON.parse alone of the same files; asks the endpoint for answers
// meanwhile; asks questions about the plays; and compares what a simulated collector kept with what an import brings. The program exits with 1 when a value
// is above its limit. On a computer that does nothing else, times by the clock are judged; on a busy one, those of the processor, all threads together.

const plays = Number(process.argv[2] ?? 200_000)
const [load = 0] = loadavg()
const isBusy = load >= 1
const isWanted = (part: string) => process.argv[3] === undefined || process.argv[3] === part
const history = await answerOf<string>('built-history.ts')
const directory = mkdtempSync(join(tmpdir(), 'tonearm-bench-history-'))

try {
  const archive = makeArchive(plays)
  console.log(`${plays.toLocaleString('en')} plays, zip of ${megabytes(archive)} MB`)
  console.log(`A load of ${load.toFixed(1)} at the start: times ${isBusy ? 'of the processor' : 'by the clock'} are judged`)
  if (isWanted('import') || isWanted('questions')) await judgeImport(archive)
  if (isWanted('pings')) {
    const { pings, median, p99, longest } = await pingsDuringImport(archive)
    report('a ping of the endpoint meanwhile, p99, ms', p99, 25, `${pings} pings, median ${median.toFixed(1)}`)
    report('the longest of them, ms', longest, 250)
  }
  if (isWanted('questions')) {
    for (const { what, ms, cpuMs, most } of [...(await timeQuestions(database(plays), history)), ...timeCounts(database(plays))])
      report(`${what}, ms`, isBusy ? cpuMs : ms, most, isBusy ? `${ms.toFixed(1)} by the clock` : `${cpuMs.toFixed(1)} of the processor`)
  }
  if (isWanted('joined')) {
    for (const { late, lives, doubles, swallowed } of await joinOutcomes(20_000)) {
      const of = `${doubles} and ${swallowed} of ${lives.toLocaleString('en')} live plays, ${late * 100} % late`
      report('doubles, %', (doubles / lives) * 100, late === 0 ? 0 : 0.5, of)
      report('repeats swallowed, %', (swallowed / lives) * 100, 0.2)
    }
  }
} finally {
  rmSync(directory, { recursive: true, force: true })
}

async function judgeImport(archive: string): Promise<void> {
  const parse = await measure('parse', archive, plays)
  const first = await measure('import', archive, plays)
  const again = await measure('import', archive, plays)
  describe('JSON.parse alone', parse, parse)
  describe('import', first, parse)
  describe('import again', again, parse)
  const byClock = first.seconds / parse.seconds
  const byProcessor = first.cpuSeconds / parse.cpuSeconds
  const other = isBusy ? `${byClock.toFixed(2)} by the clock` : `${byProcessor.toFixed(2)} by the processor`
  report('import, times JSON.parse', isBusy ? byProcessor : byClock, plays > 200_000 ? 5 : 4.5, other)
  report('memory of the import above that of JSON.parse, MB', first.megabytes - parse.megabytes, 100)
  report('database, bytes a play', statSync(database(plays)).size / plays, 125)
  if (plays < 1_000_000) return
  const small = await measure('import', makeArchive(plays / 10), plays / 10)
  report('a play, times one of a tenth as many', first.cpuSeconds / 10 / small.cpuSeconds, 1.5)
}

function makeArchive(count: number): string {
  const archive = join(directory, `my_spotify_data_${count}.zip`)
  writeFileSync(archive, zip([...inventedExport(count)].map(({ name, text }) => ({ name, content: text }))))
  return archive
}

function database(count: number): string {
  return join(directory, `history-${count}.sqlite`)
}

/** Each in a process of its own, so that its memory is its own. */
function measure(what: 'parse' | 'import', archive: string, count: number): Promise<Measured> {
  return answerOf('bench-child.ts', what, archive, database(count), history)
}

/** The message that a program sends. */
function answerOf<Answer>(program: string, ...words: string[]): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const process = fork(fileURLToPath(new URL(program, import.meta.url)), words)
  process.once('message', (answer) => resolve(answer as Answer))
  process.once('error', reject)
  process.once('exit', (code) => code !== 0 && reject(new Error(`${program} ${words[0] ?? ''} ended with ${code}`)))
  return promise
}

function describe(name: string, { seconds, cpuSeconds, megabytes }: Measured, parse: Measured): void {
  const times = `${seconds.toFixed(2)} s, ${(seconds / parse.seconds).toFixed(2)} x; ${cpuSeconds.toFixed(2)} s of processor, ${(cpuSeconds / parse.cpuSeconds).toFixed(2)} x`
  console.log(
    `${name.padEnd(16)} ${times}; ${megabytes.toFixed(0)} MB at most; ${((cpuSeconds * 1e6) / plays).toFixed(1)} µs of processor a play`,
  )
}

function report(what: string, value: number, highest: number, details = ''): void {
  const verdict = value <= highest ? 'ok' : 'TOO MUCH'
  console.log(`${what.padEnd(52)} ${value.toFixed(2).padStart(9)} (at most ${highest}) ${verdict}${details && `; ${details}`}`)
  if (value > highest) process.exitCode = 1
}

function megabytes(file: string): string {
  return (statSync(file).size / 1e6).toFixed(1)
}
