import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { buildBridge } from '../../scripts/build-bridge.ts'
import { root } from '../commands/run-command.ts'

/** What bridge.js is built from. */
const sources = [
  'src/bridge.ts',
  'src/bridge',
  'src/discovery',
  'src/config',
  'src/shared',
  'src/tools',
  'src/mcp',
  'package.json',
  'scripts/build-bridge.ts',
  'scripts/built-in-lists.ts',
]

/** The path of bridge.js, as it is shipped. Test files share one build for as long as the sources stay as they are. */
export async function builtBridge(): Promise<string> {
  const cache = join(root, 'node_modules', '.cache', 'tonearm-bridge')
  const place = join(cache, hashOf(sources))
  const file = join(place, 'bridge', 'bridge.js')
  if (existsSync(file)) return file
  mkdirSync(cache, { recursive: true })
  for (const name of readdirSync(cache)) {
    const madeAt = statSync(join(cache, name), { throwIfNoEntry: false })?.mtimeMs ?? 0
    if (madeAt < Date.now() - 60 * 60_000) rmSync(join(cache, name), { recursive: true, force: true })
  }
  const workshop = mkdtempSync(join(cache, 'building-'))
  await buildBridge(workshop)
  try {
    renameSync(workshop, place)
  } catch (error) {
    // Another test file was faster.
    if (!existsSync(file)) throw error
    rmSync(workshop, { recursive: true })
  }
  return file
}

function hashOf(paths: string[]): string {
  const hash = createHash('sha256')
  for (const file of paths.flatMap((path) => filesIn(join(root, path)))) hash.update(file).update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}

function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  const entries = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return entries.map((entry) => join(entry.parentPath, entry.name)).toSorted()
}
