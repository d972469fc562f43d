import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** The `electron` of npm only knows how to download the real one, which tests must not do. */
const standIn = fileURLToPath(new URL('./test/stand-in/electron.ts', import.meta.url))

/** These load the app anew, with another environment, in each test. */
const withTheWholeApp = ['test/desktop/*.test.ts', 'test/stand-in/**/*.test.ts']

export default defineConfig({
  resolve: { alias: [{ find: /^electron$/, replacement: standIn }] },
  test: {
    setupFiles: ['test/property-seed.ts'],
    // Tests wait for sockets and child processes more than they compute.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    testTimeout: 60_000,
    // What another process does takes a moment, and longer on a busy machine.
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 60_000,
    // Real browsers and sockets on a loaded machine: CI gives a red test a second run and reports both. At the desk a red test is red.
    retry: process.env.CI ? 1 : 0,
    projects: [
      { extends: true, test: { name: 'app', include: withTheWholeApp } },
      // One worker for many files loads the modules once, which halves the time. Nothing in src/ has state of its own that could carry over.
      { extends: true, test: { name: 'parts', include: ['test/**/*.test.ts'], exclude: withTheWholeApp, isolate: false } },
    ],
  },
})
