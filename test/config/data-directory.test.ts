import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { prepareDataDirectory } from '../../src/config/data-directory.ts'
import { findPaths } from '../../src/config/paths.ts'
import { newFolder } from './folder.ts'

describe('the data directory', () => {
  it('is made for its owner only', () => {
    const directory = join(newFolder(), 'a', 'b')
    prepareDataDirectory(findPaths({ directory }))
    expect(statSync(directory).mode & 0o777).toBe(0o700)
  })

  it('stays as it is when it exists', () => {
    const directory = join(newFolder(), 'shared')
    mkdirSync(directory)
    chmodSync(directory, 0o755)
    prepareDataDirectory(findPaths({ directory }))
    expect(statSync(directory).mode & 0o777).toBe(0o755)
  })

  it.each([
    ['a file', 'file'],
    ['below a file', 'file/below'],
  ])('must be a directory: %s', (_, name) => {
    const folder = newFolder()
    writeFileSync(join(folder, 'file'), '')
    expect(() => prepareDataDirectory(findPaths({ directory: join(folder, name) }))).toThrow(
      /^The data directory .+ cannot be used \(E\w+\)\.$/,
    )
  })

  it.runIf(process.platform !== 'win32')('may have nothing else where files belong, and says what is in the way', () => {
    const names = [
      'settings.json',
      'endpoint.json',
      'vault.json',
      'clients.json',
      'tonearm.sqlite',
      'tonearm.sqlite-wal',
      'logs/tonearm.log',
    ]
    for (const name of names) {
      for (const [make, what] of [
        [(path: string) => mkdirSync(path), 'a folder instead of a file'],
        [(path: string) => execFileSync('mkfifo', [path]), 'a named pipe instead of a file'],
      ] as const) {
        const directory = newFolder()
        mkdirSync(join(directory, 'logs'))
        make(join(directory, name))
        expect(() => prepareDataDirectory(findPaths({ directory }))).toThrow(
          `The data directory ${directory} cannot be used, because ${name} in it is ${what}. Move it away.`,
        )
      }
    }
  })
})
