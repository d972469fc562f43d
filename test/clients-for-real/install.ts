import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../root.ts'

const run = promisify(execFile)

/** A client as npm brings it. */
export type NpmPackage = {
  package: string
  version: string
  /** The name of its program. */
  program: string
  /** Its own script that puts its program in place. npm runs no scripts of these packages by itself. */
  setUp?: string
}

/** The folder with the programs of a client, in `.cache` of the checkout; installed if it is not there. @throws when npm cannot bring it */
export async function install({ package: name, version, setUp }: NpmPackage): Promise<string> {
  const folder = join(root, '.cache', 'clients-for-real', `${name.replace(/^@/, '').replace('/', '-')}-${version}`)
  const programs = join(folder, 'node_modules', '.bin')
  const finished = join(folder, 'installed')
  if (existsSync(finished)) return programs
  mkdirSync(folder, { recursive: true })
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  await run('npm', ['install', '--prefix', folder, ...flags, `${name}@${version}`])
  const script = setUp && join(folder, 'node_modules', name, setUp)
  if (script) await run(process.execPath, [script], { cwd: dirname(script) })
  writeFileSync(finished, '')
  return programs
}
