import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'electron-vite'
import renderer from './renderer/vite.config.ts'

// Which Electron we build for. electron-vite asks the installed package when nobody tells it.
process.env.ELECTRON_MAJOR_VER ??= '45'

export default defineConfig({
  main: {
    build: {
      outDir: 'out',
      target: 'node24',
      rolldownOptions: { input: { cli: 'src/cli.ts', main: 'src/main.ts' } },
    },
    plugins: [
      {
        name: 'tonearm:executable',
        writeBundle: ({ dir = 'out' }) => chmodSync(join(dir, 'cli.js'), 0o755),
      },
    ],
  },
  preload: {
    build: {
      outDir: 'out',
      emptyOutDir: false,
      // A sandboxed preload is one CommonJS file: it can require `electron` and little else.
      externalizeDeps: false,
      rolldownOptions: { input: { preload: 'src/desktop/preload.ts' }, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
    },
  },
  renderer,
})
