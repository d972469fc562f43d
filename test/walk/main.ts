import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startVitest } from 'vitest/node'
import { built } from '../package/built.ts'

// `npm run walk`: what README.md tells a new user to do, from a fresh clone of the last commit to the uninstalling, with a picture of the window at
// each step in .cache/walk. Look at them. With --here it leaves out the clone and walks in this checkout.

const root = join(import.meta.dirname, '..', '..')
const { values } = parseArgs({
  options: { here: { type: 'boolean' }, pictures: { type: 'string', default: join(root, '.cache', 'walk') } },
})

if (values.here) await walk(values.pictures)
else process.exitCode = walkInClone(values.pictures)

/** @returns the exit code */
function walkInClone(pictures: string): number {
  const clone = mkdtempSync(join(tmpdir(), 'tonearm-walk-'))
  try {
    const steps = [
      ['git', 'clone', '--quiet', root, clone],
      // The first one installs.
      ['npm', 'run', 'demo'],
      ['npm', 'run', 'walk', '--', '--here', '--pictures', pictures],
    ]
    for (const [index, [program = '', ...words]] of steps.entries()) {
      console.log(`\n$ ${[program, ...words].join(' ')}`)
      const { status } = spawnSync(program, words, { cwd: index === 0 ? root : clone, stdio: ['ignore', 'inherit', 'inherit'] })
      if (status !== 0) return 1
    }
    return 0
  } finally {
    rmSync(clone, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function walk(pictures: string): Promise<void> {
  process.env.TONEARM_WALK_PICTURES = pictures
  // Before the clock of the tests runs: a new clone has no build.
  await built()
  const standIn = join(root, 'test', 'stand-in', 'electron.ts')
  const vitest = await startVitest(
    'test',
    [],
    { root, config: false, watch: false, include: ['test/walk/*.walk.ts'], testTimeout: 300_000, hookTimeout: 120_000 },
    { resolve: { alias: [{ find: /^electron$/, replacement: standIn }] } },
  )
  await vitest.close()
  console.log(`The pictures are in ${pictures}.`)
}
