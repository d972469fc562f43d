import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { playlist } from '../../fake-spotify/builders.ts'
import { startFakeSpotify } from '../../fake-spotify/fake-spotify.ts'
import { createWorld } from '../../fake-spotify/world.ts'
import { memoryOfNewerEra, memoryOfServe } from './memory.ts'
import { pingsDuringLongRead } from './pings.ts'
import { processorTimeOfSearch } from './processor.ts'
import { preparePrograms } from './programs.ts'
import { startTimes } from './start.ts'

// `npm run bench`: how the built product does beside the baseline, in one run and in turns. Takes about five minutes on two cores.
// `npm run bench -- start` (or memory, processor, pings) measures one thing only.

const root = fileURLToPath(new URL('../../../', import.meta.url))
const wanted = process.argv.slice(2)
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name)

build()
const long = playlist({ name: 'Very long', rows: Array.from({ length: 10_001 }, (_, index) => `Song ${index + 1}`) })
const world = createWorld()
const spotify = await startFakeSpotify({ world: { ...world, playlists: [long, ...world.playlists] }, checkContract: false })
const programs = preparePrograms(spotify, `${root}out/cli.js`)
try {
  if (isWanted('start')) {
    const { baseline, stdio, serve } = await startTimes(programs, 15)
    report('start to first answer, stdio', `${ms(stdio)}, baseline ${ms(baseline)}`, stdio / baseline, 0.85)
    report('start to first answer, serve', `${ms(serve)}, baseline ${ms(baseline)}`, serve / baseline, 0.85)
  }
  if (isWanted('processor')) {
    const { baseline, stdio } = await processorTimeOfSearch(programs, { rounds: 6, searches: 100 })
    report('processor time of a search', `${ms(stdio)}, baseline ${ms(baseline)}`, stdio / baseline, 1.5)
  }
  if (isWanted('pings')) {
    const { pings, median, p99, longest } = await pingsDuringLongRead(programs, { playlist: long.id, rounds: 3 })
    report('longest ping while another client reads 10,001 rows', `${pings} pings, median ${ms(median)}, p99 ${ms(p99)}`, longest, 50)
  }
  if (isWanted('memory')) {
    const { atRest, after } = await memoryOfServe(programs, { calls: 10_000, every: 2_500 })
    report('memory at rest, MB', '', atRest, 105)
    report('memory for the first client of 2026-07-28, MB', '', await memoryOfNewerEra(programs), 5)
    report(
      'memory after 10,000 mixed calls, MB',
      after.map(({ calls, megabytes }) => `${calls}: ${megabytes}`).join(', '),
      after.at(-1)?.megabytes ?? 0,
      200,
    )
  }
} finally {
  programs.remove()
  await spotify.stop()
}

function build(): void {
  const { status, stderr } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (status !== 0) throw new Error(`The build failed:\n${stderr}`)
}

function report(what: string, details: string, value: number, highest: number): void {
  const verdict = value <= highest ? 'ok' : 'TOO MUCH'
  process.stdout.write(`${what}: ${value.toFixed(2)} (at most ${highest}) ${verdict}${details && `; ${details}`}\n`)
  if (value > highest) process.exitCode = 1
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`
}
