import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Changes, createChanges } from '../../src/changes/changes.ts'
import type { Requester } from '../../src/changes/requester.ts'
import { silentLog } from '../../src/config/logging.ts'
import { allScopes } from '../../src/config/scopes.ts'
import { type ChangeLog, openChangeLog } from '../../src/store/changes.ts'
import { openDatabase } from '../../src/store/database.ts'
import { playlist, type RowLike, track } from '../fake-spotify/builders.ts'
import type { FaultRequest } from '../fake-spotify/faults.ts'
import type { Playlist, World } from '../fake-spotify/types.ts'
import { startClient, type TestClient } from '../spotify/client.ts'

/** The edits on their own, in front of the fake Spotify and a database: for what is about changes, not about tools. */
export type StartedChanges = TestClient & {
  changes: Changes
  log: ChangeLog
  /** Wanda's playlist Mix. */
  mix: Playlist
  titles(): (string | undefined)[]
  /** The lines of the requests that change something, with MIX in the place of its id. */
  writes(): string[]
}

export async function startChanges(
  rows: RowLike[] = [],
  options: { world?: Partial<World>; asks?: boolean; latencyMs?: number } = {},
): Promise<StartedChanges> {
  const mix = playlist({ name: 'Mix', rows, public: false })
  const known = mix.rows.flatMap(({ item }) => (item?.type === 'track' ? [item] : []))
  const tracks = [...known, ...['X', 'Y', 'Z'].map((name) => track(name))]
  const client = await startClient({
    world: { playlists: [mix], tracks, ...options.world },
    scopes: allScopes,
    latencyMs: options.latencyMs,
  })
  const directory = mkdtempSync(join(tmpdir(), 'tonearm-'))
  const database = openDatabase(join(directory, 'music.db'), silentLog)
  onTestFinished(() => {
    database.close()
    rmSync(directory, { recursive: true })
  })
  const log = openChangeLog(database)
  return {
    ...client,
    changes: createChanges({ spotify: client.spotify, log, asks: () => options.asks ?? false }),
    log,
    mix,
    titles: () => mix.rows.map(({ item }) => item?.name),
    writes: () =>
      client.fake
        .requests()
        .filter((line) => !line.startsWith('GET'))
        .map((line) => line.replace(mix.id, 'MIX')),
  }
}

/** A client that cannot ask its user anything. */
export const requester: Requester = {
  client: 'test',
  account: 'wanda',
  permittedScopes: allScopes,
  switchedOff: [],
  confirm: async () => 'cannot-ask',
}

export const uriOfTrack = (name: string) => `spotify:track:${track(name).id}`

/** Matches reads of the playlist from the `number`th on (for faults). @param before done just before that one is answered */
export function readsFrom(mix: Playlist, number: number, before = () => {}): (request: FaultRequest) => boolean {
  let reads = 0
  return ({ method, path }) => {
    if (method !== 'GET' || !path.includes(mix.id)) return false
    reads += 1
    if (reads === number) before()
    return reads >= number
  }
}
