import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { writeNewFile } from '../../src/store/new-file.ts'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'tonearm-new-file-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

const nameOf = (number: number) => `Mix${number}.csv`

const failing = (code: string) => async () => {
  throw Object.assign(new Error(code), { code })
}

describe('a new file', () => {
  it.each(['EPERM', 'ENOTSUP', 'ENOSYS'])(
    'is written also where the system knows no links (%s), and never over another one',
    async (code) => {
      const place = folder()
      writeFileSync(join(place, 'Mix1.csv'), 'mine')
      expect(await writeNewFile(place, nameOf, 'text', failing(code))).toBe('Mix2.csv')
      expect(readdirSync(place)).toEqual(['Mix1.csv', 'Mix2.csv'])
      expect([1, 2].map((number) => readFileSync(join(place, nameOf(number)), 'utf8'))).toEqual(['mine', 'text'])
    },
  )

  it('leaves nothing when it cannot be written', async () => {
    const place = folder()
    await expect(writeNewFile(place, nameOf, 'text', failing('ENOSPC'))).rejects.toThrow('ENOSPC')
    expect(readdirSync(place)).toEqual([])
  })

  it('gives up when every name is taken', async () => {
    await expect(writeNewFile(folder(), nameOf, 'text', failing('EEXIST'))).rejects.toThrow('EEXIST')
  })
})
