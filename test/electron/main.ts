import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startVitest } from 'vitest/node'
import { findElectron } from '../../scripts/find-electron.ts'

// `npm run test:electron`: the journeys on the real Electron, where there is one. With --required its absence is a failure, which is what a
// machine wants that was set up for these tests.

const root = fileURLToPath(new URL('../..', import.meta.url))
const installed = findElectron(join(root, 'node_modules', 'electron'), process.env)

if ('missing' in installed) {
  console.log(`Skipped: these tests need the real Electron, and ${installed.missing}.`)
  if (process.argv.includes('--required')) process.exitCode = 1
} else {
  const bin = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const built = spawnSync(process.execPath, [bin, 'build'], { cwd: root, stdio: 'inherit' })
  if (built.status === 0) await runJourneys()
  else process.exitCode = 1
}

async function runJourneys(): Promise<void> {
  const vitest = await startVitest('test', [], {
    root,
    config: false,
    watch: false,
    include: ['test/electron/*.electron.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
  })
  await vitest.close()
}
