import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { replaceFile } from '../../src/config/replace-file.ts'
import { newFolder } from './folder.ts'

describe('a file that is replaced', () => {
  it('is for its owner only, in a directory for its owner only', () => {
    const folder = join(newFolder(), 'deep', 'data')
    replaceFile(join(folder, 'a.json'), 'new')
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe('new')
    expect([statSync(folder).mode & 0o777, statSync(join(folder, 'a.json')).mode & 0o777]).toEqual([0o700, 0o600])
  })

  it('is replaced whole, whatever a crash or another mode left behind', () => {
    const folder = newFolder()
    const file = join(folder, 'a.json')
    writeFileSync(file, 'old and longer', { mode: 0o644 })
    writeFileSync(`${file}.${process.pid}.new`, 'left by a crash', { mode: 0o644 })
    replaceFile(file, 'new')
    expect(readFileSync(file, 'utf8')).toBe('new')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder)).toEqual(['a.json'])
  })

  it('takes away what other killed processes left, unless it may still be written', () => {
    const folder = newFolder()
    const file = join(folder, 'a.json')
    for (const name of ['a.json.4242.new', 'a.json.4243.new', 'b.json.4242.new']) writeFileSync(join(folder, name), 'secret')
    for (const name of ['a.json.4242.new', 'b.json.4242.new']) utimesSync(join(folder, name), new Date(), new Date(Date.now() - 61_000))
    replaceFile(file, 'new')
    expect(readdirSync(folder).sort()).toEqual(['a.json', 'a.json.4243.new', 'b.json.4242.new'])
  })

  it('that cannot be written leaves nothing beside it', () => {
    const folder = newFolder()
    const file = join(folder, 'a.json')
    mkdirSync(join(file, 'in the way'), { recursive: true })
    expect(() => replaceFile(file, 'new')).toThrow(/EISDIR|ENOTEMPTY|EPERM/)
    expect(readdirSync(folder)).toEqual(['a.json'])
  })
})
