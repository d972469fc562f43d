import { describe, expect, it } from 'vitest'
import { uriOf } from '../../../src/spotify/items.ts'
import { capped } from '../../../src/tools/runtime/answer-size.ts'
import { playlist } from '../../fake-spotify/builders.ts'
import type { Playlist, World } from '../../fake-spotify/types.ts'
import { startTonearm } from '../../tonearm.ts'
import { longWorld } from '../long-world.ts'

type Call = [tool: string, parameters: Record<string, unknown>]

/** The longest answers that each tool can be asked for, without a limit and with the highest one. */
function longCalls(world: World): Call[] {
  const [all, other] = world.playlists as [Playlist, Playlist]
  const album = world.tracks.at(-1)?.album ?? { type: 'album' as const, id: '' }
  const [show, book, artist] = [world.shows[0], world.audiobooks[0], world.tracks[0]?.artists[0]]
  if (!show || !book || !artist) throw new Error('too little')
  const uris = world.tracks.map(uriOf)
  const lists: [...Call, highest: number | undefined][] = [
    ['search_tracks', { query: 'symphonie' }, 50],
    ['search_catalog', { query: 'symphonie', types: ['album', 'artist', 'playlist', 'show', 'episode', 'audiobook'] }, 50],
    ...[album, show, book, artist].map((item): [...Call, number] => ['get_item', { item: uriOf(item) }, 200]),
    ['get_user_playlists', {}, 200],
    ['get_playlist_items', { playlist: all.id }, 1000],
    ['get_playlist_items', { playlist: all.id, filter: 'freunde' }, 1000],
    ['get_playlist_items', { playlist: all.id, full: true }, 1000],
    ['get_playlist_items', { playlist: all.id, group_by: 'album' }, 1000],
    ...['tracks', 'albums', 'artists', 'episodes'].map((kind): [...Call, number] => ['get_library', { kind }, 500]),
    ['find_in_library', { query: 'freunde' }, 200],
    ['find_in_library', { items: uris.slice(0, 200) }, undefined],
    ['compare_playlists', { a: all.id, b: other.id, want: 'overlap' }, 1000],
    ['match_tracks', { lines: world.tracks.slice(0, 100).map(({ name }) => name.slice(0, 290)) }, undefined],
    ['get_user_top_artists', {}, 50],
    ['get_user_top_tracks', {}, 50],
    ['get_recently_played', {}, 50],
  ]
  const withLimits = lists.flatMap(([tool, parameters, limit]): Call[] =>
    limit === undefined
      ? [[tool, parameters]]
      : [
          [tool, parameters],
          [tool, { ...parameters, limit }],
        ],
  )
  return [
    ...withLimits,
    ['edit_playlist', { playlist: all.id, remove: { items: uris.slice(0, 390) }, dry_run: true }],
    ['edit_playlist', { playlist: other.id, remove: { items: uris.slice(400) } }],
    ['edit_library', { remove: uris.slice(0, 390), dry_run: true }],
    ['edit_library', { save: uris.slice(400) }],
    ['create_playlist', { name: 'New', items: uris.slice(0, 390) }],
    ['undo_change', {}],
  ]
}

/** What Claude Code shows as a whole, whatever the scripts are, and less where nobody asked for so much. */
const answerBytes = { usual: 24_000, most: 45_000 }

const bytes = (value: unknown) => Buffer.byteLength(typeof value === 'string' ? value : JSON.stringify(value))

