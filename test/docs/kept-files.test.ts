import { basename } from 'node:path'
import { expect, it } from 'vitest'
import { findPaths } from '../../src/config/paths.ts'
import { readPage } from './generated-pages.ts'

const { directory: _, ...files } = findPaths()

it.each(Object.values(files).map((path) => basename(path)))('docs/privacy.md says what %s is', (name) => {
  expect(readPage('docs/privacy.md')).toMatch(new RegExp(`\`(\\w+/)?${name.replace('.', '\\.')}\``))
})
