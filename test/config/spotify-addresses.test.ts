import { describe, expect, it } from 'vitest'
import { findSpotifyAddresses, spotifyAddresses } from '../../src/config/spotify-addresses.ts'
import { isProblem } from '../../src/shared/problem.ts'

const names = ['TONEARM_SPOTIFY_API', 'TONEARM_SPOTIFY_ACCOUNTS'] as const

describe('where Spotify is', () => {
  it('is Spotify, over TLS', () => {
    expect(findSpotifyAddresses({})).toEqual({ api: 'https://api.spotify.com/v1', accounts: 'https://accounts.spotify.com' })
    expect(findSpotifyAddresses({ TONEARM_SPOTIFY_API: '', TONEARM_SPOTIFY_ACCOUNTS: '' })).toEqual(spotifyAddresses)
  })

  it.each([
    ['http://127.0.0.1:8080/v1', 'http://127.0.0.1:8080/v1'],
    ['http://127.0.0.1:8080/v1//', 'http://127.0.0.1:8080/v1'],
    ['http://127.0.0.1:8080/v1?a=1#b', 'http://127.0.0.1:8080/v1'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['http://2130706433:8080', 'http://127.0.0.1:8080'],
  ])('can be moved to this computer: %s', (address, expected) => {
    expect(findSpotifyAddresses({ TONEARM_SPOTIFY_API: address }).api).toBe(expected)
    expect(findSpotifyAddresses({ TONEARM_SPOTIFY_ACCOUNTS: address }).accounts).toBe(expected)
  })

  it.each([
    'http://127.0.0.1.evil.com/v1',
    'http://127.0.0.1@evil.com/v1',
    'http://user:word@127.0.0.1/v1',
    'http://evil.com#@127.0.0.1/',
    'http://evil.com/127.0.0.1',
    'http://evil.com?127.0.0.1',
    'http://evil.com\\@127.0.0.1',
    'https://127.0.0.1/v1',
    'https://api.spotify.com/v1',
    'https://evil.com',
    'http://localhost:8080',
    'http://127.0.0.2:8080',
    'http://0.0.0.0:8080',
    'http://[::]:8080',
    'http://[::ffff:127.0.0.1]:8080',
    'http://[::ffff:8.8.8.8]:8080',
    'http://10.0.0.1',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'ws://127.0.0.1',
    '//127.0.0.1',
    '127.0.0.1:8080',
    'javascript:alert(1)',
    ' ',
    'nonsense',
  ])('can be moved nowhere else: %s', (address) => {
    for (const name of names) {
      let caught: unknown
      try {
        findSpotifyAddresses({ [name]: address })
      } catch (error) {
        caught = error
      }
      expect(isProblem(caught, 'invalid-setting'), address).toBe(true)
      expect(String(caught)).toContain(`${name} may only point to this computer`)
    }
  })
})
