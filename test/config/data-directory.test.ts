import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { prepareDataDirectory } from '../../src/config/data-directory.ts'
import { newFolder } from './folder.ts'

describe('the data directory', () => {
  it('is made for its owner only', () => {
    const directory = join(newFolder(), 'a', 'b')
    prepareDataDirectory(directory)
    expect(statSync(directory).mode & 0o777).toBe(0o700)
  })

  it('stays as it is when it exists', () => {
    const directory = join(newFolder(), 'shared')
    mkdirSync(directory)
    chmodSync(directory, 0o755)
    prepareDataDirectory(directory)
    expect(statSync(directory).mode & 0o777).toBe(0o755)
  })

  it.each([
    ['a file', 'file'],
    ['below a file', 'file/below'],
  ])('must be a directory: %s', (_, name) => {
    const folder = newFolder()
    writeFileSync(join(folder, 'file'), '')
    expect(() => prepareDataDirectory(join(folder, name))).toThrow(/^The data directory .+ cannot be used \(E\w+\)\.$/)
  })
})
