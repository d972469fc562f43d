import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { regenerate, toolDocs } from './tool-docs.ts'

it('docs/tools.md describes the tools as they are', async () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'tools.md'), 'utf8')
  expect(page, `docs/tools.md is out of date: run "${regenerate}"`).toBe(await toolDocs())
})
