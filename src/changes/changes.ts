import { createHash } from 'node:crypto'
import { cleanText } from '../shared/clean-text.ts'
import { counted } from '../shared/counted.ts'
import { Problem } from '../shared/problem.ts'
import { createQueue } from '../shared/queue.ts'
import type { Spotify } from '../spotify/client.ts'
import type { Change, ChangeLog } from '../store/changes.ts'
import type { ChangeContext } from './apply/change-context.ts'
import { changeLibrary, type LibraryOutcome, type LibraryPlan, planLibrary } from './apply/change-library.ts'
import { changePlaylist, type PlaylistOutcome } from './apply/change-playlist.ts'
import { playlistOf } from './apply/receipt.ts'
import { createConsent, mostWithoutAsking } from './consent.ts'
import { createPlaylist, type NewPlaylist } from './create-playlist.ts'
import { type PlannedEdit, type PlaylistEdit, planPlaylistEdit } from './edit-playlist.ts'
import type { Requester } from './requester.ts'
import { type Undone, undo } from './undo.ts'

/**
 * Every change of playlists and the library passes here. It is planned, gets a receipt before it begins, is checked afterwards, and can be undone. With
 * `dryRun` nothing is changed, and there is no outcome.
 */
export type Changes = {
  create(playlist: NewPlaylist, requester: Requester): ReturnType<typeof createPlaylist>
  edit(edit: PlaylistEdit, dryRun: boolean, requester: Requester): Promise<PlannedEdit & { outcome?: PlaylistOutcome }>
  editLibrary(wanted: LibraryPlan, dryRun: boolean, requester: Requester): Promise<{ plan: LibraryPlan; outcome?: LibraryOutcome }>
  /** The newest first, of this account. */
  latest(account: string, limit: number): Change[]
  /** @throws Problem `unknown-receipt` for receipts that do not exist or belong to another account */
  undo(receipt: string, force: boolean, requester: Requester): Promise<{ change: Change; undone: Undone }>
}

/** @param options.asks the setting that edits which remove a lot are asked about first */
export function createChanges(options: { spotify: Spotify; log: ChangeLog; asks: () => boolean }): Changes {
  const { log } = options
  const consent = createConsent(options.asks)
  /** One change at a time: two at once would mix up each other's positions. */
  const inTurn = createQueue()
  /** How often each playlist was changed here: a plan made before the latest change is out of date. */
  const revisions = new Map<string, number>()

  const revisionOf = (id: string) => revisions.get(id) ?? 0
  /** Spotify for as long as they wait who asked. */
  const spotifyFor = (requester: Requester) => requester.spotify ?? options.spotify
  const contextOf = (requester: Requester): ChangeContext => ({
    spotify: spotifyFor(requester),
    log,
    permittedScopes: requester.permittedScopes,
    switchedOff: requester.switchedOff,
    account: requester.account,
    client: requester.client,
    progress: requester.progress,
  })

  async function requireSameVersion(id: string, revision: number, isOutdated: () => Promise<boolean>): Promise<void> {
    const same = revisionOf(id) === revision && !(await isOutdated())
    if (!same) throw new Problem('changed-since', 'Something else changed the playlist in the meantime. Look at it, then ask again.')
    revisions.set(id, revision + 1)
  }

  return {
    async create(playlist, requester) {
      return inTurn(() => createPlaylist(playlist, contextOf(requester)), { signal: requester.signal })
    },

    async edit(edit, dryRun, requester) {
      const spotify = spotifyFor(requester)
      const { id: userId } = await spotify.listener.profile()
      const revision = revisionOf(edit.id)
      const planned = await planPlaylistEdit(edit, { ...requester, userId }, spotify, requester.progress)
      const { playlist, plan, change } = planned
      const previewKey = [
        edit.id,
        playlist.snapshotId,
        plan.after.map(({ kind, uri }) => uri ?? kind),
        change.details?.after,
        digest(edit.cover),
      ]
      if (dryRun) consent.previewed(previewKey, requester)
      if (dryRun || planned.requests === 0) return planned
      const asked =
        plan.removed.length > mostWithoutAsking || plan.redated > mostWithoutAsking
          ? await consent.require(previewKey, question(planned), requester)
          : false
      return inTurn(
        async () => {
          const isOutdated = async () => asked && (await spotify.playlistContents.glance(edit.id)).snapshotId !== playlist.snapshotId
          await requireSameVersion(edit.id, revision, isOutdated)
          const progress = progressAfter(change.before.length, requester.progress)
          return { ...planned, outcome: await changePlaylist(change, { ...contextOf(requester), progress }) }
        },
        { signal: requester.signal },
      )
    },

    async editLibrary(wanted, dryRun, requester) {
      const plan = await planLibrary(wanted, spotifyFor(requester))
      if (dryRun) consent.previewed(plan, requester)
      if (dryRun || plan.save.length + plan.remove.length === 0) return { plan }
      if (plan.remove.length > mostWithoutAsking) {
        await consent.require(plan, `This removes ${counted(plan.remove.length, 'item')} from the library.`, requester)
      }
      const parts = [plan.save.length > 0 && `${plan.save.length} saved`, plan.remove.length > 0 && `${plan.remove.length} removed`]
      const what = `Library: ${parts.filter((part) => part !== false).join(', ')}`
      return { plan, outcome: await inTurn(() => changeLibrary(plan, { what }, contextOf(requester)), { signal: requester.signal }) }
    },

    latest: log.latest,

    async undo(receipt, force, requester) {
      return inTurn(
        async () => {
          const change = log.find(requester.account, receipt)
          if (!change) throw new Problem('unknown-receipt', `There is no receipt "${cleanText(receipt, 20)}" of this account.`)
          const undone = await undo(change, force, contextOf(requester))
          const id = playlistOf(change.revert)
          if (id !== undefined) revisions.set(id, revisionOf(id) + 1)
          return { change, undone }
        },
        { signal: requester.signal },
      )
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

/** The progress of the writes continues where that of the reads ended. */
function progressAfter(read: number, progress: Requester['progress']): Requester['progress'] {
  return progress && ((done, total) => progress(read + done, read + total))
}

function digest(text: string | undefined): string | undefined {
  return text && createHash('sha256').update(text).digest('base64')
}
