import { existsSync } from 'node:fs'

/** The programs that run as threads, and where their sources are. The build makes one file of each (scripts/build-workers.ts). */
export const workers = {
  'chart-worker': 'charts/chart-worker.ts',
  'history-worker': 'history/worker.ts',
} as const

/** Where the program of a thread lies: the source itself, or the built file in `workers/`, which lies beside the built programs. */
export function workerFile(name: keyof typeof workers): URL {
  if (import.meta.url.endsWith('.ts')) return new URL(`../${workers[name]}`, import.meta.url)
  const beside = new URL(`./workers/${name}.js`, import.meta.url)
  return existsSync(beside) ? beside : new URL(`../workers/${name}.js`, import.meta.url)
}
