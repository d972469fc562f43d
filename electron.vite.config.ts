import { execFile } from 'node:child_process'
import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { defineConfig } from 'electron-vite'
import renderer from './renderer/vite.config.ts'

// Which Electron we build for. electron-vite asks the installed package when nobody tells it.
process.env.ELECTRON_MAJOR_VER ??= '45'

export default defineConfig({
  main: {
    build: {
      outDir: 'out',
      target: 'node24',
      // What the command needs is installed with it; of optional dependencies electron-vite does not know that.
      externalizeDeps: { include: ['keytar'] },
      rolldownOptions: {
        input: { cli: 'src/cli.ts', main: 'src/main.ts' },
        output: { chunkFileNames: ({ moduleIds }) => `${isDesktopOnly(moduleIds) ? 'desktop' : 'chunks'}/[name]-[hash].js` },
      },
    },
    plugins: [
      {
        name: 'tonearm:executable',
        writeBundle: ({ dir = 'out' }) => chmodSync(join(dir, 'cli.js'), 0o755),
      },
      {
        name: 'tonearm:bridge',
        async writeBundle({ dir = 'out' }) {
          const script = fileURLToPath(new URL('scripts/build-bundle.ts', import.meta.url))
          await promisify(execFile)(process.execPath, [script, dir]).catch((failure: Error & { stdout: string; stderr: string }) => {
            throw new Error(`scripts/build-bundle.ts failed:\n${failure.stdout}${failure.stderr}`)
          })
        },
      },
    ],
  },
  preload: {
    build: {
      outDir: 'out',
      emptyOutDir: false,
      // A sandboxed preload is one CommonJS file: it can require `electron` and little else.
      externalizeDeps: false,
      rolldownOptions: { input: { preload: 'src/desktop/window/preload.ts' }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer,
})

/** Packages that are built in are the desktop app's (the updater), as is what they need: the command finds its packages installed. */
function isDesktopOnly(moduleIds: string[]): boolean {
  return moduleIds.every((id) => id.includes('/node_modules/') || id.startsWith('\0'))
}
