import { describe, expect, it } from 'vitest'
import type { Track } from '../../../src/spotify/items.ts'
import { doubtfulFrom, matchConfidence, sureFrom } from '../../../src/tools/matching/match-score.ts'
import { readSongLine } from '../../../src/tools/matching/song-lines.ts'

const song = (name: string, ...artists: string[]): Track => ({
  type: 'track',
  name,
  artists: artists.map((artist) => ({ type: 'artist', name: artist })),
  durationMs: 1,
})

const confidence = (line: string, track: Track) => matchConfidence(readSongLine(line).readings, track)

describe('A line of a song list', () => {
  it.each([
    ['Iron Club - Long River', 'Long River Iron Club'],
    ['12. Iron Club – Long River', 'Long River Iron Club'],
    ['• Long River by Iron Club (3:45)', 'Long River Iron Club'],
    ['Jay-Q - 99 Rivers', '99 Rivers Jay-Q'],
    ['“Long River” | Iron Club', 'Long River Iron Club'],
    ['Stand by It - Ben E. Knight', 'Ben E. Knight Stand by It'],
    ['Jay-Q - 4:44', '4 44 Jay-Q'],
    ['1:02:10 Iron Club - Long River (Official Music Video HD)', 'Long River Iron Club'],
    ['03 Iron Club: Long River.mp3', 'Long River Iron Club'],
    ['A1. Iron Club "Long River"', 'Long River Iron Club'],
    ['"Iron Club","Long River","Deep Water",2019', 'Long River Iron Club'],
    ['#4 Long River / Iron Club', 'Iron Club Long River'],
    ['Long River - Remastered 2011', 'Long River'],
    ['99 Rivers', '99 Rivers'],
  ])('%s is looked for as %s', (line, query) => expect(readSongLine(line).queries[0]).toBe(query))
})

describe('The confidence of a match', () => {
  it.each([
    ['The Iron Club - Here Comes the Dawn', song('Here Comes The Dawn - Remastered 2009', 'Iron Club')],
    ['Here Comes the Dawn - Iron Club', song('Here Comes The Dawn', 'Iron Club')],
    ['Stand By It by Ben E. Knight', song('Stand by It', 'Ben E. Knight')],
    ['Iron Club & Dora Bow - Pressure', song('Pressure', 'Iron Club', 'Dora Bow')],
    ['Dora Bow - Pressure', song('Pressure', 'Iron Club', 'Dora Bow')],
    ['Iron Club - Pressure (Live)', song('Pressure - Live at Home', 'Iron Club')],
    ['Beyonce - Deja Vu', song('Déjà Vu (feat. Someone)', 'Beyoncé', 'Someone')],
    ['Iron Club - Presure', song('Pressure', 'Iron Club')],
  ])('is high: %s', (line, track) => expect(confidence(line, track)).toBeGreaterThanOrEqual(sureFrom))

  it.each([
    ['Here Comes the Dawn', song('Here Comes the Dawn', 'Iron Club')],
    ['Iron Club - Pressure', song('Pressure - Live', 'Iron Club')],
    ['Iron Club - Pressure', song('Pressure', 'Nina Someone')],
  ])('is doubtful: %s', (line, track) => {
    expect(confidence(line, track)).toBeLessThan(sureFrom)
    expect(confidence(line, track)).toBeGreaterThanOrEqual(doubtfulFrom)
  })

  it.each([
    ['Iron Club - Here Comes the Dawn', song('Come Together', 'Iron Club')],
    ['Iron Club - Pressure', song('Pressure', 'Karaoke Stars')],
    ['Zzz - Qqq', song('Dreams', 'Iron Club')],
  ])('is none: %s', (line, track) => expect(confidence(line, track)).toBeLessThan(doubtfulFrom))
})
