import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { buildBridge } from '../../scripts/build-bridge.ts'
import { buildCommand } from '../../scripts/build-command.ts'
import { buildWorkers } from '../../scripts/build-workers.ts'
import { buildOnce } from './build-once.ts'

/**
 * The `tonearm` command as npm installs it: what ships is what the tests start, and it needs a third of the processor time of the source.
 *
 * @returns what Node runs
 */
export async function builtCommand(): Promise<string> {
  const folder = await buildOnce('tonearm-command', ['src', 'scripts', 'package.json', 'package-lock.json'], async (unfinished) => {
    const out = join(unfinished, 'out')
    await buildCommand(out)
    await buildWorkers(out)
    await buildBridge(out)
    mkdirSync(join(unfinished, 'bin'))
    symlinkSync(join('..', 'out', 'cli.js'), join(unfinished, 'bin', 'tonearm'))
  })
  return join(folder, 'bin', 'tonearm')
}
