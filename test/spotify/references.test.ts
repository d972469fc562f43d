import { describe, expect, it } from 'vitest'
import { addressWithoutItem, parseCollection, parseReference } from '../../src/spotify/references.ts'

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
    [`open.spotify.com/track/${id}`, 'track'],
    [`https://play.spotify.com/track/${id}`, 'track'],
    [`https://open.spotify.com/embed/album/${id}?utm_source=x`, 'album'],
    [`<https://open.spotify.com/track/${id}?si=1>`, 'track'],
    [`"https://open.spotify.com/intl-de/album/${id}"`, 'album'],
    [`[a song (live)](https://open.spotify.com/track/${id})`, 'track'],
    [`(spotify:episode:${id}).`, 'episode'],
    [`  https://open.spotify.com/artist/${id}  `, 'artist'],
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

  it.each([
    ['https://spotify.link/AbCdEf', 'short-link'],
    ['<https://spotify.app.link/AbCdEf>', 'short-link'],
    ['https://open.spotify.com/', 'other'],
    ['the song at https://open.spotify.com/genre/0JQ5 please', 'other'],
    ['spotify:user:somebody:collection', 'other'],
    ['spotify:collection', 'other'],
    ['spotify:local:A:B:C:180', 'other'],
    [`https://open.spotify.com/track/${id}`, undefined],
    ['Spotify', undefined],
    ['notspotify.link/AbCdEf', undefined],
    ['Road Trip', undefined],
  ])('%j is an address without an item: %s', (text, kind) => {
    expect(addressWithoutItem(text)).toBe(kind)
  })

  it.each([
    ['spotify:collection', {}],
    ['spotify:collection:tracks', {}],
    ['spotify:user:wanda.listens:collection', { user: 'wanda.listens' }],
    ['https://open.spotify.com/collection/tracks', {}],
    ['<https://open.spotify.com/intl-de/collection/tracks?si=1>', {}],
    ['open.spotify.com/collection', {}],
    ['https://open.spotify.com/collection/albums', undefined],
    ['spotify:user:wanda.listens', undefined],
    ['collection', undefined],
    [`spotify:track:${id}`, undefined],
  ])('%j as the address of saved songs: %j', (text, whose) => {
    expect(parseCollection(text)).toEqual(whose)
  })
})
