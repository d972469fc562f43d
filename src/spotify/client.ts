import type { Log } from '../config/logging.ts'
import type { Quota } from '../shared/status.ts'
import { type Catalog, createCatalog } from './catalog.ts'
import { createLibrary, type Library } from './library.ts'
import { createLibraryEdits, type LibraryEdits } from './library-edits.ts'
import { createListener, type Listener } from './listener.ts'
import { createPlayer, type Player } from './player.ts'
import { createPlaylistContents, type PlaylistContents } from './playlist-content.ts'
import { createPlaylistEdits, type PlaylistEdits } from './playlist-edits.ts'
import { createPlaylists, type Playlists } from './playlists.ts'
import { createGate } from './request/gate.ts'
import { shareReads } from './request/reads.ts'
import { type AccessTokens, createRequest } from './request/request.ts'
import { createTransport } from './request/transport.ts'

/** What Spotify can be asked, in the product's own shapes, by subject. Every function throws a Problem when it cannot answer. */
export type Spotify = {
  catalog: Catalog
  library: Library
  libraryEdits: LibraryEdits
  listener: Listener
  playlists: Playlists
  playlistContents: PlaylistContents
  playlistEdits: PlaylistEdits
  player: Player
  quota(): Quota
  /** Another number after each request that can have changed a playlist or the library. */
  writes(): number
  /** Forgets every answer kept for this account. */
  forget(): void
}

/**
 * The Spotify client: one request policy, one cache, one way to page.
 *
 * @param options.api base address, without a slash at the end
 * @param options.zone time zone for times in sentences
 * @param options.onQuotaChange called when `quota()` changed
 */
export function createSpotify(options: {
  api: string
  tokens: AccessTokens
  zone: string
  log: Log
  onQuotaChange?: () => void
  fetch?: typeof fetch
  now?: () => number
  sleep?: (milliseconds: number) => Promise<void>
  random?: () => number
  timeoutMs?: number
}): Spotify {
  const gate = createGate({ zone: options.zone, now: options.now, sleep: options.sleep, onChange: options.onQuotaChange })
  const reads = shareReads(createRequest({ ...options, gate }))
  const sdk = createTransport({ api: options.api, send: reads.send })
  const playlists = createPlaylists(sdk)
  const player = createPlayer(sdk, { sleep: options.sleep })

  return {
    catalog: createCatalog(sdk),
    library: createLibrary(sdk),
    libraryEdits: createLibraryEdits(sdk),
    listener: createListener(sdk),
    playlists,
    playlistContents: createPlaylistContents(sdk, playlists),
    playlistEdits: createPlaylistEdits(sdk),
    player,
    quota: gate.quota,
    writes: reads.writes,
    forget() {
      reads.forget()
      player.forget()
    },
  }
}
