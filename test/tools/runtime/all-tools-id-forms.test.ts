import { describe, expect, it } from 'vitest'
import { tools } from '../../../src/tools/runtime/registry.ts'
import type { Playlist } from '../../fake-spotify/types.ts'
import { heardIn } from '../../history/heard.ts'
import { callTool } from '../../product.ts'
import { startTonearm } from '../../tonearm.ts'
import { smallWorld } from '../small-world.ts'

const world = smallWorld()
const [track] = world.tracks
const [playlist, otherPlaylist] = world.playlists as Playlist[]
if (!track || !playlist || !otherPlaylist) throw new Error('too little')

/** The ways to name an item, however it came to the model. */
function forms({ type, id }: { type: string; id: string }): string[] {
  return [
    id.slice(0, 6),
    id,
    `spotify:${type}:${id}`,
    `https://open.spotify.com/${type}/${id}`,
    `https://open.spotify.com/intl-de/${type}/${id}?si=0123456789abcdef`,
    ` spotify:${type}:${id} `,
  ]
}

const trackForms = forms(track)
const playlistForms = [...forms(playlist), `spotify:user:wanda.listens:playlist:${playlist.id}`, playlist.name, playlist.name.toUpperCase()]

type Parameter = { tool: string; parameter: string; forms: string[]; call(text: string): Record<string, unknown> }

/** Every parameter that names an item. */
const itemParameters: Parameter[] = [
  { tool: 'get_item', parameter: 'item', forms: trackForms, call: (item) => ({ item }) },
  { tool: 'get_playlist_items', parameter: 'playlist', forms: playlistForms, call: (text) => ({ playlist: text }) },
  { tool: 'find_in_library', parameter: 'items', forms: trackForms, call: (item) => ({ items: [item] }) },
  { tool: 'compare_playlists', parameter: 'a', forms: playlistForms, call: (a) => ({ a, b: otherPlaylist.id, want: 'overlap' }) },
  { tool: 'compare_playlists', parameter: 'b', forms: playlistForms, call: (b) => ({ a: otherPlaylist.id, b, want: 'overlap' }) },
  { tool: 'play', parameter: 'what', forms: trackForms, call: (what) => ({ what }) },
  { tool: 'play', parameter: 'what', forms: forms(playlist), call: (what) => ({ what }) },
  { tool: 'queue_items', parameter: 'items', forms: trackForms, call: (item) => ({ items: [item] }) },
  { tool: 'create_playlist', parameter: 'items', forms: trackForms, call: (item) => ({ name: 'New', items: [item] }) },
  {
    tool: 'edit_playlist',
    parameter: 'playlist',
    forms: playlistForms,
    call: (text) => ({ playlist: text, rename: 'New', dry_run: true }),
  },
  {
    tool: 'edit_playlist',
    parameter: 'add',
    forms: trackForms,
    call: (item) => ({ playlist: playlist.id, add: [{ items: [item] }], dry_run: true }),
  },
  {
    tool: 'edit_playlist',
    parameter: 'remove',
    forms: trackForms,
    call: (item) => ({ playlist: playlist.id, remove: { items: [item] }, dry_run: true }),
  },
  {
    tool: 'edit_playlist',
    parameter: 'replace',
    forms: trackForms,
    call: (item) => ({ playlist: otherPlaylist.id, replace: [item], dry_run: true }),
  },
  { tool: 'count_plays', parameter: 'what', forms: trackForms, call: (what) => ({ what }) },
  { tool: 'export_list', parameter: 'list', forms: playlistForms, call: (list) => ({ list }) },
  { tool: 'edit_library', parameter: 'save', forms: trackForms, call: (item) => ({ save: [item], dry_run: true }) },
  { tool: 'edit_library', parameter: 'remove', forms: trackForms, call: (item) => ({ remove: [item], dry_run: true }) },
]

/** A product in which everything was shown once, so that short ids are known. */
async function fresh() {
  const tonearm = await startTonearm({
    world: smallWorld(),
    heard: heardIn(smallWorld()),
    sleep: async () => {},
    now: () => Date.UTC(2026, 10, 22),
  })
  await tonearm.call('get_item', { item: `spotify:track:${track?.id}` })
  await tonearm.call('get_user_playlists')
  return tonearm
}

/** Whether the second call would answer differently from the first: previews change nothing. */
const changes = (tool: string) => ['play', 'queue_items', 'create_playlist'].includes(tool)

describe.each(itemParameters)('$tool: $parameter', ({ tool, forms: given, call }) => {
  it('is understood in every form that an item has', async () => {
    const answers: string[] = []
    let tonearm = await fresh()
    for (const form of given) {
      const { text, failed } = await callTool(tonearm.client, tool, call(form))
      expect(failed, `${form}: ${text}`).toBe(false)
      answers.push(text.replace(/Receipt \w+/, 'Receipt').replace(/ \(\d+\)\.csv/, '.csv'))
      if (changes(tool)) tonearm = await fresh()
    }
    expect(answers[0]).toMatch(/[0-9A-Za-z]{6} /)
    expect(new Set(answers)).toEqual(new Set([answers[0]]))
  })
})

it('no parameter that names an item is forgotten here', () => {
  const naming = ['item', 'items', 'playlist', 'what', 'a', 'b', 'add', 'remove', 'replace', 'save', 'album', 'artist', 'track', 'list']
  const all = tools.flatMap(({ name, input }) => Object.keys(input).map((parameter) => `${name} ${parameter}`))
  const known = new Set(itemParameters.map(({ tool, parameter }) => `${tool} ${parameter}`))
  expect(all.filter((one) => naming.includes(one.split(' ')[1] ?? '') && !known.has(one))).toEqual([])
  expect([...known].filter((one) => !all.includes(one))).toEqual([])
})
