import { describe, expect, it } from 'vitest'
import { artistWords, plainTitle, songKey, songTitle } from '../../src/shared/songs.ts'

describe('The same song', () => {
  it.each([
    ['Here Comes The Sun - Remastered 2009', 'here comes the sun'],
    ['Heroes (2017 Remaster)', 'heroes'],
    ['Wish You Were Here [2011 Remastered Version]', 'wish you were here'],
    ['Opalite (feat. Somebody Else)', 'opalite'],
    ['Song ft. Bob', 'song'],
    ['Stay (with Justin Bieber)', 'stay'],
    ['Self-Made - Single Version', 'self made'],
    ['Song (Deluxe Edition)', 'song'],
    ['Don’t Stop', 'dont stop'],
    ['Déjà Vu', 'deja vu'],
    ['夜に駆ける', '夜に駆ける'],
  ])('%s is %s', (title, plain) => expect(songTitle(title)).toBe(plain))

  it.each([
    ['With Or Without You', 'with or without you'],
    ['Stereo Hearts', 'stereo hearts'],
    ['Mono', 'mono'],
    ['Love - Live at Wembley', 'love live at wembley'],
    ['River (Remix)', 'river remix'],
    ['???', '???'],
    ['(With You)', 'with you'],
  ])('keeps what belongs to the title: %s', (title, plain) => expect(songTitle(title)).toBe(plain))

  it('is known by title and first artist', () => {
    const song = (name: string, ...artists: string[]) => songKey({ name, artists: artists.map((artist) => ({ name: artist })) })
    expect(song('Yesterday - Remastered 2009', 'The Beatles', 'Guest')).toBe(song('Yesterday', 'Beatles'))
    expect(song('Yesterday', 'The Beatles')).not.toBe(song('Yesterday', 'Boyz II Men'))
    expect(song('Yesterday - Live', 'The Beatles')).not.toBe(song('Yesterday', 'The Beatles'))
  })

  it('keeps the spelling where words go to a search', () => {
    expect(plainTitle('P!nk’s Song (feat. X)')).toBe('P!nk’s Song')
    expect(artistWords('The The')).toBe('the')
  })

  it('takes its time with no title, however hostile', () => {
    const startedAt = performance.now()
    for (const title of ['('.repeat(50_000), `${' - remaster'.repeat(5_000)}x`, '[feat '.repeat(10_000)]) songTitle(title)
    expect(performance.now() - startedAt).toBeLessThan(500)
  })
})
