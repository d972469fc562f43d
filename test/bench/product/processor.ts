import { callOrFail, connectOverStdio } from './clients.ts'
import { median } from './numbers.ts'
import { cpuMs } from './process-usage.ts'
import type { Programs } from './programs.ts'

/** Milliseconds of processor time for one search, at the median of rounds in turns: of the baseline and of `tonearm stdio`. */
export async function processorTimeOfSearch(
  programs: Programs,
  { rounds, searches }: { rounds: number; searches: number },
): Promise<{ baseline: number; stdio: number }> {
  const started = {
    baseline: await connectOverStdio(programs.baseline.words, programs.baseline.environment),
    stdio: await connectOverStdio(programs.stdio.words, programs.stdio.environment),
  }
  const times = { baseline: [] as number[], stdio: [] as number[] }
  // In the first round the programs load what they need and are compiled; it is not counted.
  for (let round = 0; round <= rounds; round += 1) {
    for (const name of ['baseline', 'stdio'] as const) {
      const { client, pid } = started[name]
      const before = cpuMs(pid)
      for (let search = 0; search < searches; search += 1) {
        await callOrFail(client, 'search_tracks', { query: `river ${round * searches + search}`, limit: 10 })
      }
      if (round > 0) times[name].push((cpuMs(pid) - before) / searches)
    }
  }
  await Promise.all(Object.values(started).map(({ client }) => client.close()))
  return { baseline: median(times.baseline), stdio: median(times.stdio) }
}
