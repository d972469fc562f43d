import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { defineConfig, mergeConfig } from 'vitest/config'
import { orderVariable } from './run-tests.ts'

// The project's own settings, in the copy that is the working directory, and what mutation testing adds.
const own = await import(pathToFileURL(join(process.cwd(), 'vitest.config.ts')).href)
const order = JSON.parse(process.env[orderVariable] ?? '[]') as string[]

// When mutation testing is killed, its tests end too: one that never ends by itself would run for ever.
process.stdin.once('end', () => process.kill(-process.pid, 'SIGKILL')).resume()
if ('unref' in process.stdin) process.stdin.unref()

/** The most promising tests first, so that a fault is found early. */
class InGivenOrder {
  shard<File>(files: File[]): File[] {
    return files
  }

  sort<File extends { moduleId: string }>(files: File[]): File[] {
    return files.toSorted((one, other) => order.indexOf(one.moduleId) - order.indexOf(other.moduleId))
  }
}

export default mergeConfig(
  own.default,
  defineConfig({
    root: process.cwd(),
    cacheDir: join(process.cwd(), '.cache/vite'),
    test: {
      setupFiles: [fileURLToPath(new URL('note-test-file.ts', import.meta.url))],
      sequence: { sequencer: InGivenOrder },
    },
  }),
)
