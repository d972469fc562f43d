import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { root } from '../root.ts'

/** How long builds of other sources are kept: another run of the tests may be using them. */
const keptMs = 60 * 60_000

/**
 * Builds something once for all test files and runs with the same sources; nobody writes into it afterwards. It lies below node_modules, so that what is
 * built finds its dependencies as in out/.
 *
 * @param sources all that decides what is built: files and folders of the checkout
 * @param build puts it into an empty folder
 * @returns the folder
 */
export async function buildOnce(name: string, sources: string[], build: (folder: string) => Promise<unknown>): Promise<string> {
  const cache = join(root, 'node_modules', '.cache', name)
  mkdirSync(cache, { recursive: true })
  const folder = join(cache, hashOf(sources))
  while (!existsSync(folder)) {
    if (!lock(folder)) {
      await pause(50)
      continue
    }
    try {
      // Whoever had the lock until now may have built it.
      if (!existsSync(folder)) await buildInto(folder, cache, build)
    } finally {
      rmSync(lockOf(folder), { force: true })
    }
  }
  return folder
}

async function buildInto(folder: string, cache: string, build: (folder: string) => Promise<unknown>): Promise<void> {
  for (const other of readdirSync(cache)) {
    const madeAt = statSync(join(cache, other), { throwIfNoEntry: false })?.mtimeMs ?? 0
    if (Date.now() - madeAt > keptMs) rmSync(join(cache, other), { recursive: true, force: true })
  }
  const unfinished = mkdtempSync(join(cache, 'unfinished-'))
  await build(unfinished)
  renameSync(unfinished, folder)
}

const lockOf = (folder: string) => `${folder}.lock`

/** Takes the lock, unless a process that lives has it. */
function lock(folder: string): boolean {
  const path = lockOf(folder)
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    if (!isAlive(readIfThere(path))) rmSync(path, { force: true })
    return false
  }
}

function readIfThere(file: string): number {
  try {
    // Empty for the moment between its creation and its writing.
    return Number(readFileSync(file, 'utf8')) || process.pid
  } catch {
    return process.pid
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** One hash of files and folders of the checkout, by names and contents. */
function hashOf(paths: string[]): string {
  const hash = createHash('sha256').update(process.version)
  const add = (path: string): void => {
    hash.update(path)
    if (statSync(join(root, path)).isDirectory()) for (const name of readdirSync(join(root, path)).sort()) add(join(path, name))
    else hash.update(readFileSync(join(root, path)))
  }
  for (const path of paths) add(path)
  return hash.digest('hex').slice(0, 16)
}
