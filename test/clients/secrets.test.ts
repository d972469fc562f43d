import { describe, expect, it } from 'vitest'
import { hideSecrets } from '../../src/clients/secrets.ts'

describe('a secret in a text', () => {
  it('is hidden as it is, as JSON and as part of a link', () => {
    expect(hideSecrets('a"b c, {"key":"a\\"b c"}, ?key=a%22b%20c', ['a"b c'])).toBe('••••••••, {"key":"••••••••"}, ?key=••••••••')
  })

  it('is hidden whole when another one is a part of it', () => {
    expect(hideSecrets('abc and abcdef', ['abc', 'abcdef'])).toBe('•••••••• and ••••••••')
  })

  it('that is empty hides nothing', () => {
    expect(hideSecrets('abc', [''])).toBe('abc')
  })
})
