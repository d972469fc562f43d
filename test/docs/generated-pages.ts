import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { conformanceDocs } from './conformance-docs.ts'
import { faultDocs } from './fault-docs.ts'
import { firstPageDocs } from './first-page-docs.ts'
import { packageTable, roomDiagram, roomTable } from './import-rule-docs.ts'
import { fillPart } from './marked-part.ts'
import { questionDocs } from './question-docs.ts'
import { terminalDocs } from './terminal-docs.ts'
import { toolDocs } from './tool-docs.ts'

const root = join(import.meta.dirname, '..', '..')

/** A page that is generated in whole or in part: its path in the repository, and its text as it should be. */
export type GeneratedPage = { path: string; text(): Promise<string> }

export const generatedPages: GeneratedPage[] = [
  { path: 'README.md', text: () => firstPageDocs(readPage('README.md')) },
  { path: 'docs/tools.md', text: toolDocs },
  { path: 'docs/questions.md', text: questionDocs },
  { path: 'docs/faults.md', text: faultDocs },
  { path: 'docs/conformance.md', text: conformanceDocs },
  { path: 'docs/terminal.md', text: terminalDocs },
  {
    path: 'docs/architecture.md',
    text: async () => fillPart(readPage('docs/architecture.md'), 'diagram', roomDiagram()),
  },
  {
    path: 'CONTRIBUTING.md',
    text: async () => fillPart(fillPart(readPage('CONTRIBUTING.md'), 'rooms', roomTable()), 'packages', packageTable()),
  },
]

export function pageFile(path: string): string {
  return join(root, path)
}

/** A page of the repository as it is. */
export function readPage(path: string): string {
  return readFileSync(pageFile(path), 'utf8')
}
