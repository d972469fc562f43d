import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { ElicitRequestSchema, type ElicitResult } from '@modelcontextprotocol/sdk/types.js'
import { describe, expect, it, onTestFinished } from 'vitest'
import { track } from '../../fake-spotify/builders.ts'
import { callTool } from '../../product.ts'
import { songs, uri, type WithMix, withMix } from '../mix.ts'

/** A client that shows questions to its person, who answers all of them in the same way. */
async function asking({ endpoint }: WithMix, answer: ElicitResult | Error): Promise<{ client: Client; questions: string[] }> {
  const questions: string[] = []
  const client = new Client({ name: 'asking client', version: '1' }, { capabilities: { elicitation: {} } })
  client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
    questions.push(params.message)
    if (answer instanceof Error) throw answer
    return answer
  })
  const headers = { Authorization: `Bearer ${endpoint.token}` }
  await client.connect(new StreamableHTTPClientTransport(new URL(endpoint.url), { requestInit: { headers } }))
  onTestFinished(() => client.close())
  return { client, questions }
}

const removal = (count: number) => ({ playlist: 'mix', remove: { positions: Array.from({ length: count }, (_, index) => index + 1) } })

describe('an edit that removes more than twenty rows', () => {
  it('asks the person first, and is done when they agree', async () => {
    const mix = await withMix(songs(1, 40))
    const { client, questions } = await asking(mix, { action: 'accept', content: { confirm: true } })
    expect((await callTool(client, 'edit_playlist', removal(21))).text).toContain('21 songs removed')
    expect(questions).toEqual(['This removes 21 of 40 songs in "Mix". Do you want this? You can undo it.'])
    expect(mix.titles()).toEqual(songs(22, 40))
    await callTool(client, 'edit_playlist', removal(19))
    expect(questions).toHaveLength(1)
    expect(mix.titles()).toEqual([])
  })

  it.each([{ action: 'decline' }, { action: 'cancel' }, { action: 'accept', content: { confirm: false } }] as ElicitResult[])(
    'is not done when they do not (%o)',
    async (answer) => {
      const mix = await withMix(songs(1, 40))
      const { client } = await asking(mix, answer)
      expect(await callTool(client, 'edit_playlist', removal(21))).toEqual({ text: 'The user said no. Nothing was changed.', failed: true })
      expect(mix.writes()).toEqual([])
    },
  )

  it('has to be previewed first where the client cannot ask, and then the same call is carried out', async () => {
    const { callInVain, call, titles, writes } = await withMix(songs(1, 40))
    expect(await callInVain('edit_playlist', removal(21))).toMatchInlineSnapshot(
      `"This removes 21 of 40 songs in "Mix". Call with dry_run: true first and show the user the preview; after that the same call is carried out. Nothing was changed."`,
    )
    await call('edit_playlist', { ...removal(22), dry_run: true })
    expect(await callInVain('edit_playlist', removal(21))).toContain('dry_run')
    expect(writes()).toEqual([])
    await call('edit_playlist', { ...removal(21), dry_run: true })
    await call('edit_playlist', removal(21))
    expect(titles()).toEqual(songs(22, 40))
  })

  it('has to be previewed again when the playlist was changed since', async () => {
    const { callInVain, call, mix } = await withMix(songs(1, 40))
    await call('edit_playlist', { ...removal(21), dry_run: true })
    mix.version += 1
    expect(await callInVain('edit_playlist', removal(21))).toContain('dry_run')
  })

  it('has to be previewed by the client that wants it', async () => {
    const { call, connect } = await withMix(songs(1, 40))
    await call('edit_playlist', { ...removal(21), dry_run: true })
    expect((await callTool(await connect('other'), 'edit_playlist', removal(21))).failed).toBe(true)
  })

  it('has to be previewed, too, where asking fails', async () => {
    const mix = await withMix(songs(1, 40))
    const { client } = await asking(mix, new Error('no window'))
    expect((await callTool(client, 'edit_playlist', removal(21))).text).toContain('dry_run')
  })

  it('is not done when the playlist was changed while the person thought', async () => {
    const mix = await withMix(songs(1, 40))
    const client = new Client({ name: 'slow person', version: '1' }, { capabilities: { elicitation: {} } })
    client.setRequestHandler(ElicitRequestSchema, () => {
      mix.mix.version += 1
      return { action: 'accept', content: { confirm: true } }
    })
    const headers = { Authorization: `Bearer ${mix.endpoint.token}` }
    await client.connect(new StreamableHTTPClientTransport(new URL(mix.endpoint.url), { requestInit: { headers } }))
    onTestFinished(() => client.close())
    expect((await callTool(client, 'edit_playlist', removal(21))).text).toContain('Something else changed the playlist')
    expect(mix.writes()).toEqual([])
  })

  it('is done at once when the user turned the question off', async () => {
    const { call, titles } = await withMix(songs(1, 40), { settings: { askBeforeEdits: false } })
    await call('edit_playlist', removal(40))
    expect(titles()).toEqual([])
  })

  it('is also one that gives more than twenty rows another date, or takes more than twenty items out of the library', async () => {
    const tracks = songs(1, 30).map((name) => track(name))
    const savedTracks = tracks.map((item) => ({ item, addedAt: '2026-06-01T12:00:00Z' }))
    const { callInVain, call } = await withMix([null, ...songs(1, 30)], { world: { savedTracks } })
    expect(await callInVain('edit_playlist', { playlist: 'mix', remove: { unavailable: true } })).toMatchInlineSnapshot(
      `"This removes 1 of 31 songs and gives 30 songs today as the date added in "Mix". Call with dry_run: true first and show the user the preview; after that the same call is carried out. Nothing was changed."`,
    )
    const remove = songs(1, 21).map(uri)
    expect(await callInVain('edit_library', { remove })).toMatchInlineSnapshot(
      `"This removes 21 songs from the library. Call with dry_run: true first and show the user the preview; after that the same call is carried out. Nothing was changed."`,
    )
    await call('edit_library', { remove, dry_run: true })
    expect(await call('edit_library', { remove })).toContain('Removed 21')
  })
})
