import { chunks } from '../../shared/chunks.ts'
import { isProblem, Problem } from '../../shared/problem.ts'
import type { Spotify } from '../../spotify/client.ts'
import { mostLibraryUris } from '../../spotify/library-edits.ts'
import type { Who } from '../consent.ts'
import type { Workshop } from './steps.ts'

/** Uris to put into the library and uris to take out of it. */
export type LibraryPlan = { save: string[]; remove: string[] }

/** How it went: the uris that were saved and removed as they should be, and those that were not; `failure` says why it ended early. */
export type LibraryOutcome = { receipt: string; saved: string[]; removed: string[]; notDone: string[]; failure?: string }

/** Leaves out what is as it shall be already, so that the receipt holds only what changes, and undo takes back no more than that. */
export async function planLibrary(wanted: LibraryPlan, { library }: Spotify): Promise<LibraryPlan> {
  const held = await library.contains([...wanted.save, ...wanted.remove])
  const distinct = (uris: string[]) => [...new Set(uris)]
  return { save: distinct(wanted.save).filter((uri) => !held.get(uri)), remove: distinct(wanted.remove).filter((uri) => held.get(uri)) }
}

/**
 * Changes the library: the receipt first, then 40 uris a request, then a look at what the library holds. Spotify accepts uris that it does not know
 * without a word, and whether artists can be followed this way is not documented, so only the look tells what was done.
 *
 * @throws Problem when nothing at all was carried out; there is no receipt then
 */
export async function changeLibrary(
  plan: LibraryPlan,
  how: { what: string; undoes?: string },
  who: Who,
  { spotify, log, progress }: Workshop,
): Promise<LibraryOutcome> {
  const receipt = log.begin({ ...who, ...how, revert: { kind: 'library', saved: plan.save, removed: plan.remove } })
  const requests = [
    ...chunks(plan.remove, mostLibraryUris).map((uris) => () => spotify.libraryEdits.remove(uris)),
    ...chunks(plan.save, mostLibraryUris).map((uris) => () => spotify.libraryEdits.save(uris)),
  ]
  let failure: Problem | undefined
  for (const [done, request] of requests.entries()) {
    try {
      await request()
      progress?.(done + 1, requests.length)
    } catch (error) {
      if (!isProblem(error)) throw error
      if (done === 0 && error.changed !== 'unknown') {
        log.drop(receipt)
        throw error
      }
      failure = error
      break
    }
  }
  const held = await look(plan, spotify)
  const saved = plan.save.filter((uri) => held?.get(uri) ?? !failure)
  const removed = plan.remove.filter((uri) => !(held?.get(uri) ?? failure))
  const notDone = [...plan.save.filter((uri) => !saved.includes(uri)), ...plan.remove.filter((uri) => !removed.includes(uri))]
  if (!failure && saved.length + removed.length === 0) {
    log.drop(receipt)
    throw new Problem('request-refused', 'Spotify accepted this without effect: it may not know these items any more.')
  }
  log.finish(receipt, notDone.length === 0 ? 'done' : 'partly done')
  // What changed for sure; without a look, everything that may have.
  if (held) log.amend(receipt, { kind: 'library', saved, removed })
  return { receipt, saved, removed, notDone, failure: failure?.message }
}

async function look(plan: LibraryPlan, { library }: Spotify): Promise<Map<string, boolean> | undefined> {
  try {
    return await library.contains([...plan.save, ...plan.remove])
  } catch (error) {
    if (isProblem(error)) return undefined
    throw error
  }
}
