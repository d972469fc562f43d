import type { SpotifyApi } from '@spotify/web-api-ts-sdk'
import { z } from 'zod'
import { parseAnswer, playlistAnswer, text } from './answers.ts'
import type { Playlist } from './items.ts'

/** What a playlist says of itself, as far as it can be changed. Only one that is not public can be collaborative. */
export type ChangeableDetails = { name?: string; description?: string; public?: boolean; collaborative?: boolean }

/**
 * Writes to playlists. Each write to rows takes 100 items at most and returns the snapshot id of the version it made; one that is given the snapshot id
 * of an older version may be refused or carried out on that version, whatever came since.
 *
 * Paths and bodies are those of February 2026
 * (https://developer.spotify.com/documentation/web-api/references/changes/february-2026).
 */
export type PlaylistEdits = {
  /** Makes an empty playlist of the listener's own. */
  create(details: ChangeableDetails & { name: string; public: boolean }): Promise<Playlist>
  /** Changes the given details and leaves the others. Only the owner may. */
  changeDetails(id: string, details: ChangeableDetails): Promise<void>
  /** Inserts at a position counted from 0, or at the end. */
  add(id: string, uris: string[], position?: number): Promise<string>
  /** Removes every copy of each uri. */
  remove(id: string, uris: string[], snapshotId: string): Promise<string>
  /** Puts these rows in the place of all there are. */
  replace(id: string, uris: string[]): Promise<string>
  /** Takes `length` rows from `start` and puts them before the row that now stands at `before`. */
  move(id: string, range: { start: number; length: number; before: number }, snapshotId: string): Promise<string>
  /** Sets the cover picture. @param jpeg base64, 256 KB at most; needs the permission ugc-image-upload */
  setCover(id: string, jpeg: string): Promise<void>
}

const snapshotAnswer = z.object({ snapshot_id: text }).transform(({ snapshot_id }) => snapshot_id)

/** The part of the client that changes playlists; what reads them is in playlists.ts. */
export function createPlaylistEdits(sdk: SpotifyApi): PlaylistEdits {
  async function write(method: 'POST' | 'PUT' | 'DELETE', id: string, body: object): Promise<string> {
    // An answer that says nothing leaves the snapshot unknown, but the write was carried out.
    return parseAnswer(snapshotAnswer, (await sdk.makeRequest(method, `playlists/${id}/items`, body)) ?? {}, 'unknown')
  }

  return {
    create: async (details) => parseAnswer(playlistAnswer, await sdk.makeRequest('POST', 'me/playlists', details), 'unknown'),
    async changeDetails(id, details) {
      await sdk.makeRequest('PUT', `playlists/${id}`, details)
    },
    add: (id, uris, position) => write('POST', id, { uris, position }),
    remove: (id, uris, snapshotId) => write('DELETE', id, { items: uris.map((uri) => ({ uri })), snapshot_id: snapshotId }),
    replace: (id, uris) => write('PUT', id, { uris }),
    move: (id, { start, length, before }, snapshotId) =>
      write('PUT', id, { range_start: start, range_length: length, insert_before: before, snapshot_id: snapshotId }),
    async setCover(id, jpeg) {
      await sdk.makeRequest('PUT', `playlists/${id}/images`, jpeg, 'image/jpeg')
    },
  }
}
