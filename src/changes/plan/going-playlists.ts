import { isProblem } from '../../shared/problem.ts'
import type { Spotify } from '../../spotify/client.ts'
import type { Playlist } from '../../spotify/items.ts'
import { parseReference } from '../../spotify/references.ts'

/** A playlist that is taken out of the library: an own one is deleted by that. `songs`: missing when Spotify does not say. `snapshotId` names its content. */
export type GoingPlaylist = { name: string; own: boolean; songs?: number; snapshotId: string }

/** By their uris, as far as they can be read. */
export type GoingPlaylists = ReadonlyMap<string, GoingPlaylist>

/** More are looked up in the list of all playlists, which has fifty in one request. */
const mostOneByOne = 4

/** Reads which playlists are among the items that go. One that cannot be read is somebody else's. */
export async function goingPlaylists(uris: readonly string[], spotify: Spotify): Promise<GoingPlaylists> {
  const ids = uris.map(parseReference).flatMap((reference) => (reference?.type === 'playlist' ? [reference.id] : []))
  if (ids.length === 0) return new Map()
  const [me, read] = await Promise.all([
    spotify.listener.profile(),
    ids.length > mostOneByOne ? allPlaylists(spotify) : Promise.all(ids.map((id) => detailsOf(id, spotify))),
  ])
  return new Map(
    read
      .filter((playlist) => playlist !== null)
      .filter(({ id }) => ids.includes(id))
      .map(({ id, name, owner, tracks, snapshotId }) => [
        `spotify:playlist:${id}`,
        { name, own: owner.id === me.id, songs: tracks, snapshotId },
      ]),
  )
}

async function allPlaylists({ listener }: Spotify): Promise<(Playlist | null)[]> {
  return (await listener.playlists({ offset: 0, limit: 11_000 })).rows
}

async function detailsOf(id: string, { playlists }: Spotify): Promise<Playlist | null> {
  try {
    return await playlists.details(id)
  } catch (error) {
    if (isProblem(error, 'not-found', 'not-available')) return null
    throw error
  }
}
