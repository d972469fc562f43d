import type { EndpointAddress } from '../discovery/endpoint-file.ts'
import { isProblem } from '../shared/problem.ts'
import { changeFile, type Effects } from './apply-plan.ts'
import type { Client, Computer } from './client.ts'
import type { EntryPlace } from './files/entry-place.ts'
import { readSettingsFile } from './files/read-file.ts'
import { planSet, readEntry } from './files/settings-file.ts'
import { entryWithNewAddress } from './updated-entry.ts'

/** The clients that now have the new address and token, with what the person has to do; and those that could not be updated, with the reason. */
export type UpdatedClients = { updated: { title: string; afterwards: string }[]; failed: { title: string; sentence: string }[] }

type Move = Effects & { computer: Computer; old: EndpointAddress; next: EndpointAddress }

/**
 * Writes the new address and token into the settings of every client that have the old ones. Only these values change, in the entry with our name.
 */
export function updateEntries(clients: Client[], move: Move): UpdatedClients {
  const result: UpdatedClients = { updated: [], failed: [] }
  for (const client of clients) {
    const { title, afterwards } = client
    try {
      if (!updateClient(client, move)) continue
      result.updated.push({ title, afterwards })
      move.log.info(`${title}: updated to the new address and token`)
    } catch (error) {
      result.failed.push({ title, sentence: sentenceOf(error, client, move) })
    }
  }
  return result
}

function updateClient(client: Client, move: Move): boolean {
  return placesOf(client, move.computer)
    .map((place) => updatePlace(place, move))
    .includes(true)
}

/** Where it is unclear which file Claude Desktop uses, there is no key in it: its entry starts the bridge. Nor do we write where a variable leads nowhere. */
function placesOf(client: Client, computer: Computer): EntryPlace[] {
  try {
    return client.places(computer)
  } catch (error) {
    if (!isProblem(error)) throw error
    return []
  }
}

function updatePlace(place: EntryPlace, move: Move): boolean {
  const { old, next, records } = move
  let value: Record<string, unknown> | undefined
  try {
    const entry = readEntry(place)
    value = entry.state === 'entry' ? entryWithNewAddress(entry.value, old, next) : undefined
  } catch (error) {
    // A file that we cannot read matters to the person only if the old token is in it.
    if (isProblem(error) && !contains(place, old.token)) return false
    throw error
  }
  if (!value) return false
  changeFile({ place, change: planSet(place, value, records.read(place.file)), sets: true }, move)
  return true
}

function contains(place: EntryPlace, token: string): boolean {
  try {
    return Buffer.from(readSettingsFile(place).bytes ?? []).includes(token)
  } catch (error) {
    if (!isProblem(error)) throw error
    return false
  }
}

function sentenceOf(error: unknown, { title }: Client, { log }: Move): string {
  if (isProblem(error)) return error.message
  log.error(`Bug while updating ${title}`, error)
  return `Its settings could not be changed because of a bug in Tonearm. The details are in the log. Connect ${title} again.`
}
