import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toolDocs } from './tool-docs.ts'

// `npm run docs`: writes docs/tools.md from the tools themselves.

const file = join(import.meta.dirname, '..', '..', 'docs', 'tools.md')
mkdirSync(join(file, '..'), { recursive: true })
writeFileSync(file, await toolDocs())
console.log(`Wrote ${file}`)
