import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { defineConfig } from 'electron-vite'
import renderer from './renderer/vite.config.ts'
import { leanSdk } from './scripts/lean-sdk.ts'
import { thirdPartyLicences } from './scripts/third-party-licences.ts'

// Which Electron we build for. electron-vite asks the installed package when nobody tells it.
process.env.ELECTRON_MAJOR_VER ??= '45'

export default defineConfig({
  main: {
    build: {
      outDir: 'out',
      target: 'node24',
      // Everything is built in but keytar, whose binary cannot be.
      externalizeDeps: false,
      rolldownOptions: { input: { main: 'src/main.ts' }, external: ['keytar'], output: { chunkFileNames: 'desktop/[name]-[hash].js' } },
    },
    plugins: [
      leanSdk,
      thirdPartyLicences('desktop/licences.txt'),
      {
        name: 'tonearm:other-programs',
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
