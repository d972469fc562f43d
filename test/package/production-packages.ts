import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../commands/run-command.ts'

type Locked = { dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> }

/**
 * What npm installs for these packages, as package-lock.json has it: the paths below node_modules/ of those that are not inside another one of
 * them.
 */
export function productionPackages(names: string[]): string[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> }
  const found = new Set<string>()
  const add = (from: string, name: string): void => {
    const path = [...placesAbove(from).map((place) => `${place}/node_modules/${name}`), `node_modules/${name}`].find(
      (place) => place in packages,
    )
    if (path === undefined || found.has(path)) return
    found.add(path)
    const { dependencies, optionalDependencies } = packages[path] ?? {}
    for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) add(path, needed)
  }
  for (const name of names) add('', name)
  return [...found].filter((path) => path.lastIndexOf('node_modules/') === 0).map((path) => path.slice('node_modules/'.length))
}

/** `node_modules/a/node_modules/b`, `node_modules/a`: where Node looks first. */
function placesAbove(path: string): string[] {
  const places = path.split('/node_modules/')
  return path === '' ? [] : places.map((_, index) => places.slice(0, places.length - index).join('/node_modules/'))
}

/** Links packages of the checkout into the node_modules/ of another folder. Node has to be told to keep to them: `--preserve-symlinks`. */
export function linkPackages(folder: string, paths: string[]): void {
  for (const path of paths) {
    const from = join(root, 'node_modules', path)
    const to = join(folder, 'node_modules', path)
    if (!existsSync(from)) throw new Error(`${path} is not installed`)
    mkdirSync(dirname(to), { recursive: true })
    symlinkSync(from, to)
  }
}
