import { playlist, track } from '../fake-spotify/builders.ts'
import { callTool, startProduct } from '../product.ts'

/** What removing the duplicates from a playlist cost. */
export type Cost = { what: string; removed: number; requests: number; reads: number; writes: number; bytes: number; milliseconds: number }

/** Names of 1,000 rows, some of them twice. */
const lists: Record<string, string[]> = {
  'an album of 50 that was added twice': Array.from({ length: 1_000 }, (_, index) => `Song ${index % 950}`),
  '40 rows in the middle that were added twice': Array.from({ length: 1_000 }, (_, index) => `Song ${index < 960 ? index : index - 460}`),
  '100 copies in a row at the end': Array.from({ length: 1_000 }, (_, index) => `Song ${index % 900}`),
  '10 copies all over the list': Array.from({ length: 1_000 }, (_, index) => `Song ${index % 100 === 99 ? index - 50 : index}`),
}

/** Runs edit_playlist on lists of 1,000 rows and counts everything that goes to and comes from Spotify, the listener's own profile included. */
export async function measureDuplicates(): Promise<Cost[]> {
  const costs: Cost[] = []
  for (const [what, names] of Object.entries(lists)) {
    const mix = playlist({
      name: 'Mix',
      rows: names.map((name) => track({ name, artists: ['Golden Static', 'Iron Club'], album: `${name}, the album` })),
    })
    const tracks = mix.rows.flatMap(({ item }) => (item?.type === 'track' ? [item] : []))
    const product = await startProduct({
      world: { playlists: [mix], tracks },
      settings: { askBeforeEdits: false },
      fake: { checkContract: false },
    })
    const client = await product.connect('bench')
    const begun = performance.now()
    const { text, failed } = await callTool(client, 'edit_playlist', { playlist: mix.id, remove: { duplicates: true } })
    const milliseconds = Math.round(performance.now() - begun)
    if (failed || mix.rows.length !== new Set(names).size) throw new Error(text)
    const records = product.spotify.record().filter(({ kind }) => kind === 'api')
    const reads = records.filter(({ method }) => method === 'GET').length
    const bytes = records.reduce((sum, { bytesSent }) => sum + bytesSent, 0)
    costs.push({
      what,
      removed: names.length - mix.rows.length,
      requests: records.length,
      reads,
      writes: records.length - reads,
      bytes,
      milliseconds,
    })
    await product.stop()
  }
  return costs
}
