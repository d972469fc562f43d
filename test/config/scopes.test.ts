import { expect, it } from 'vitest'
import { allScopes, scopePurposes } from '../../src/config/scopes.ts'
import { knownScopes } from '../fake-spotify/accounts/authorize.ts'

it('asks for the permissions that the tools need, and none to stream or to control the app', () => {
  expect([...allScopes].sort()).toEqual([
    'playlist-modify-private',
    'playlist-modify-public',
    'playlist-read-collaborative',
    'playlist-read-private',
    'ugc-image-upload',
    'user-follow-modify',
    'user-follow-read',
    'user-library-modify',
    'user-library-read',
    'user-modify-playback-state',
    'user-read-currently-playing',
    'user-read-email',
    'user-read-playback-position',
    'user-read-playback-state',
    'user-read-private',
    'user-read-recently-played',
    'user-top-read',
  ])
  expect(allScopes.filter((scope) => !(scope in knownScopes))).toEqual([])
})

it('says of each in plain words what it is for', () => {
  for (const [scope, purpose] of Object.entries(scopePurposes)) expect(purpose, scope).toMatch(/^[a-z].{15,120}[^.]$/)
})
