import type { Spotify } from '../spotify/client.ts'
import { planLibrary } from './apply/change-library.ts'
import { revert } from './apply/receipt.ts'
import { type Loss, lossOfItems, lossOfRows } from './loss.ts'
import { goingPlaylists } from './plan/going-playlists.ts'
import { planTo } from './plan/plan-edit.ts'
import { restoreRows } from './plan/restore-rows.ts'
import { rowOf } from './plan/row.ts'

/** What would be lost, and of which version of the music that is said. */
type WeighedUndo = { loss: Loss; version: string }

/**
 * Weighs what an undo takes away. Without force it takes back only what the change did, and that is no loss; but a playlist that was put back into the
 * library goes with all that was added to it since.
 *
 * @param kept what the receipt keeps
 * @returns undefined when nothing can be lost
 */
export async function weighUndo(kept: unknown, force: boolean, spotify: Spotify): Promise<WeighedUndo | undefined> {
  const parsed = revert.parse(kept)
  if (parsed.kind === 'library') return weighPlaylists(parsed.saved)
  if (!force || parsed.id === undefined) return undefined
  if (parsed.kind === 'created') return weighPlaylists([`spotify:playlist:${parsed.id}`])
  if (parsed.requests.length === 0) return undefined
  const { playlist, rows } = await spotify.playlistContents.content(parsed.id)
  const now = rows.map(rowOf)
  const plan = planTo(now, restoreRows(now, parsed.before).rows)
  return { loss: lossOfRows(now, plan, playlist.name), version: playlist.snapshotId }

  async function weighPlaylists(uris: string[]): Promise<WeighedUndo | undefined> {
    const lists = uris.filter((uri) => uri.startsWith('spotify:playlist:'))
    const { remove } = await planLibrary({ save: [], remove: lists }, spotify)
    const playlists = await goingPlaylists(remove, spotify)
    const own = new Map([...playlists].filter(([, playlist]) => playlist.own))
    if (own.size === 0) return undefined
    return { loss: lossOfItems([...own.keys()], own), version: [...own.values()].map(({ snapshotId }) => snapshotId).join(' ') }
  }
}
