import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { onlyVersion } from './only-version.ts'
import { thirdPartyLicences } from './third-party-licences.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Builds `history-worker.js`, the thread of the listening history: one file of its own, so that the thread loads nothing that it does not need.
 *
 * @param directory where the program that starts it has its parts; src/history/worker-client.ts looks for it there
 */
export async function buildHistoryWorker(directory: string): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      ssr: 'src/history/worker.ts',
      outDir: directory,
      emptyOutDir: false,
      target: 'node24',
      minify: false,
      rolldownOptions: { output: { entryFileNames: 'history-worker.js', codeSplitting: false } },
    },
    ssr: { noExternal: true },
    plugins: [onlyVersion, thirdPartyLicences('history-worker.licences.txt')],
  })
}

if (import.meta.main) for (const program of ['command', 'desktop']) await buildHistoryWorker(join(root, 'out', program))
