import { Problem } from '../shared/problem.ts'
import type { Client, ClientPlan } from './client.ts'
import type { EntryPlace } from './files/entry-place.ts'
import { type FoundEntry, refuseTaken } from './found-entries.ts'
import { updatedEntry } from './updated-entry.ts'

type ClientTexts = Pick<Client, 'title' | 'afterwards'>

/** The plan to connect a client that is connected already: no steps. @param howOn how the person switches it on, where the client keeps it off */
export function nothingToAdd(title: string, howOn = 'There is nothing to do.'): ClientPlan {
  return { steps: [], summary: `${title} is connected already. ${howOn}`, afterwards: '' }
}

/** Updates entries from Tonearm, and switches on those that are off. @param wanted the entry as we would write it at a place */
export function updateInFile({ title, afterwards }: ClientTexts, found: FoundEntry[], wanted: (one: FoundEntry) => unknown): ClientPlan {
  const steps = found.map((one) => ({ kind: 'set-entry' as const, place: one.place, value: updatedEntry(one.value, wanted(one)) }))
  return { steps, summary: `Tonearm's entry in the settings of ${title} is updated.`, afterwards }
}

/** Adds our entry to a settings file of the client. */
export function addToFile({ title, afterwards }: ClientTexts, place: EntryPlace, value: Record<string, unknown>): ClientPlan {
  return { steps: [{ kind: 'set-entry', place, value }], summary: `Tonearm is added to the settings of ${title}.`, afterwards }
}

/** Puts our entry in the place of one with our name that is not from Tonearm. A copy of the file is kept. */
export function replaceInFile({ title, afterwards }: ClientTexts, place: EntryPlace, value: Record<string, unknown>): ClientPlan {
  const summary = `The other entry called "${place.key}" in the settings of ${title} is replaced with Tonearm's. A copy of the file is kept.`
  return { steps: [{ kind: 'set-entry', place, value, replaces: true }], summary, afterwards }
}

/** Removes our entries from the client's settings files. @throws Problem `client-settings` when one with our name is not from Tonearm */
export function removeFromFiles({ title, afterwards }: ClientTexts, found: FoundEntry[]): ClientPlan {
  refuseTaken(title, found)
  const steps = found.map(({ place }) => ({ kind: 'remove-entry' as const, place }))
  return { steps, summary: `Tonearm is removed from the settings of ${title}.`, afterwards }
}

/** The plan to disconnect a client that is not connected: no steps. */
export function nothingToRemove(title: string): ClientPlan {
  return { steps: [], summary: `${title} is not connected. There is nothing to do.`, afterwards: '' }
}

/** The client is not on this computer. */
export function clientNotFound(title: string): Problem {
  return new Problem('client-not-found', `${title} was not found on this computer. Install it and start it once, then try again.`)
}
