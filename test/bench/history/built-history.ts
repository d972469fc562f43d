import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { buildWorkers } from '../../../scripts/build-workers.ts'
import { buildOnce } from '../../package/build-once.ts'
import { root } from '../../root.ts'

// Builds the history and its thread as they ship, and tells main.ts where the module is: from TypeScript, the thread takes some hundred milliseconds longer
// to start. It is a program of its own, since a process begins with the peak memory of the one that started it, and the builder needs much.

/** What the module exports. */
export type BuiltHistory = typeof import('../../../src/history/history.ts')

const folder = await buildOnce('tonearm-history', ['src', 'scripts', 'package.json', 'package-lock.json'], async (unfinished) => {
  await buildWorkers(unfinished)
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: { ssr: 'src/history/history.ts', outDir: unfinished, emptyOutDir: false, target: 'node24' },
    ssr: { noExternal: true },
  })
})
process.send?.(pathToFileURL(join(folder, 'history.js')).href)
