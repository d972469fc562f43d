import { createHash } from 'node:crypto'
import { cleanText } from '../shared/clean-text.ts'
import { counted } from '../shared/counted.ts'
import { Problem } from '../shared/problem.ts'
import { createQueue } from '../shared/queue.ts'
import type { Spotify } from '../spotify/client.ts'
import type { Change, ChangeLog } from '../store/changes.ts'
import type { Rights } from './access.ts'
import { changeLibrary, type LibraryOutcome, type LibraryPlan, planLibrary } from './apply/library-change.ts'
import { carryOut, type Outcome } from './apply/playlist-change.ts'
import { createConsent, mostWithoutAsking, type Who } from './consent.ts'
import { createPlaylist, type NewPlaylist } from './create-playlist.ts'
import { type PlannedEdit, type PlaylistEdit, planPlaylistEdit } from './edit-playlist.ts'
import { type Undone, undo } from './undo.ts'

/** Somebody who asks for a change. */
export type Asker = Omit<Who, 'account'> & Pick<Rights, 'grantedScopes'> & { progress?: (done: number, total: number) => void }

/**
 * Everything that changes playlists and the library passes here: planned before it is done, kept as a receipt before it begins, looked at afterwards,
 * and taken back on demand. With `dryRun` nothing is done, and there is no outcome.
 */
export type Changes = {
  create(playlist: NewPlaylist, asker: Asker): ReturnType<typeof createPlaylist>
  edit(edit: PlaylistEdit, dryRun: boolean, asker: Asker): Promise<PlannedEdit & { outcome?: Outcome }>
  editLibrary(wanted: LibraryPlan, dryRun: boolean, asker: Asker): Promise<{ plan: LibraryPlan; outcome?: LibraryOutcome }>
  /** The newest first, of the account that is signed in. */
  latest(limit: number): Promise<Change[]>
  /** @throws Problem `unknown-receipt` for receipts that do not exist or belong to another account */
  undo(receipt: string, force: boolean, asker: Asker): Promise<{ change: Change; undone: Undone }>
}

/** @param options.asks the setting that edits which remove a lot are asked about first */
export function createChanges(options: { spotify: Spotify; log: ChangeLog; asks: () => boolean }): Changes {
  const { spotify, log } = options
  const consent = createConsent(options.asks)
  /** One change at a time: two at once would disturb each other's positions. */
  const inTurn = createQueue()
  /** How often each playlist was changed by us: a plan made before the last time is out of date. */
  const counts = new Map<string, number>()

  const account = async () => (await spotify.listener.profile()).id
  const whoIs = async ({ client, confirm }: Asker): Promise<Who> => ({ account: await account(), client, confirm })

  async function requireSameVersion(id: string, count: number, snapshotId: string, waited: boolean): Promise<void> {
    const same = (counts.get(id) ?? 0) === count && (!waited || (await spotify.playlistContents.glance(id)).snapshotId === snapshotId)
    if (!same) throw new Problem('changed-since', 'Something else changed the playlist in the meantime. Look at it, then ask again.')
    counts.set(id, count + 1)
  }

  return {
    async create(playlist, asker) {
      const who = await whoIs(asker)
      return inTurn(() => createPlaylist(playlist, who, { spotify, log, progress: asker.progress }))
    },

    async edit(edit, dryRun, asker) {
      const who = await whoIs(asker)
      const count = counts.get(edit.id) ?? 0
      const planned = await planPlaylistEdit(edit, { ...who, grantedScopes: asker.grantedScopes }, spotify, asker.progress)
      const { playlist, plan, change } = planned
      const named = [
        edit.id,
        playlist.snapshotId,
        plan.after.map(({ kind, uri }) => uri ?? kind),
        change.details?.after,
        digest(edit.cover),
      ]
      if (dryRun) consent.previewed(named, who)
      if (dryRun || planned.requests === 0) return planned
      const asked =
        plan.removed.length > mostWithoutAsking || plan.redated > mostWithoutAsking
          ? await consent.require(named, question(planned), who)
          : false
      return inTurn(async () => {
        await requireSameVersion(edit.id, count, playlist.snapshotId, asked)
        return { ...planned, outcome: await carryOut(change, who, { spotify, log, progress: after(change.before.length, asker.progress) }) }
      })
    },

    async editLibrary(wanted, dryRun, asker) {
      const who = await whoIs(asker)
      const plan = await planLibrary(wanted, spotify)
      if (dryRun) consent.previewed(plan, who)
      if (dryRun || plan.save.length + plan.remove.length === 0) return { plan }
      if (plan.remove.length > mostWithoutAsking) {
        await consent.require(plan, `This removes ${counted(plan.remove.length, 'item')} from the library.`, who)
      }
      const parts = [plan.save.length > 0 && `${plan.save.length} saved`, plan.remove.length > 0 && `${plan.remove.length} removed`]
      const what = `Library: ${parts.filter((part) => part !== false).join(', ')}`
      return { plan, outcome: await inTurn(() => changeLibrary(plan, { what }, who, { spotify, log, progress: asker.progress })) }
    },

    latest: async (limit) => log.latest(await account(), limit),

    async undo(receipt, force, asker) {
      const who = await whoIs(asker)
      return inTurn(async () => {
        const change = log.find(who.account, receipt)
        if (!change) throw new Problem('unknown-receipt', `There is no receipt "${cleanText(receipt, 20)}" of this account.`)
        const undone = await undo(change, force, who, { spotify, log })
        const { id } = change.revert as { id?: string }
        if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1)
        return { change, undone }
      })
    },
  }
}

function question({ playlist, plan }: PlannedEdit): string {
  const parts = [
    ...(plan.removed.length > 0
      ? [`removes ${plan.removed.length} of ${plan.removed.length + plan.after.length - plan.added.length} rows`]
      : []),
    ...(plan.redated > 0 ? [`gives ${plan.redated} rows today as the date added`] : []),
  ]
  return `This ${parts.join(' and ')} in "${cleanText(playlist.name, 60)}".`
}

/** Progress of the writes goes on where that of the reads ended. */
function after(read: number, progress: Asker['progress']): Asker['progress'] {
  return progress && ((done, total) => progress(read + done, read + total))
}

function digest(text: string | undefined): string | undefined {
  return text && createHash('sha256').update(text).digest('base64')
}
