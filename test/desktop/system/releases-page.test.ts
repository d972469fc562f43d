import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { findReleasesPage } from '../../../src/desktop/system/releases-page.ts'

it.each([
  ['github:owner/tonearm', 'https://github.com/owner/tonearm/releases'],
  ['https://github.com/owner/tonearm', 'https://github.com/owner/tonearm/releases'],
  [{ type: 'git', url: 'git+https://github.com/owner/tonearm.git' }, 'https://github.com/owner/tonearm/releases'],
  ['https://github.com.elsewhere.example/owner/tonearm', undefined],
  ['github:owner/tonearm/../../elsewhere', undefined],
  [{ type: 'git', url: 'https://elsewhere.example/tonearm.git' }, undefined],
  [undefined, undefined],
])('new versions of %j are at %s', (repository, page) => {
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-releases-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'tonearm', repository }))
  expect(findReleasesPage(folder)).toBe(page)
})

it('are nowhere when there is no package.json', () => {
  expect(findReleasesPage(join(tmpdir(), 'tonearm-nowhere'))).toBeUndefined()
})
