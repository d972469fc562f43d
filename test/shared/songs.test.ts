import { describe, expect, it } from 'vitest'
import { artistWords, bareWords, hasWords } from '../../src/shared/songs.ts'

describe('The words of a title', () => {
  it('are without case, accents and punctuation', () => {
    expect(bareWords('Don’t Stop (Live!) ❤️')).toBe('dont stop live')
    expect(bareWords('Simon & Garfunkel!')).toBe('simon and garfunkel')
    expect(bareWords('Déjà Vu')).toBe('deja vu')
    expect(bareWords('???')).toBe('???')
    expect(artistWords('The The')).toBe('the')
  })

  it('keep the marks that make another letter', () => {
    expect(bareWords('がける')).not.toBe(bareWords('かける'))
    expect(bareWords('कर')).not.toBe(bareWords('कार'))
  })

  it('is found by the beginnings of its words, and by any part in scripts without spaces', () => {
    expect(hasWords(bareWords('Midnight River Golden'), 'RIV mid')).toBe(true)
    expect(hasWords(bareWords('Midnight River Golden'), 'old')).toBe(false)
    expect(hasWords(bareWords('夜に駆ける'), '駆け')).toBe(true)
  })
})
