import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shellCommand } from '../../../src/clients/system/shell-words.ts'

describe('a command for a terminal', () => {
  it('is quoted only where it has to be', () => {
    expect(shellCommand(['claude', 'http://127.0.0.1:3345/mcp', 'a b', "it's", ''], 'linux')).toBe(
      `claude http://127.0.0.1:3345/mcp 'a b' 'it'\\''s' ''`,
    )
    expect(shellCommand(['C:\\Tools\\claude.exe', 'a b', '"', 'c:\\d e\\'], 'win32')).toBe(
      'C:\\Tools\\claude.exe "a b" "\\"" "c:\\d e\\\\"',
    )
  })

  it('is read by the shell as it was meant', () => {
    const words = fc.sample(
      fc.string({ unit: 'grapheme' }).filter((word) => !word.includes('\0')),
      200,
    )
    const output = execFileSync('sh', ['-c', shellCommand(['printf', '%s\\0', ...words], 'linux')], { encoding: 'utf8' })
    expect(output.split('\0').slice(0, -1)).toEqual(words)
  })
})
