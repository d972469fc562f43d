import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const root = dirname(dirname(import.meta.dirname))

/** How Electron's own binary marks its fuses: this text, version 1, nine fuses, each as Electron 45 ships it. */
const fuseWire = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x09101100011'

/** The app as electron-builder packs it for Linux. */
export type PackedApp = {
  executable: string
  archive: string
  /** The folder beside the archive: of what other programs open. */
  resources: string
  /** The folder of what cannot be loaded from inside the archive. */
  unpacked: string
}

/** Builds the app and packs it with the project's own configuration, for real but for Electron itself. */
export async function packApp(folder: string): Promise<PackedApp> {
  const electron = join(folder, 'electron')
  mkdirSync(electron)
  const launcher = join(import.meta.dirname, 'electron', 'main.ts')
  const script = `#!/bin/sh\nexec '${process.execPath}' '${launcher}' "$0" "$@"\n# ${fuseWire}\n`
  writeFileSync(join(electron, 'electron'), script, { mode: 0o755 })

  const packed = join(folder, 'packed')
  await run('electron-vite', ['build'])
  await run('electron-builder', [
    ...['--linux', 'dir', '--x64', '--publish', 'never'],
    `-c.directories.output=${packed}`,
    `-c.electronDist=${electron}`,
  ])
  const app = join(packed, 'linux-unpacked')
  const resources = join(app, 'resources')
  const archive = join(resources, 'app.asar')
  return { executable: join(app, 'tonearm'), archive, resources, unpacked: `${archive}.unpacked` }
}

/** Runs a program that a package of ours brings. @throws with all it wrote, when it fails */
async function run(name: string, words: string[]): Promise<void> {
  const description = createRequire(import.meta.url).resolve(`${name}/package.json`)
  const { bin } = createRequire(import.meta.url)(description) as { bin: string | Record<string, string> }
  const program = join(dirname(description), typeof bin === 'string' ? bin : (bin[name] ?? ''))
  await promisify(execFile)(process.execPath, [program, ...words], { cwd: root, maxBuffer: 10_000_000 }).catch(
    (failure: Error & { stdout: string; stderr: string }) => {
      throw new Error(`${name} failed:\n${failure.stdout}\n${failure.stderr}`)
    },
  )
}
