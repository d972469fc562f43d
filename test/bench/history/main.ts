import { fork } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { zip } from '../../history/zip.ts'
import type { Measured } from './bench-child.ts'
import { inventedExport } from './invented-export.ts'
import { timeQuestions } from './questions.ts'

//   npm run bench:history [-- 200000]
//
// imports so many invented plays from a zip in Spotify's format, and compares it with JSON.parse alone of the same files. Then it asks questions about them.

const plays = Number(process.argv[2] ?? 200_000)
const directory = mkdtempSync(join(tmpdir(), 'tonearm-bench-history-'))
const child = fileURLToPath(new URL('bench-child.ts', import.meta.url))

/** Each in a process of its own, so that its memory is its own. */
function measure(what: string, file: string): Promise<Measured> {
  const { promise, resolve, reject } = Promise.withResolvers<Measured>()
  const process = fork(child, [what, file, join(directory, 'history.sqlite')])
  process.once('message', (measured) => resolve(measured as Measured))
  process.once('error', reject)
  process.once('exit', (code) => code !== 0 && reject(new Error(`${what} ended with ${code}`)))
  return promise
}

try {
  const archive = join(directory, 'my_spotify_data.zip')
  writeFileSync(archive, zip([...inventedExport(plays)].map(({ name, text }) => ({ name, content: text }))))
  const parse = await measure('parse', archive)
  const first = await measure('import', archive)
  const again = await measure('import', archive)
  const size = statSync(join(directory, 'history.sqlite')).size / 1e6
  console.log(`${plays.toLocaleString('en')} plays, zip of ${(statSync(archive).size / 1e6).toFixed(1)} MB`)
  for (const [name, { seconds, cpuSeconds, megabytes, more }] of Object.entries({
    'JSON.parse alone': parse,
    import: first,
    'import again': again,
  })) {
    const ratio = (seconds / parse.seconds).toFixed(2)
    const times = `${seconds.toFixed(2)} s, ${ratio} x; ${cpuSeconds.toFixed(2)} s of processor, ${(cpuSeconds / parse.cpuSeconds).toFixed(2)} x`
    console.log(`${name.padEnd(16)} ${times}; ${megabytes.toFixed(0)} MB at most ${JSON.stringify(more)}`)
  }
  console.log(`database ${size.toFixed(1)} MB, ${((first.cpuSeconds * 1e6) / plays).toFixed(1)} µs of processor a play`)
  for (const { what, ms } of await timeQuestions(join(directory, 'history.sqlite'))) console.log(`${what.padEnd(40)} ${ms.toFixed(1)} ms`)
} finally {
  rmSync(directory, { recursive: true, force: true })
}
