import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainTitle, withoutEdition } from '../../src/shared/editions.ts'
import { recordingKey, recordingsOf, sameRecording, songTitle } from '../../src/shared/recording.ts'
import { otherTitles, sameTitles } from './title-pairs.ts'

const song = (name: string, more: { artists?: string[]; durationMs?: number; isrc?: string } = {}) => ({
  name,
  durationMs: more.durationMs ?? 215_000,
  artists: (more.artists ?? ['Golden Static']).map((artist) => ({ name: artist })),
  isrc: more.isrc,
})

describe('One recording', () => {
  it.each(sameTitles)('is sold as "%s" and as "%s"', (one, other) => {
    expect(sameRecording(song(one), song(other))).toBe(true)
    expect(recordingKey(song(one))).toBe(recordingKey(song(other)))
  })

  it.each(otherTitles)('is not another: "%s" and "%s"', (one, other) => {
    expect(sameRecording(song(one), song(other))).toBe(false)
  })

  it('is told by its ISRC alone where the title is one that an artist uses again and again', () => {
    const isrc = 'GBAYE0601498'
    expect(sameRecording(song('Intro', { isrc }), song('Intro', { isrc }))).toBe(true)
    // A number alone may be a name.
    expect(sameRecording(song('1999'), song('1999 - 2019 Remaster'))).toBe(true)
  })

  it('is known by its ISRC, whatever the titles say', () => {
    const isrc = 'GBAYE0601498'
    expect(sameRecording(song('夜に駆ける', { isrc }), song('Racing Into The Night', { isrc, durationMs: 219_000 }))).toBe(true)
    // A remaster has its own.
    expect(sameRecording(song('River', { isrc }), song('River - Remastered', { isrc: 'GBAYE0900001' }))).toBe(true)
    expect(sameRecording(song('River', { isrc }), song('Rain', { isrc: 'GBAYE0900001' }))).toBe(false)
  })

  it('has one length, give or take three seconds: a radio edit may be a cut', () => {
    const long = song('River', { durationMs: 215_000 })
    expect(sameRecording(long, song('River - Radio Edit', { durationMs: 212_000 }))).toBe(true)
    expect(sameRecording(long, song('River - Radio Edit', { durationMs: 211_999 }))).toBe(false)
    expect(sameRecording(long, song('River', { durationMs: 218_001 }))).toBe(false)
    expect(sameRecording(song('River', { durationMs: 0 }), song('River', { durationMs: 0 }))).toBe(false)
  })

  it('is by one first artist, whoever else is named', () => {
    const by = (...artists: string[]) => song('Yesterday', { artists })
    expect(sameRecording(by('The Beatles', 'Guest'), by('Beatles'))).toBe(true)
    expect(sameRecording(by('The Beatles'), by('Boyz II Men'))).toBe(false)
    expect(sameRecording(by('The The'), by('The'))).toBe(true)
    // Other guests, or another orchestra.
    expect(sameRecording(by('Rhea', 'Quiet One'), by('Rhea', 'Iron Club'))).toBe(false)
    expect(sameRecording(by('Ludwig van Beethoven', 'Vienna Players'), by('Ludwig van Beethoven', 'Berlin Players'))).toBe(false)
  })

  it('is not known where title or artist is missing', () => {
    expect(sameRecording(song(''), song(''))).toBe(false)
    expect(sameRecording(song('River', { artists: [] }), song('River', { artists: [] }))).toBe(false)
    expect(sameRecording(song('River', { artists: [''] }), song('River', { artists: [''] }))).toBe(false)
    expect(recordingKey(song(' '))).toBeUndefined()
  })

  it('is found among many, as by comparing with each', () => {
    const titles = [...sameTitles, ...otherTitles].flat()
    const some = fc.record({
      name: fc.constantFrom(...titles.slice(0, 12)),
      durationMs: fc.integer({ min: 210_000, max: 216_000 }),
      isrc: fc.option(fc.constantFrom('GBAYE0601498', 'GBAYE0900001'), { nil: undefined }),
    })
    fc.assert(
      fc.property(fc.array(some), some, (known, wanted) => {
        const songs = known.map(({ name, ...more }) => song(name, more))
        const asked = song(wanted.name, wanted)
        const found = recordingsOf(songs).find(asked)
        expect(found !== undefined).toBe(songs.some((one) => sameRecording(one, asked)))
        if (found) expect(sameRecording(found, asked)).toBe(true)
      }),
    )
  })
})

describe('A title without what labels add', () => {
  it.each([
    ['P!nk’s Song (feat. X)', 'P!nk’s Song'],
    ['A–B – Part 2 - Remastered 2011', 'A–B - Part 2'],
    ['Song (One) [Two] (Remastered)', 'Song (One) [Two]'],
    ['Song (Live / Remastered 2011)', 'Song (Live)'],
    ['Mono', 'Mono'],
    ['(feat. X)', '(feat. X)'],
    [' - Remastered', '- Remastered'],
    ['', ''],
  ])('"%s" is "%s", in its own spelling', (title, plain) => expect(plainTitle(title)).toBe(plain))

  it('keeps the guests of a line, which may be who it is by', () => {
    expect(withoutEdition('Rhea ft. Quiet One - Umbrellas - 2011 Remaster')).toBe('Rhea ft. Quiet One - Umbrellas')
  })

  it('is never empty, and stays what it is when it is shortened once more', () => {
    const parts = fc.constantFrom(
      'Song',
      'Live',
      'Remastered 2011',
      '(',
      ')',
      '[',
      ']',
      ' - ',
      ' / ',
      'feat. X',
      'Mono',
      '2012',
      ' ',
      '夜',
      '"',
      '('.repeat(9),
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (words) => {
        const title = words.join('')
        expect(plainTitle(title) === '').toBe(title.trim() === '')
        expect(songTitle(plainTitle(plainTitle(title)))).toBe(songTitle(plainTitle(title)))
      }),
    )
  })

  it('takes its time with no title, however hostile', () => {
    const startedAt = performance.now()
    for (const title of [
      '('.repeat(50_000),
      `${' - remaster'.repeat(5_000)}x`,
      '[feat '.repeat(10_000),
      ' '.repeat(9_000),
      'from the '.repeat(900),
    ]) {
      songTitle(title)
    }
    expect(performance.now() - startedAt).toBeLessThan(500)
  })
})
