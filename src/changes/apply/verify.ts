import type { Spotify } from '../../spotify/client.ts'
import { type Row, rowOf } from '../plan/row.ts'
import { rowDifferences } from '../plan/row-differences.ts'

/** So many rows come with a playlist when it is read itself (https://developer.spotify.com/documentation/web-api/reference/get-playlist). */
const firstRows = 100

/**
 * Reads a playlist again after an edit. One small request tells its length and how it looks where the edit began to change something: with the first
 * hundred rows also its version, further down fifty rows from there on. If all this is as planned, so is the rest: every request was answered with
 * success, and if somebody else had written in between, length or version would mostly differ. Only if something differs, the whole list is read.
 *
 * Rows of `after` whose length was not known get the one that is seen on the way.
 *
 * @param options.snapshotId of the version that the last write made; undefined when it is not known
 * @returns how the list differs from the plan, in sentences; none when it is as planned
 */
export async function verify(options: {
  id: string
  before: readonly Row[]
  after: readonly Row[]
  snapshotId: string | undefined
  spotify: Spotify
}): Promise<string[]> {
  const { id, before, after, snapshotId, spotify } = options
  const begin = firstChange(before, after)
  if (await looksRight()) return []
  const { rows } = await spotify.playlistContents.content(id)
  return rowDifferences(after, rows.map(rowOf))

  async function looksRight(): Promise<boolean> {
    if (begin >= firstRows) {
      const { total, uris, durationsMs } = await spotify.playlistContents.glanceFrom(id, begin)
      noteDurations(after, durationsMs)
      return total === after.length && holds(uris, after, begin)
    }
    const glance = await spotify.playlistContents.glance(id)
    noteDurations(after, glance.durationsMs)
    const sameVersion = glance.uris.length >= after.length || snapshotId === undefined || glance.snapshotId === snapshotId
    return sameVersion && glance.total === after.length && holds(glance.uris, after, 0)
  }
}

function holds(uris: (string | undefined)[], rows: readonly Row[], from: number): boolean {
  return uris.every((uri, index) => uri === rows[from + index]?.uri)
}

function noteDurations(rows: readonly Row[], durationsMs: ReadonlyMap<string, number>): void {
  for (const row of rows) row.durationMs ??= durationsMs.get(row.uri ?? '')
}

/** Where the lists begin to differ; the last row when one only became shorter. */
function firstChange(before: readonly Row[], after: readonly Row[]): number {
  const index = after.findIndex((row, position) => row !== before[position])
  return index < 0 ? after.length - 1 : index
}
