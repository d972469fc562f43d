import { writeFileSync } from 'node:fs'
import { generatedPages, pageFile } from './generated-pages.ts'

// `npm run docs`: writes what the documentation takes from the program: the tools, the import rules, the diagram of the rooms.

for (const { path, text } of generatedPages) {
  writeFileSync(pageFile(path), await text())
  console.log(`Wrote ${path}`)
}
