import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { root, start } from '../commands/run-command.ts'

/** Below node_modules, so that what is built finds its dependencies as out/ does. */
const cache = join(root, 'node_modules', '.cache', 'tonearm-built')

/** All that decides what is built. */
const sources = ['src', 'renderer', 'assets', 'scripts', 'electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json']

/** How long builds of other sources are kept: another run of the tests may be using them. */
const keptMs = 60 * 60_000

/**
 * The folder in which `out/` is as `npm run build` makes it. It is built once for all test files and runs with the same sources; nobody writes
 * into it.
 */
export async function built(): Promise<string> {
  mkdirSync(cache, { recursive: true })
  const folder = join(cache, hashOf(sources))
  while (!existsSync(folder)) {
    if (lock(folder)) await buildOnce(folder)
    else await pause(50)
  }
  return folder
}

/** With the lock, which somebody else may have had until now. */
async function buildOnce(folder: string): Promise<void> {
  try {
    if (!existsSync(folder)) await build(folder)
  } finally {
    rmSync(lockOf(folder), { force: true })
  }
}

async function build(folder: string): Promise<void> {
  for (const other of readdirSync(cache)) {
    const path = join(cache, other)
    if (Date.now() - statSync(path).mtimeMs > keptMs) rmSync(path, { recursive: true, force: true })
  }
  const unfinished = mkdtempSync(join(cache, 'unfinished-'))
  const out = JSON.stringify(join(unfinished, 'out'))
  const configuration = join(unfinished, 'elsewhere.config.ts')
  // The same build as `npm run build`, with another folder to write to.
  writeFileSync(
    configuration,
    `import usual from ${JSON.stringify(join(root, 'electron.vite.config.ts'))}
     const { main, preload, renderer } = usual
     export default {
       main: { ...main, build: { ...main.build, outDir: ${out} } },
       preload: { ...preload, build: { ...preload.build, outDir: ${out} } },
       renderer: { ...renderer, build: { ...renderer.build, outDir: ${out} + '/renderer' } },
     }`,
  )
  const program = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const words = [program, 'build', '--config', configuration]
  const { code, stdout, stderr } = await start(process.execPath, words, { PATH: process.env.PATH ?? '' }).ended
  if (code !== 0) throw new Error(`The build failed:\n${stdout}\n${stderr}`)
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
