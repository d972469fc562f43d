import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { buildWorkers } from '../../../scripts/build-workers.ts'
import { buildOnce } from '../../package/build-once.ts'
import { root } from '../../root.ts'

/** What the built module exports. */
export type BuiltHistory = typeof import('../../../src/history/history.ts')

/**
 * The history and its thread as they ship: from TypeScript, the thread takes some hundred milliseconds longer to start.
 *
 * @returns where the module is, for `import()`
 */
export async function builtHistory(): Promise<string> {
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
  return pathToFileURL(join(folder, 'history.js')).href
}
