import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { givenSecret } from '../../src/config/given-secrets.ts'
import { newFolder } from './folder.ts'

describe('a secret that is handed in', () => {
  it('stands in the variable, without the white space around it', () => {
    expect(givenSecret('TONEARM_TOKEN', { TONEARM_TOKEN: ' abc\n' })).toBe('abc')
    for (const nothing of [{}, { TONEARM_TOKEN: '' }, { TONEARM_TOKEN: ' ' }, { TONEARM_TOKEN_FILE: '' }])
      expect(givenSecret('TONEARM_TOKEN', nothing)).toBeUndefined()
  })

  it('or in the file that the variable with _FILE names, as container engines hand secrets in', () => {
    const file = join(newFolder(), 'secret')
    writeFileSync(file, 'AQ-of-wanda\r\n')
    expect(givenSecret('SPOTIFY_REFRESH_TOKEN', { SPOTIFY_REFRESH_TOKEN_FILE: file, SPOTIFY_REFRESH_TOKEN: '' })).toBe('AQ-of-wanda')
  })

  it('is asked for in a sentence that names the variable and holds no secret', () => {
    const folder = newFolder()
    const empty = join(folder, 'empty')
    writeFileSync(empty, '\n')
    const wrong = (environment: NodeJS.ProcessEnv) => () => givenSecret('TONEARM_TOKEN', environment)
    expect(wrong({ TONEARM_TOKEN_FILE: empty })).toThrow(`The file that TONEARM_TOKEN_FILE names is empty: ${empty}`)
    expect(wrong({ TONEARM_TOKEN_FILE: folder })).toThrow(`The file that TONEARM_TOKEN_FILE names cannot be read: ${folder}`)
    expect(wrong({ TONEARM_TOKEN: 'abc', TONEARM_TOKEN_FILE: empty })).toThrow(
      'TONEARM_TOKEN and TONEARM_TOKEN_FILE are both set. Remove one of them.',
    )
  })

  it('is refused when no client could ever send it', () => {
    for (const secret of ['two words', 'Schlüssel', 'two\nlines']) {
      const file = join(newFolder(), 'secret')
      writeFileSync(file, secret)
      expect(() => givenSecret('TONEARM_TOKEN', { TONEARM_TOKEN: secret })).toThrow(/^The secret in TONEARM_TOKEN may have plain letters/)
      expect(() => givenSecret('TONEARM_TOKEN', { TONEARM_TOKEN_FILE: file })).toThrow(/^The secret in TONEARM_TOKEN_FILE may have/)
    }
  })
})
