import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { problemKey } from '../../../src/shared/card.ts'
import { type PlayerView, playerKey } from '../../../src/shared/player-view.ts'
import { playlist } from '../../fake-spotify/builders.ts'
import * as faults from '../../fake-spotify/faults.ts'
import type { Product } from '../../product.ts'
import { startTonearm } from '../../tonearm.ts'
import { songs } from '../../tools/mix.ts'
import { startListening } from '../../tools/playback/wandas-player.ts'
import { wellBehaved } from '../running.ts'
import { connectNewer, envelope, modernHeaders, modernRequest } from './modern.ts'

/** A playlist of 1,000 songs, a client of the newer SDK, and a person who answers every question so. */
async function askedOver(
  mode: 'auto' | 'legacy',
  reply: 'accept' | 'decline',
  before: (product: Pick<Product, 'settings'>) => void = () => {},
) {
  const everything = playlist({ name: 'Everything', rows: songs(1, 1_000) })
  const product = await startTonearm({ world: { playlists: [everything] } })
  const client = await connectNewer(product.endpoint, mode, { capabilities: { elicitation: { form: {} } } })
  const questions: string[] = []
  client.setRequestHandler('elicitation/create', async ({ params }) => {
    questions.push(params.message)
    before(product)
    return reply === 'accept' ? { action: 'accept', content: { confirm: true } } : { action: 'decline' }
  })
  product.spotify.clearRecord()
  const remove = [`spotify:playlist:${everything.id}`]
  const { content } = await client.callTool({ name: 'edit_library', arguments: { remove } })
  const [text] = content as { text: string }[]
  return { questions, text: text?.text ?? '', requests: product.spotify.requests(), left: product.spotify.world.playlists.length, product }
}

describe('a large change', () => {
  it('is put to the person in both eras, with the same requests to Spotify', async () => {
    const newer = await askedOver('auto', 'decline')
    const older = await askedOver('legacy', 'decline')
    expect(newer.questions).toEqual(['This deletes playlist "Everything" (1,000 songs). Do you want this? You can undo it.'])
    expect([newer.questions, newer.text, newer.requests]).toEqual([older.questions, older.text, older.requests])
    expect(newer.left).toBe(1)
  })

  it('is made when the person agrees, and counts as one call', async () => {
    const { text, left, product } = await askedOver('auto', 'accept')
    expect(text).toContain('Deleted 1: ')
    expect(left).toBe(0)
    expect(product.tonearm.status().calls.map(({ client, tool }) => [client, tool])).toEqual([['newer client, auto', 'edit_library']])
  })

  it.each(['auto', 'legacy'] as const)('is not made when Tonearm became read-only before the person agreed: %s', async (mode) => {
    const { text, left, product } = await askedOver(mode, 'accept', ({ settings }) => settings.change({ readOnly: true }))
    expect(text).toContain('Tonearm is set to read-only, so edit_library was not carried out.')
    expect(left).toBe(1)
    const [told] = await product.tonearm.activity()
    expect([told?.client, told?.failed]).toEqual([`newer client, ${mode}`, true])
  })
})

describe('the page beside an answer', () => {
  it('is told the same in both eras, and so is the activity', async () => {
    const { endpoint, tonearm } = await startListening()
    const told = await Promise.all(
      (['auto', 'legacy'] as const).map(async (mode) => {
        const client = await connectNewer(endpoint, mode)
        const playing = await client.callTool({ name: 'get_playback', arguments: {} })
        const failed = await client.callTool({ name: 'play', arguments: { device: 'Cellar' } })
        const ofClient = (await tonearm.activity()).filter((row) => row.client === `newer client, ${mode}`)
        const view = playing._meta?.[playerKey] as PlayerView | undefined
        return {
          item: view?.item,
          device: view?.device,
          cannot: view?.cannot,
          problem: failed._meta?.[problemKey],
          words: ofClient.map(({ words }) => words),
        }
      }),
    )
    expect(told[0]).toMatchObject({
      item: { title: 'One' },
      device: 'Laptop',
      problem: 'device-not-found',
      words: [expect.stringContaining("Couldn't"), expect.any(String)],
    })
    expect(told[0]).toEqual(told[1])
  })
})

describe('a long read', () => {
  it('asks Spotify nothing more once the connection of its request is closed', async () => {
    const everything = playlist({ name: 'Everything', rows: songs(1, 2_000) })
    const { endpoint, spotify, tonearm } = await startTonearm({ world: { playlists: [everything] } })
    spotify.clearRecord()
    spotify.faults.always('GET /v1/playlists/{id}/items', faults.slow(300))
    const read = { name: 'get_playlist_items', arguments: { playlist: 'Everything', group_by: 'artist' } }
    // With progress, the answer has begun when it is closed; without, it has not.
    for (const meta of [{ ...envelope('reader'), progressToken: 1 }, envelope('reader')]) {
      spotify.clearRecord()
      const asked = askUntilClosed(endpoint, modernRequest('tools/call', read, meta))
      await expect.poll(() => spotify.requests().filter((line) => line.includes('/items')).length).toBeGreaterThan(0)
      asked.close()
      await asked.ended
      await pause(500)
      const sent = spotify.requests().length
      expect(sent).toBeLessThan(20)
      await pause(1_000)
      expect(spotify.requests()).toHaveLength(sent)
    }
    expect(tonearm.status().calls.map(({ client, tool }) => [client, tool])).toEqual([
      ['reader', 'get_playlist_items'],
      ['reader', 'get_playlist_items'],
    ])
  })
})

/** Sends a request, and closes its connection when told to. */
function askUntilClosed({ url, token }: { url: string; token: string }, request: ReturnType<typeof modernRequest>) {
  const cut = new AbortController()
  const headers = { ...wellBehaved(token), ...modernHeaders(request) }
  const ended = fetch(url, { method: 'POST', headers, body: JSON.stringify(request), signal: cut.signal })
    .then((answer) => answer.text())
    .catch(() => {})
  return { ended, close: () => cut.abort() }
}
