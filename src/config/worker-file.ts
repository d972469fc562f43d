import { existsSync } from 'node:fs'

/** The programs that run as threads, and where their sources are. The build makes one file of each (scripts/build-workers.ts). */
export const workers = {
  'chart-worker': 'charts/chart-worker.ts',
  'history-worker': 'history/worker.ts',
} as const

/**
 * Where the program of a thread lies: the source itself, or the built file in `workers/`, which lies beside the built programs.
 *
 * In the packed app it lies beside the archive, with its fonts (asarUnpack in electron-builder.yml): whether threads can read the archive has
 * differed from one Electron to the next (https://github.com/electron/electron/issues/22446).
 */
export function workerFile(name: keyof typeof workers): URL {
  if (import.meta.url.endsWith('.ts')) return new URL(`../${workers[name]}`, import.meta.url)
  const beside = outsideArchive(new URL(`./workers/${name}.js`, import.meta.url))
  return existsSync(beside) ? beside : outsideArchive(new URL(`../workers/${name}.js`, import.meta.url))
}

function outsideArchive(file: URL): URL {
  return new URL(file.href.replace(/\/app\.asar\//, '/app.asar.unpacked/'))
}
