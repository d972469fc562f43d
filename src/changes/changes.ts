import { createHash } from 'node:crypto'
import { cleanText } from '../shared/clean-text.ts'
import { Problem } from '../shared/problem.ts'
import { createQueue } from '../shared/queue.ts'
import type { Spotify } from '../spotify/client.ts'
import type { Change, ChangeLog } from '../store/changes.ts'
import type { ChangeContext } from './apply/change-context.ts'
import { changeLibrary, type LibraryOutcome, type LibraryPlan, planLibrary } from './apply/change-library.ts'
import { changePlaylist, type PlaylistOutcome } from './apply/change-playlist.ts'
import { playlistOf } from './apply/receipt.ts'
import { createConsent } from './consent.ts'
import { createPlaylist, type NewPlaylist } from './create-playlist.ts'
import { type PlannedEdit, type PlaylistEdit, planPlaylistEdit } from './edit-playlist.ts'
import { libraryWords } from './library-words.ts'
import { lossOfItems, lossOfRows } from './loss.ts'
import { type GoingPlaylists, goingPlaylists } from './plan/going-playlists.ts'
import type { Requester } from './requester.ts'
import { type Undone, undo } from './undo.ts'
import { weighUndo } from './weigh-undo.ts'

/**
 * Every change of playlists and the library passes here. It is planned, gets a receipt before it begins, is checked afterwards, and can be undone. With
 * `dryRun` nothing is changed, and there is no outcome.
 */
export type Changes = {
  create(playlist: NewPlaylist, requester: Requester): ReturnType<typeof createPlaylist>
  edit(edit: PlaylistEdit, dryRun: boolean, requester: Requester): Promise<PlannedEdit & { outcome?: PlaylistOutcome }>
  editLibrary(wanted: LibraryPlan, dryRun: boolean, requester: Requester): Promise<LibraryEdit>
  /** The newest first, of this account. */
  latest(account: string, limit: number): Change[]
  /** @throws Problem `unknown-receipt` for receipts that do not exist or belong to another account */
  undo(receipt: string, force: boolean, requester: Requester): Promise<{ change: Change; undone: Undone }>
}

/** A planned change of the library, the playlists that it takes out, and how it went. */
export type LibraryEdit = { plan: LibraryPlan; playlists: GoingPlaylists; outcome?: LibraryOutcome }

/**
 * @param options.asks the setting that edits which remove a lot are asked about first
 * @param options.inWindow whether the user can be asked at this computer, too
 */
export function createChanges(options: { spotify: Spotify; log: ChangeLog; asks: () => boolean; inWindow?: boolean }): Changes {
  const { log } = options
  const consent = createConsent(options.asks, options.inWindow)
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
    if (!same) throw changedMeanwhile()
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
      const asked = await consent.require(previewKey, lossOfRows(change.before, plan, playlist.name), requester)
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
      const spotify = spotifyFor(requester)
      const plan = await planLibrary(wanted, spotify)
      const playlists = await goingPlaylists(plan.remove, spotify)
      const previewKey = [plan, [...playlists.values()].map(({ snapshotId }) => snapshotId)]
      if (dryRun) consent.previewed(previewKey, requester)
      if (dryRun || plan.save.length + plan.remove.length === 0) return { plan, playlists }
      await consent.require(previewKey, lossOfItems(plan.remove, playlists), requester)
      const what = capitalized(libraryWords(plan, playlists, 'past'))
      return {
        plan,
        playlists,
        outcome: await inTurn(() => changeLibrary(plan, { what }, contextOf(requester)), { signal: requester.signal }),
      }
    },

    latest: log.latest,

    async undo(receipt, force, requester) {
      const found = () => {
        const change = log.find(requester.account, receipt)
        if (!change) throw new Problem('unknown-receipt', `There is no receipt "${cleanText(receipt, 20)}" of this account.`)
        return change
      }
      const { id: changeId, state, revert } = found()
      const weighed = state === 'undone' ? undefined : await weighUndo(revert, force, spotifyFor(requester))
      const asked = weighed ? await consent.require([changeId, weighed.version], weighed.loss, requester, 'refusal') : false
      return inTurn(
        async () => {
          const change = found()
          if (asked && (await weighUndo(revert, force, spotifyFor(requester)))?.version !== weighed?.version) throw changedMeanwhile()
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

function changedMeanwhile(): Problem {
  return new Problem('changed-since', 'Something else changed the playlist in the meantime. Look at it, then ask again.')
}

function capitalized(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`
}

/** The progress of the writes continues where that of the reads ended. */
function progressAfter(read: number, progress: Requester['progress']): Requester['progress'] {
  return progress && ((done, total) => progress(read + done, read + total))
}

function digest(text: string | undefined): string | undefined {
  return text && createHash('sha256').update(text).digest('base64')
}
