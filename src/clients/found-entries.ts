import { Problem } from '../shared/problem.ts'
import type { Client, ClientContext } from './client.ts'
import { checkEntry, type EntryCheck, entryName } from './entry.ts'
import type { EntryPlace } from './files/entry-place.ts'
import { readEntry } from './files/settings-file.ts'

/** An entry with our name, and whether it is from Tonearm. */
export type FoundEntry = { place: EntryPlace; value: unknown; check: EntryCheck }

/** The entries with our name in a client's settings. @throws Problem `client-settings` when the settings cannot be understood */
export function findEntries(places: Client['places'], { computer, connection, own }: ClientContext): FoundEntry[] {
  return places(computer).flatMap((place) => {
    const entry = readEntry(place)
    return entry.state === 'entry' ? [{ place, value: entry.value, check: checkEntry(entry.value, { connection, own }) }] : []
  })
}

/** The entries that count everywhere, and those that take their place in one project folder. */
export function byReach(found: FoundEntry[]): { everywhere: FoundEntry[]; inFolders: FoundEntry[] } {
  return { everywhere: found.filter(({ place }) => !place.onlyIn), inFolders: found.filter(({ place }) => place.onlyIn) }
}

/** What all entries together make of a client; undefined when none counts everywhere and none is wrong. */
export function stateOf(found: FoundEntry[]): ReturnType<Client['status']> | undefined {
  const { everywhere, inFolders } = byReach(found)
  if (everywhere[0]?.check.state === 'taken') return takenState(everywhere[0].place.file)
  const old = found.find(({ check }) => check.state === 'outdated')
  if (old?.place.onlyIn) return { state: 'outdated', note: `In the folder ${old.place.onlyIn}, an entry has an old address or access key.` }
  if (old) return old.check
  const [main] = everywhere
  const foreign = inFolders.find(({ check }) => check.state === 'taken')
  if (!main || !foreign) return main?.check
  const note = `In the folder ${foreign.place.onlyIn}, another server called "${entryName}" can take the place of Tonearm.`
  return { ...main.check, note: [main.check.note, note].filter(Boolean).join(' ') }
}

function takenState(file: string): ReturnType<Client['status']> {
  const sentence = `Another entry called "${entryName}" that is not from Tonearm is in ${file}.`
  return {
    state: 'taken',
    note: `${sentence} Rename or remove it there, then connect. Or replace it: Tonearm keeps a copy of the file.`,
    file,
  }
}

/** @throws Problem `client-settings` when an entry with our name is not from Tonearm */
export function refuseTaken(title: string, found: FoundEntry[]): void {
  const taken = found.find(({ check }) => check.state === 'taken')
  if (!taken) return
  const sentence = `The settings of ${title} have an entry called "${entryName}" that is not from Tonearm. It was left as it is.`
  throw new Problem('client-settings', `${sentence} Rename or remove it in ${taken.place.file}, then try again.`)
}
