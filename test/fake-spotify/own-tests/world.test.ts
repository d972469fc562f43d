import { describe, expect, it } from 'vitest'
import { track } from '../builders.ts'
import { createWorld } from '../world.ts'

describe('The invented world', () => {
  it('is the same in every run and on every machine, and another for another seed', () => {
    const world = createWorld()
    expect(world.tracks[0]).toMatchObject({ name: 'Midnight River', id: '4NOyIhC6ODVw8KlvTqduNR', album: { name: 'Quiet Harbor Letters' } })
    expect(world.savedTracks[0]?.item.id).toBe('60EalaWmhcuDEacUgIudLn')
    expect(world.topArtists.long_term[7]?.id).toBe('0py4hKrgjeGH51y70Du2t8')
    expect(createWorld(2).savedTracks[0]?.item.id).not.toBe(world.savedTracks[0]?.item.id)
  })

  it('belongs to the test that asked for it', () => {
    const world = createWorld()
    world.user.premium = false
    world.tracks.length = 0
    expect(createWorld()).toMatchObject({ user: { premium: true }, tracks: { length: 7_924 } })
  })

  it('has everything a listener has', () => {
    const world = createWorld()
    expect(world.playlists).toHaveLength(45)
    expect(world.playlists.filter((one) => one?.id.startsWith('37i9'))).toHaveLength(1)
    expect([world.savedTracks.length, world.recentPlays.length, world.topTracks.short_term.length]).toEqual([2_500, 50, 99])
    expect(world.devices.map((one) => one.name)).toEqual(['Kitchen', 'Laptop', 'Phone'])
    const everything = world.playlists.find((one) => one?.name === 'Everything Ever')?.rows.map((row) => row.item) ?? []
    expect([everything.length, new Set(everything).size]).toEqual([1_000, 880])
  })
})

describe('The builders', () => {
  it('give the same id for the same names, and another for another album', () => {
    expect(track('Opalite').id).toBe(track({ name: 'Opalite' }).id)
    expect(track('Opalite').id).not.toBe(track({ name: 'Opalite', album: 'Live' }).id)
    expect(track('Opalite').id).toMatch(/^[0-7][0-9A-Za-z]{21}$/)
  })
})
