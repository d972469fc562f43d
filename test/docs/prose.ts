import { globSync } from 'node:fs'
import { join } from 'node:path'
import { readPage } from './generated-pages.ts'

const root = join(import.meta.dirname, '..', '..')

/** A page that people read. `text` has its code blocks, too. */
export type ProsePage = { path: string; text: string }

/** Every page of the repository that people read, for tests that hold it to the truth. */
export function prosePages(): ProsePage[] {
  return globSync(['*.md', 'docs/**/*.md', '.github/**/*.md', '.github/ISSUE_TEMPLATE/*.yml', 'test/*/*.md'], { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted()
    .map((path) => ({ path, text: readPage(path) }))
}

/** The line of a text in which `index` lies, from 1. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}
