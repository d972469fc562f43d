import { describe, expect, it } from 'vitest'
import { playlist } from '../../fake-spotify/builders.ts'
import { startTonearm } from '../../tonearm.ts'
import { songs } from '../../tools/mix.ts'
import { connectNewer } from './modern.ts'

/** A playlist of 1,000 songs, a client of the newer SDK, and a person who answers every question so. */
async function askedOver(mode: 'auto' | 'legacy', reply: 'accept' | 'decline') {
  const everything = playlist({ name: 'Everything', rows: songs(1, 1_000) })
  const product = await startTonearm({ world: { playlists: [everything] } })
  const client = await connectNewer(product.endpoint, mode, { capabilities: { elicitation: { form: {} } } })
  const questions: string[] = []
  client.setRequestHandler('elicitation/create', async ({ params }) => {
    questions.push(params.message)
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
})
