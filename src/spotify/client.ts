import type { Log } from '../config/logging.ts'
import type { Sleep } from '../shared/pause.ts'
import type { Quota } from '../shared/status.ts'
import { type Catalog, createCatalog } from './catalog.ts'
import { createLibrary, type Library } from './library.ts'
import { createLibraryEdits, type LibraryEdits } from './library-edits.ts'
import { createListener, type Listener } from './listener.ts'
import { createLists, type Lists } from './lists.ts'
import { createPlayer, type LastDevice, type Player } from './player.ts'
import { createPlaylistContents, type PlaylistContents } from './playlist-content.ts'
import { createPlaylistEdits, type PlaylistEdits } from './playlist-edits.ts'
import { createPlaylists, type Playlists } from './playlists.ts'
import { createReleases, keepReleases, type Releases } from './releases.ts'
import { createGate } from './request/gate.ts'
import { shareReads } from './request/reads.ts'
import type { Answer } from './request/refusals.ts'
import { type AccessTokens, createRequest, type Request } from './request/request.ts'
import { callLimitMs, createTimeLimit } from './request/time-limit.ts'
import { createTransport } from './request/transport.ts'
import { both, type Waiting } from './request/waiting.ts'

/** What Spotify can be asked, in the product's own shapes, by subject. Every function throws a Problem when it cannot answer. */
export type Spotify = {
  catalog: Catalog
  library: Library
  libraryEdits: LibraryEdits
  listener: Listener
  lists: Lists
  playlists: Playlists
  playlistContents: PlaylistContents
  playlistEdits: PlaylistEdits
  player: Player
  releases: Releases
  /**
   * The same client for a caller who waits so long: what is still to be sent for them is not sent when they no longer wait. One that was made so
   * already obeys both.
   */
  with(waiting: Waiting): Spotify
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
  sleep?: Sleep
  random?: () => number
  /** For each attempt of a request. */
  timeoutMs?: number
  /** For a request of a caller who set no limit. */
  limitMs?: number
}): Spotify {
  const gate = createGate({ zone: options.zone, now: options.now, sleep: options.sleep, onChange: options.onQuotaChange })
  const reads = shareReads(createRequest({ ...options, gate }))
  const lastDevices: LastDevice[] = []
  const releases = keepReleases(options.now)

  /** Nobody waits for ever, also where nobody said how long. */
  async function sendWithinLimit(request: Request): Promise<Answer> {
    const limit = createTimeLimit({ limitMs: options.limitMs ?? callLimitMs })
    try {
      return await reads.send(request, limit)
    } finally {
      limit.end()
    }
  }

  function clientFor(waiting?: Waiting): Spotify {
    const send = waiting ? (request: Request) => reads.send(request, waiting) : sendWithinLimit
    const sdk = createTransport({ api: options.api, send })
    const playlists = createPlaylists(sdk)
    return {
      catalog: createCatalog(sdk),
      library: createLibrary(sdk),
      libraryEdits: createLibraryEdits(sdk),
      listener: createListener(sdk),
      lists: createLists(sdk),
      playlists,
      playlistContents: createPlaylistContents(sdk, playlists),
      playlistEdits: createPlaylistEdits(sdk),
      player: createPlayer(sdk, { sleep: options.sleep, lastDevices, waiting }),
      releases: createReleases(sdk, releases),
      with: (inner) => clientFor(waiting ? both(waiting, inner) : inner),
      quota: gate.quota,
      writes: reads.writes,
      forget() {
        reads.forget()
        releases.clear()
        lastDevices.length = 0
      },
    }
  }

  return clientFor()
}