describe('answers about hundreds of works of classical music', () => {
  it.each([false, true])('never get too long for a client, and say how to go on (structured: %s)', async (structuredResults) => {
    const world = longWorld()
    const { client } = await startTonearm({ world, settings: { structuredResults }, sleep: async () => {} })
    const cut = new Set<string>()
    for (const [tool, parameters] of longCalls(world)) {
      const { content, structuredContent = '', isError } = await client.callTool({ name: tool, arguments: parameters })
      const [{ text }] = content as [{ text: string }]
      const what = `${tool} ${JSON.stringify(parameters).slice(0, 200)}: ${text.slice(0, 200)}`
      expect(isError, what).toBe(false)
      const isWhole = 'limit' in parameters || /^(?:edit|create|undo)_/.test(tool)
      const most = isWhole ? answerBytes.most : answerBytes.usual
      expect(bytes(text), what).toBeLessThanOrEqual(most)
      expect(bytes(structuredContent), what).toBeLessThanOrEqual(most)
      if (text.includes('more would not fit into one answer.')) cut.add(tool)
    }
    const always = ['get_playlist_items', 'get_library', 'find_in_library', 'compare_playlists', 'match_tracks']
    expect([...cut]).toEqual(expect.arrayContaining(always))
  })

  it('are found whole by going on where each one ended, as text and as JSON', async () => {
    for (const structuredResults of [false, true]) {
      const { client } = await startTonearm({ world: longWorld(), settings: { structuredResults } })
      const seen: string[] = []
      const sizes: number[] = []
      for (let offset: number | undefined = 0; offset !== undefined; ) {
        const answer = await client.callTool({ name: 'get_playlist_items', arguments: { playlist: 'All of It', limit: 1000, offset } })
        const [{ text }] = answer.content as [{ text: string }]
        const rows = text
          .split('\n')
          .slice(1)
          .filter((line) => /^\d+ /.test(line))
        seen.push(...rows.map((line) => line.split(' ')[0] ?? ''))
        sizes.push(rows.length)
        const structured = answer.structuredContent as { rows: unknown[]; stopped?: { next: number } } | undefined
        const next = /use offset (\d+)\.$/.exec(text)?.[1]
        if (structuredResults) expect([structured?.rows.length, structured?.stopped?.next]).toEqual([rows.length, next && Number(next)])
        offset = next === undefined ? undefined : Number(next)
      }
      expect(seen).toEqual(Array.from({ length: 400 }, (_, index) => String(index + 1)))
      expect(sizes.length).toBeGreaterThan(1)
    }
  })

  it('are no longer in a resource', async () => {
    const world = longWorld()
    const rows = world.tracks.map((track, index) => ({ ...track, name: `第九交響曲 ${index} ${'喜びの歌'.repeat(20)}` }))
    const { client } = await startTonearm({ world: { ...world, playlists: [playlist({ name: 'Daiku', rows })] } })
    const { contents } = await client.readResource({ uri: 'spotify://playlist/Daiku' })
    const text = String(contents[0] && 'text' in contents[0] && contents[0].text)
    expect(bytes(text)).toBeLessThanOrEqual(answerBytes.usual)
    expect(text).toMatch(/To go on, use offset \d+\.$/)
  })
})

describe('any other text', () => {
  it('keeps its beginning and its end, where a change has its receipt', () => {
    const warnings = Array.from({ length: 2_000 }, (_, index) => `Song ${index + 1} is not in this playlist.`)
    const { text } = capped({ text: ['Done.', ...warnings, 'Receipt x1: undo_change takes it back.'].join('\n') })
    expect(bytes(text)).toBeLessThanOrEqual(answerBytes.most)
    expect(text).toMatch(/^Done\.\nSong 1 is/)
    expect(text).toMatch(/\n\(\d+ more lines here would not fit into one answer\)\n/)
    expect(text).toMatch(/Song 2000 is not in this playlist\.\nReceipt x1: undo_change takes it back\.$/)
  })

  it.each(['x', 'ж', '好', '🎵'])('ends even if it is one line of %s', (letter) => {
    const { text } = capped({ text: letter.repeat(100_000) })
    expect(bytes(text)).toBeLessThanOrEqual(answerBytes.most)
    expect(text).toMatch(new RegExp(`^${letter}+…?`, 'u'))
    expect(text).not.toContain('\ufffd')
  })

  it('loses in JSON the ends of lists, and nothing where it fits', () => {
    const short = { rows: [1, 2, 3], name: 'x' }
    expect(capped({ text: '', structured: short }).structured).toEqual(short)
    const long = { outcome: { done: Array.from({ length: 1_000 }, () => 'y'.repeat(500)), receipt: 'x1' } }
    const { structured } = capped({ text: '', structured: long }) as unknown as { structured: typeof long }
    expect(bytes(structured)).toBeLessThanOrEqual(answerBytes.most)
    expect([structured.outcome.receipt, structured.outcome.done.length]).toEqual(['x1', 64])
  })
})
