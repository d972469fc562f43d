import { emptyWorld, playlist, track } from '../builders.ts'
import type { Playlist, World } from '../types.ts'
import type { SignedIn } from './test-helpers.ts'

/** The uri of the track that the builders make of a name. */
export const uri = (name: string) => `spotify:track:${track(name).id}`

/** A world with one playlist of rows A, B, C, A and some more tracks, and the path of that playlist. */
export function oneList(change: Partial<Playlist> = {}): { world: World; path: string } {
  const mine = { ...playlist({ name: 'Mine', rows: ['A', 'B', 'C', 'A'] }), ...change }
  const tracks = ['A', 'B', 'C', 'D', 'E'].map((name) => track(name))
  return { world: { ...emptyWorld(), tracks, playlists: [mine] }, path: `/playlists/${mine.id}` }
}

/** The names of a playlist's rows in one word. */
export async function rows(spotify: SignedIn, path: string): Promise<string> {
  const { json } = await spotify.get(`${path}/items`)
  return json.items.map((row: { item: { name: string } | null }) => row.item?.name ?? null).join('')
}
