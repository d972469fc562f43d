import { describe, expect, it } from 'vitest'
import { parseReference } from '../../src/spotify/references.ts'

const id = '69ydOT1234567890123456'

describe('a reference to an item', () => {
  it.each([
    [id, undefined],
    [`spotify:track:${id}`, 'track'],
    [`spotify:user:wanda:playlist:${id}`, 'playlist'],
    [`https://open.spotify.com/album/${id}`, 'album'],
    [`https://open.spotify.com/intl-de/track/${id}?si=0123456789abcdef`, 'track'],
    [`https://open.spotify.com/episode/${id}/`, 'episode'],
    [`http://open.spotify.com/show/${id}#x`, 'show'],
  ])('%s', (text, type) => {
    expect(parseReference(text)).toEqual({ id, type })
  })

  it.each([
    'oSn9qp',
    'Road Trip',
    '',
    `spotify:track:${id}x`,
    `spotify:user:${id}`,
    'spotify:local:A:B:C:180',
    `https://open.spotify.com.evil.example/track/${id}`,
    `https://evil.example/track/${id}`,
    'https://open.spotify.com/',
    `https://open.spotify.com/track/${id}/../../x`,
    `javascript:spotify:track:${id}`,
  ])('%j is none', (text) => {
    expect(parseReference(text)).toBeUndefined()
  })
})
