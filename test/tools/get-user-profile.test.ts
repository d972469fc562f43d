import { describe, expect, it } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { startTonearm } from '../tonearm.ts'

describe('get_user_profile', () => {
  it('says whose account it is and that nothing is missing', async () => {
    const { call, spotify } = await startTonearm()
    expect(await call('get_user_profile')).toMatchInlineSnapshot(`
      "Signed in as Wanda | user id wanda.listens
      All permissions granted
      Tonearm uses one account at a time. To change it, the user presses "Change account" in Tonearm's window or runs "tonearm login --change-account"."
    `)
    expect(spotify.requests()).toEqual(['GET /v1/me'])
  })

  it('names the permissions that were not granted', async () => {
    const { call } = await startTonearm({ signedIn: allScopes.filter((scope) => !scope.startsWith('user-follow')) })
    expect(await call('get_user_profile')).toContain('Not granted: user-follow-read, user-follow-modify')
  })

  it('asks Spotify once an hour only', async () => {
    const { call, spotify } = await startTonearm()
    await call('get_user_profile')
    await call('get_user_profile')
    expect(spotify.requests()).toEqual(['GET /v1/me'])
  })
})
