import { localTrack, playlist, type RowLike, track } from '../fake-spotify/builders.ts'
import type { Playlist } from '../fake-spotify/types.ts'
import type { ProductOptions } from '../product.ts'
import { type RunningTonearm, startTonearm } from '../tonearm.ts'

/** The product with one playlist of Wanda's, called Mix, that the tests change; a row given as a name is a track of that name. */
export type WithMix = RunningTonearm & {
  mix: Playlist
  /** What stands in it now; null for unavailable rows. */
  titles(): (string | null)[]
  /** The days on which its rows were added. */
  dates(): (string | undefined)[]
  /** The requests that change something, with their bodies. */
  writes(): [string, unknown][]
  /** How many of the requests only read. */
  reads(): number
  /** Calls a tool; the receipt in the answer reads RECEIPT. */
  say(name: string, parameters?: Record<string, unknown>): Promise<string>
  /** The receipt of the latest change. */
  receipt(): Promise<string>
}

/** Names of tracks in a row, as Song 1 to Song 5. */
export const songs = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `Song ${from + index}`)

export const uri = (name: string) => `spotify:track:${track(name).id}`

export const tape = localTrack('Tape')

export async function withMix(rows: RowLike[], options: ProductOptions = {}): Promise<WithMix> {
  const mix = playlist({ name: 'Mix', rows, public: false })
  // What a playlist no longer mentions still exists.
  const known = mix.rows.flatMap(({ item }) => (item?.type === 'track' ? [item] : []))
  const tracks = [...known, ...songs(900, 1_050).map((name) => track(name))]
  const running = await startTonearm({ ...options, world: { playlists: [mix], tracks, ...options.world } })
  await running.call('get_user_playlists')
  running.spotify.clearRecord()
  const api = () => running.spotify.record().filter(({ kind }) => kind === 'api')
  return {
    ...running,
    mix,
    titles: () => mix.rows.map(({ item }) => item?.name ?? null),
    dates: () => mix.rows.map(({ addedAt }) => addedAt?.slice(0, 10)),
    reads: () => api().filter(({ method }) => method === 'GET').length,
    writes: () =>
      api()
        .filter(({ method }) => method !== 'GET')
        .map(({ line, body }) => [line.replace(mix.id, 'MIX'), withoutSnapshot(body)]),
    say: async (name, parameters) => (await running.call(name, parameters)).replace(/[Rr]eceipt \w{6}/g, 'Receipt RECEIPT'),
    receipt: () => latestReceipt(running.call),
  }
}

export async function latestReceipt(call: RunningTonearm['call']): Promise<string> {
  const [, newest = ''] = (await call('undo_change')).split('\n')
  return newest.slice(0, 6)
}

function withoutSnapshot(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || !('snapshot_id' in body)) return body
  const { snapshot_id, ...rest } = body
  return { ...rest, snapshot_id: typeof snapshot_id === 'string' ? 'SNAPSHOT' : snapshot_id }
}
