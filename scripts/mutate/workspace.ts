import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'

/** A copy of the project to break things in, so that the checkout stays whole whatever ends this program. */
export type Workspace = { root: string; remove(): void }

/** What a copy does without: packages are linked, the rest is made from the sources. */
const left = new Set(['node_modules', '.git', 'out', 'dist', '.cache'])

/** Some tests read Spotify's contract in the folder `shared` beside the checkout, where there is one. */
const beside = 'shared'

/** @param project the folder with package.json and vitest.config.ts */
export function copyProject(project: string): Workspace {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'tonearm-mutate-'))
  const root = join(folder, basename(project))
  mkdirSync(root)
  cpSync(project, root, { recursive: true, filter: (path) => !left.has(relative(project, path)) })
  link(join(project, 'node_modules'), join(root, 'node_modules'))
  link(join(project, '..', beside), join(folder, beside))
  return { root, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) }
}

function link(from: string, to: string): void {
  if (existsSync(from)) symlinkSync(from, to, 'junction')
}
