import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

//   node scripts/build-npm-package.ts
//
// makes dist/npm from out/: the folder that is published, so that `npx tonearm stdio` works. The checkout itself stays private: its package.json
// is the desktop app's as well, whose `main` npm would always pack.

const root = fileURLToPath(new URL('..', import.meta.url))

/** What of the checkout's package.json is about the command. The rest is about working on it. */
const published = [
  ...['name', 'version', 'description', 'keywords', 'license', 'author', 'homepage', 'repository', 'bugs'],
  ...['type', 'bin', 'files', 'engines', 'dependencies', 'optionalDependencies'],
]

/**
 * Makes the folder of the npm package: the command, the bridge and the bundle, and not the desktop app.
 *
 * @param built the folder in which `out/` was built
 * @param folder where the package goes; what was there goes away
 * @throws when something of it was not built
 */
export function buildNpmPackage(built: string, folder: string): void {
  const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, unknown> & { files: string[] }
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const name of packageJson.files) cpSync(join(built, name), join(folder, name), { recursive: true })
  for (const name of ['README.md', 'LICENSE']) cpSync(join(root, name), join(folder, name))
  const manifest = Object.fromEntries(published.filter((key) => key in packageJson).map((key) => [key, packageJson[key]]))
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`)
}

if (import.meta.main) buildNpmPackage(root, join(root, 'dist', 'npm'))
