import { describe, expect, it } from 'vitest'
import { playlist } from '../fake-spotify/builders.ts'
import { changed } from '../fake-spotify/faults.ts'
import { startTonearm } from '../tonearm.ts'

/** Spotify keeps descriptions with the entities of HTML. */
const escaped = changed(({ description, ...answer }: { description: string }) => ({
  ...answer,
  description: description.replaceAll('&', '&amp;').replaceAll("'", '&#x27;').replaceAll('<', '&lt;'),
}))

async function startWithMix() {
  const mix = playlist({ name: 'Q&A <b>mix</b>', rows: ['One'], description: "Rock & Roll 'til dawn <3", public: false })
  const tonearm = await startTonearm({ world: { playlists: [mix] } })
  tonearm.spotify.faults.always(`GET /v1/playlists/${mix.id}`, escaped)
  const receiptIn = (answer: string) => /Receipt (\w+)/.exec(answer)?.[1] ?? 'none'
  return { ...tonearm, mix, receiptIn }
}

describe('the description of a playlist', () => {
  it('reads as it was written, and the name as it is', async () => {
    const { call, mix } = await startWithMix()
    const answer = await call('get_item', { item: `spotify:playlist:${mix.id}` })
    expect(answer).toContain("About: Rock & Roll 'til dawn <3")
    expect(answer).toContain('Q&A <b>mix</b>')
  })

  it('comes back by undo as it was, without entities', async () => {
    const { call, mix, receiptIn } = await startWithMix()
    const receipt = receiptIn(await call('edit_playlist', { playlist: mix.id, description: "Drums & 'Bass'" }))
    expect(mix.description).toBe("Drums & 'Bass'")
    expect(await call('undo_change', { receipt })).toMatch(/^Undone/)
    expect(mix.description).toBe("Rock & Roll 'til dawn <3")
  })

  it('is not changed by the words that it has', async () => {
    const { call, mix } = await startWithMix()
    expect(await call('edit_playlist', { playlist: mix.id, description: "Rock & Roll 'til dawn <3" })).toContain('Nothing to change')
  })

  it('has spaces in the place of line breaks', async () => {
    const { call, mix, spotify } = await startWithMix()
    await call('edit_playlist', { playlist: mix.id, description: 'First line\r\nsecond\n\nthird' })
    expect(mix.description).toBe('First line second third')
    await call('create_playlist', { name: 'New', description: 'One\ntwo' })
    expect(spotify.world.playlists.find((one) => one?.name === 'New')?.description).toBe('One two')
  })
})

describe('the visibility of a playlist', () => {
  it('is told as Spotify says it after it was created', async () => {
    const { call, spotify } = await startWithMix()
    spotify.faults.next(
      'POST /v1/me/playlists',
      changed((answer: object) => ({ ...answer, public: true })),
    )
    expect(await call('create_playlist', { name: 'Secret' })).toContain('Spotify says that it is public, although private was asked for.')
    expect(await call('create_playlist', { name: 'Other' })).not.toContain('Spotify says')
  })

  it('is told as Spotify says it after an edit, and the first line does not claim the opposite', async () => {
    const { call, mix, spotify } = await startWithMix()
    spotify.faults.next(
      'GET /v1/playlists/{id}',
      changed((answer: object) => ({ ...answer, public: false })),
      2,
    )
    const [first, ...lines] = (await call('edit_playlist', { playlist: mix.id, public: true })).split('\n')
    expect(first).toMatch(/: DONE, BUT NOT AS PLANNED \(asked for: made public\)\.$/)
    expect(lines).toContain('Differs from the plan: Spotify says that it is private, although public was asked for.')
  })
})

describe('the first line about an edit', () => {
  it('does not claim what was not done', async () => {
    const { call, mix, spotify } = await startWithMix()
    spotify.faults.next('DELETE /v1/playlists/{id}/items', { kind: 'drop', when: 'before' })
    const [first, ...lines] = (await call('edit_playlist', { playlist: mix.id, remove: { positions: [1] } })).split('\n')
    expect(first).toMatch(/: NOT DONE AS FAR AS IS KNOWN \(asked for: 1 song removed\)\.$/)
    expect(lines.join('\n')).toContain('Done: nothing.')
    expect(mix.rows).toHaveLength(1)
  })

  it('says that a part was done', async () => {
    const { call, mix, spotify } = await startWithMix()
    spotify.faults.next('PUT /v1/playlists/{id}', { kind: 'drop', when: 'before' })
    const [first] = (await call('edit_playlist', { playlist: mix.id, remove: { positions: [1] }, rename: 'New' })).split('\n')
    expect(first).toContain(': ONLY PARTLY DONE (asked for: 1 song removed, renamed to "New").')
  })
})
