import { inChunks } from '../../shared/chunks.ts'
import { isProblem, Problem } from '../../shared/problem.ts'
import type { Spotify } from '../../spotify/client.ts'
import { mostLibraryUris } from '../../spotify/library-edits.ts'
import type { ChangeContext } from './change-context.ts'
import { howFar } from './send-steps.ts'

/** Uris to put into the library and uris to take out of it. */
export type LibraryPlan = { save: string[]; remove: string[] }

/** How it went: the uris that were saved and removed as planned, and those that were not; `failure` says why it ended early. */
export type LibraryOutcome = { receipt: string; saved: string[]; removed: string[]; notDone: string[]; failure?: string }

/** Leaves out what is already as wanted, so that the receipt holds only what changes, and undo takes back no more than that. */
export async function planLibrary(wanted: LibraryPlan, { library }: Spotify): Promise<LibraryPlan> {
  const held = await library.contains([...wanted.save, ...wanted.remove])
  const distinct = (uris: string[]) => [...new Set(uris)]
  return { save: distinct(wanted.save).filter((uri) => !held.get(uri)), remove: distinct(wanted.remove).filter((uri) => held.get(uri)) }
}

/**
 * Changes the library: writes the receipt, sends 40 uris a request, then reads what the library holds. Spotify accepts uris that it does not know
 * without an error, and whether artists can be followed this way is not documented, so only reading again tells what was done.
 *
 * @throws Problem when nothing at all was carried out; there is no receipt then
 */
export async function changeLibrary(
  plan: LibraryPlan,
  how: { what: string; undoes?: string },
  { spotify, log, account, client, progress }: ChangeContext,
): Promise<LibraryOutcome> {
  const receipt = await log.begin({ account, client, ...how, revert: { kind: 'library', saved: plan.save, removed: plan.remove } })
  const steps = [
    ...inChunks(plan.remove, mostLibraryUris).map((uris) => ({ uris, write: spotify.libraryEdits.remove })),
    ...inChunks(plan.save, mostLibraryUris).map((uris) => ({ uris, write: spotify.libraryEdits.save })),
  ]
  const sent = new Set<string>()
  let failure: Problem | undefined
  let done = 0
  for (const { uris, write } of steps) {
    try {
      await write(uris)
    } catch (error) {
      if (!isProblem(error)) throw error
      if (done === 0 && error.changed !== 'unknown') {
        log.drop(receipt)
        throw error
      }
      failure = error
      break
    }
    for (const uri of uris) sent.add(uri)
    done += 1
    progress?.(done, steps.length)
  }
  const held = await readHeld(plan, spotify)
  const saved = plan.save.filter((uri) => held?.get(uri) ?? sent.has(uri))
  const removed = plan.remove.filter((uri) => (held ? !held.get(uri) : sent.has(uri)))
  const notDone = [...plan.save.filter((uri) => !saved.includes(uri)), ...plan.remove.filter((uri) => !removed.includes(uri))]
  if (!failure && saved.length + removed.length === 0) {
    log.drop(receipt)
    throw new Problem('request-refused', 'Spotify accepted this without effect: it may not know these items any more.')
  }
  log.finish(receipt, notDone.length === 0 ? 'done' : 'partly done', notDone.length > 0 && failure ? howFar(done, steps.length) : undefined)
  // What certainly changed; if it could not be read, everything that may have.
  if (held) log.amend(receipt, { kind: 'library', saved, removed })
  return { receipt, saved, removed, notDone, failure: failure?.message }
}

async function readHeld(plan: LibraryPlan, { library }: Spotify): Promise<Map<string, boolean> | undefined> {
  try {
    return await library.contains([...plan.save, ...plan.remove])
  } catch (error) {
    if (isProblem(error)) return undefined
    throw error
  }
}
