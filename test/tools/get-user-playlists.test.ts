import { describe, expect, it } from 'vitest'
import { playlist } from '../fake-spotify/builders.ts'
import { startTonearm } from '../tonearm.ts'

const named = (...names: string[]) => names.map((name) => playlist({ name, rows: ['One', 'Two'] }))

describe('get_user_playlists', () => {
  it('shows id, name and number of tracks, and whose it is when it is not the own', async () => {
    const foreign = playlist({ name: 'Flat Party', owner: { id: 'otto', displayName: 'Otto' }, rows: ['One'] })
    const { call, spotify } = await startTonearm({ world: { playlists: [...named('Morning Coffee'), foreign] } })

    expect(await call('get_user_playlists')).toMatchInlineSnapshot(`
      "Playlists 1-2 of 2: id name | tracks | owner if not the user
      5dwoiC Morning Coffee | 2
      4Cd0x8 Flat Party | 1 | Otto"
    `)
    expect(spotify.requests().sort()).toEqual(['GET /v1/me', 'GET /v1/me/playlists?limit=50&offset=0'])
  })

  it('goes on where the last answer ended', async () => {
    const { call } = await startTonearm({ world: { playlists: named('One', 'Two', 'Three') } })
    expect(await call('get_user_playlists', { limit: 2, offset: 1 })).toContain('Playlists 2-3 of 3')
    expect(await call('get_user_playlists', { offset: 7 })).toBe('No playlists from 8 on: there are 3.')
  })

  it('reads long libraries in pages of fifty', async () => {
    const names = Array.from({ length: 120 }, (_, index) => `List ${index}`)
    const { call, spotify } = await startTonearm({ world: { playlists: named(...names) } })

    const rows = (await call('get_user_playlists', { limit: 110 })).split('\n').slice(1)
    expect(rows.map((row) => row.split(' ').slice(1, 3).join(' '))).toEqual(names.slice(0, 110))
    expect(spotify.requests().filter((request) => request.includes('playlists'))).toEqual([
      'GET /v1/me/playlists?limit=50&offset=0',
      'GET /v1/me/playlists?limit=50&offset=50',
      'GET /v1/me/playlists?limit=10&offset=100',
    ])
  })

  it('filters by words, whatever their case, order and accents', async () => {
    const { call } = await startTonearm({ world: { playlists: named('Best of Beyoncé', 'Road Trip', 'Beyonce Deep Cuts') } })
    expect((await call('get_user_playlists', { filter: 'BEYONCE best' })).split('\n')).toEqual([
      'Playlists 1-1 of 1 with "BEYONCE best": id name | tracks | owner if not the user',
      expect.stringContaining('Best of Beyoncé'),
    ])
  })

  it('says how it looked for words that it did not find, and which names are like them', async () => {
    const { call } = await startTonearm({ world: { playlists: named('Golden Thoughts', 'Road Trip') } })
    const none = async (filter: string) => call('get_user_playlists', { filter })
    expect(await none('hough')).toMatch(
      /^No playlist with a word that begins with "hough" in its name\. Did you mean \w+ Golden Thoughts\?$/,
    )
    expect(await none('polka dots')).toBe('No playlist with words that begin with "polka" and "dots" in its name.')
    expect(await none('"Road Tri"')).toMatch(/^No playlist with "Road Tri" in its name\. Did you mean \w+ Road Trip\?$/)
    expect(await none('"Road Trip"')).toContain('Playlists 1-1 of 1 with "Road Trip": ')
  })

  it('counts entries that Spotify left empty, and says so', async () => {
    const { call } = await startTonearm({ world: { playlists: [null, ...named('Here')] } })
    const rows = (await call('get_user_playlists')).split('\n')
    expect(rows).toEqual([
      expect.any(String),
      expect.stringContaining('Here'),
      expect.stringMatching(/^\d playlists? unavailable: Spotify does not show/),
    ])
  })

  it('tells with full who can see each, and where its cover is', async () => {
    const three = [
      playlist({ name: 'Open' }),
      playlist({ name: 'Mine', public: false }),
      playlist({ name: 'Ours', public: false, collaborative: true }),
    ]
    const { call } = await startTonearm({ world: { playlists: three } })
    const rows = (await call('get_user_playlists', { full: true })).split('\n').slice(1)
    expect(rows.map((line) => line.split(' | ').slice(2))).toEqual([
      ['public', expect.stringMatching(/^cover https:/)],
      ['private', expect.stringMatching(/^cover https:/)],
      ['collaborative', expect.stringMatching(/^cover https:/)],
    ])
    expect(await call('get_user_playlists')).not.toMatch(/cover|private/)
  })

  it('says so when there are none', async () => {
    const { call } = await startTonearm()
    expect(await call('get_user_playlists')).toBe('No playlists yet.')
  })
})
