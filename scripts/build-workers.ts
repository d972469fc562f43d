import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'
import { fontPackages, listFontFiles } from '../src/charts/fonts.ts'
import { workers } from '../src/config/worker-file.ts'
import { onlyVersion } from './only-version.ts'
import { thirdPartyLicences } from './third-party-licences.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const packages = join(root, 'node_modules')

/**
 * Builds the programs of the threads, one file each with everything inside, and what they read: the fonts of the charts (7 MB) and the program that
 * makes PNG. The desktop app and the command share them.
 *
 * @param outDirectory gets the folder `workers`
 */
export async function buildWorkers(outDirectory: string): Promise<void> {
  const directory = join(outDirectory, 'workers')
  for (const [name, source] of Object.entries(workers)) {
    await build({
      configFile: false,
      root,
      logLevel: 'warn',
      build: {
        ssr: `src/${source}`,
        outDir: directory,
        emptyOutDir: false,
        target: 'node24',
        minify: true,
        rolldownOptions: { output: { entryFileNames: `${name}.js`, codeSplitting: false } },
      },
      ssr: { noExternal: true },
      plugins: [onlyVersion, withoutCanvas, thirdPartyLicences(`${name}-licences.txt`)],
    })
  }
  copyChartFiles(join(directory, 'chart-files'))
}

/** Vega would take the package `canvas` if somebody has it, and draw other widths than everywhere else. */
const withoutCanvas: Plugin = {
  name: 'tonearm:without-canvas',
  enforce: 'pre',
  resolveId: (id) => (id === 'canvas' ? '\0canvas' : undefined),
  load: (id) => (id === '\0canvas' ? 'export {}' : undefined),
}

/** The same layout as in the packages, with the files of the regular weight only. */
function copyChartFiles(directory: string): void {
  for (const name of fontPackages) {
    const [from, to] = [join(packages, '@fontsource', name), join(directory, 'fonts', name)]
    mkdirSync(join(to, 'files'), { recursive: true })
    copyFileSync(join(from, 'unicode.json'), join(to, 'unicode.json'))
    copyFileSync(join(from, 'LICENSE'), join(to, 'LICENSE'))
  }
  for (const { path } of listFontFiles(join(packages, '@fontsource'))) {
    copyFileSync(path, join(directory, 'fonts', path.slice(join(packages, '@fontsource').length)))
  }
  copyFileSync(join(packages, '@resvg', 'resvg-wasm', 'index_bg.wasm'), join(directory, 'resvg.wasm'))
}
