import { describe, expect, it } from 'vitest'
import { inPlainWords } from '../../src/spotify/plain-words.ts'

describe('inPlainWords', () => {
  it.each([
    [`artist:"Guns N' Roses" year:1987`, `Guns N' Roses year:1987`],
    [`track:"Nothing Compares" artist:O'Connor`, `Nothing Compares O'Connor`],
    ['album:"What’s the Story"', 'What’s the Story'],
  ])('takes the filters off %s', (query, words) => {
    expect(inPlainWords(query)).toBe(words)
  })

  it.each([`artist:"Nina Simone"`, `Guns N' Roses`, `don't artist:Nina`])('has nothing to offer for %s', (query) => {
    expect(inPlainWords(query)).toBeUndefined()
  })
})
