import { describe, expect, it } from 'vitest'
import { createSuggestions } from '../../../src/mcp/completion/suggestions.ts'
import type { Spotify } from '../../../src/spotify/client.ts'

function suggesting(names: string[], scopes: string[] | undefined = ['playlist-read-private', 'user-read-playback-state']) {
  const state = { asked: 0, now: 0, scopes: scopes as string[] | undefined, fails: false }
  let grantChanged = () => {}
  const playlists = async () => {
    state.asked += 1
    if (state.fails) throw new Error('no network')
    return { rows: [null, ...names.map((name) => ({ name }))], total: names.length }
  }
  const spotify = { listener: { playlists }, player: { devices: async () => [{ name: 'Kitchen' }] } } as unknown as Spotify
  const onPermissionsChanged = (listener: () => void) => {
    grantChanged = listener
    return () => {}
  }
  const suggestions = createSuggestions({
    spotify,
    account: { id: () => 'wanda', permittedScopes: () => state.scopes, onPermissionsChanged },
    now: () => state.now,
  })
  return { state, names: suggestions.names, grantChanged: () => grantChanged() }
}

describe('names for what somebody types', () => {
  it('have words that begin like it, whatever the case and the accents, in the order of the library', async () => {
    const { names } = suggesting(['Café Noir', 'Road Trip', 'CAFETERIA', 'My Café', 'Café Noir'])
    expect(await names('playlist', 'caf')).toEqual(['Café Noir', 'CAFETERIA', 'My Café'])
    expect(await names('playlist', '')).toEqual(['Café Noir', 'Road Trip', 'CAFETERIA', 'My Café'])
    expect(await names('device', 'KIT')).toEqual(['Kitchen'])
    expect(await names('device', 'caf')).toEqual([])
  })

  it('are made fit to stand in a line', async () => {
    const { names } = suggesting(['Road\u001b[2J\nTrip', '\u200b', 'x'.repeat(5_000)])
    expect(await names('playlist', '')).toEqual(['Road [2J Trip', `${'x'.repeat(99)}…`])
  })

  it('are read once a minute, however fast somebody types', async () => {
    const { names, state } = suggesting(['Road Trip'])
    await Promise.all(['r', 'ro', 'roa', 'road'].map((beginning) => names('playlist', beginning)))
    state.now = 59_999
    await names('playlist', 'x')
    expect(state.asked).toBe(1)
    state.now = 60_000
    await names('playlist', 'x')
    expect(state.asked).toBe(2)
  })

  it('are none when they cannot be read, which is not tried again with the next letter', async () => {
    const { names, state } = suggesting(['Road Trip'])
    state.fails = true
    expect(await names('playlist', 'r')).toEqual([])
    expect(await names('playlist', 'ro')).toEqual([])
    expect(state.asked).toBe(1)
  })

  it('are none while nobody is signed in, and those of the account before are forgotten', async () => {
    const { names, state, grantChanged } = suggesting(['Road Trip'])
    await names('playlist', '')
    state.scopes = undefined
    grantChanged()
    expect(await names('playlist', '')).toEqual([])
    state.scopes = ['playlist-read-private']
    await names('playlist', '')
    expect(state.asked).toBe(2)
  })
})
