import { stringify } from 'yaml'
import type { EndpointAddress } from '../discovery/endpoint-file.ts'
import type { ConnectionWay } from '../shared/clients.ts'
import { Problem } from '../shared/problem.ts'
import type { Client, ClientContext, ClientPlan, Computer } from './client.ts'
import { checkEntry, type EntryCheck, entryName, updatedEntry } from './entry.ts'
import type { EntryPlace } from './files/entry-place.ts'
import { nestedMap } from './files/plain-data.ts'
import { readEntry } from './files/settings-file.ts'
import type { InstallLink } from './install-links.ts'
import { canPassToBatchFile, isBatchFile } from './system/batch-file.ts'

/** The map of MCP servers in a settings file of a client, and what our entry in it looks like. */
export type ClientSettings = Pick<EntryPlace, 'file' | 'format' | 'path'> & {
  entry(connection: EndpointAddress): Record<string, unknown>
}

/** What is special about one client, for `defineClient`. */
export type ClientDefinition = Pick<Client, 'name' | 'title' | 'introducesItselfAs' | 'detect' | 'afterwards'> & {
  /** Every place where our entry may be. A new entry goes to the first one. */
  settings(computer: Computer): [ClientSettings, ...ClientSettings[]]
  /** The client's own program for adding and removing servers. It is preferred where it is found. */
  command?: {
    find(computer: Computer): string | undefined
    /** The words after the program. */
    add(connection: EndpointAddress): string[]
    /** Missing when it can only add. */
    remove?: string[]
    /** Whether it can remove an entry at this place. When this is missing, it can at every place. */
    covers?(place: EntryPlace, computer: Computer): boolean
    afterwards: string
  }
  /** A link that asks the client to add us. It is used where the program is not found and a link can be opened. */
  link?: { make(connection: EndpointAddress): InstallLink; afterwards: string }
  snippet?: Client['snippet']
}

type ClientTexts = Pick<Client, 'title' | 'afterwards'>

/** An entry with our name, and whether it is from Tonearm. */
export type FoundEntry = { place: EntryPlace; value: unknown; check: EntryCheck }

/**
 * A client that connects to an address with a header: what all of these clients share.
 *
 * Tonearm is added with the client's own program, else with a link, else in the client's settings file; the person can also choose the settings
 * file. An entry from Tonearm with an old address or token is updated in the file, so that what the person added to it stays.
 */
export function defineClient(definition: ClientDefinition): Client {
  const { command, link, settings, snippet = firstSettingsText, ...client } = definition
  const { title, detect } = client
  const placeOf = ({ file, format, path }: ClientSettings, { home }: Computer): EntryPlace => ({ file, format, path, key: entryName, home })
  const places = (computer: Computer) => settings(computer).map((one) => placeOf(one, computer))

  function status(context: ClientContext): ReturnType<Client['status']> {
    const [found] = findEntries(places, context)
    return found?.check ?? { state: detect(context.computer) ? 'not-connected' : 'not-found' }
  }

  function add(context: ClientContext, how?: ConnectionWay): ClientPlan {
    const { computer, connection } = context
    const [found] = findEntries(places, context)
    if (!found) {
      if (!detect(computer)) throw clientNotFound(title)
      return how === 'settings' ? addToSettings(context) : connect(context)
    }
    refuseTaken(title, [found])
    if (found.check.state === 'connected') return nothingToAdd(title)
    const wanted =
      settings(computer)
        .find(({ file }) => file === found.place.file)
        ?.entry(connection) ?? {}
    return updateInFile(client, found, wanted)
  }

  function connect(context: ClientContext): ClientPlan {
    const { computer, connection } = context
    const program = command?.find(computer)
    const words = command?.add(connection) ?? []
    if (command && program && canRun(program, words, computer)) {
      const steps = [{ kind: 'run' as const, program, words }]
      return { steps, summary: `${title} is connected with its own command.`, afterwards: command.afterwards }
    }
    if (link && computer.openLink) {
      const steps = [{ kind: 'open-link' as const, ...link.make(connection) }]
      return {
        steps,
        summary: `A link asks ${title} to add Tonearm. ${title} shows what it would add, and asks you.`,
        afterwards: link.afterwards,
      }
    }
    return addToSettings(context)
  }

  function addToSettings({ computer, connection }: ClientContext): ClientPlan {
    const [first] = settings(computer)
    return addToFile(client, placeOf(first, computer), first.entry(connection))
  }

  function remove(context: ClientContext, how?: ConnectionWay): ClientPlan {
    const found = findEntries(places, context)
    if (found.length === 0) return nothingToRemove(title)
    const program = command?.find(context.computer)
    const isForProgram = found.every(({ place }) => command?.covers?.(place, context.computer) ?? true)
    if (how === 'settings' || !command?.remove || !program || !isForProgram) return removeFromFiles(client, found)
    refuseTaken(title, found)
    const steps = [{ kind: 'run' as const, program, words: command.remove }]
    return { steps, summary: `${title} is disconnected with its own command.`, afterwards: command.afterwards }
  }

  function firstSettingsText({ computer, connection }: ClientContext): string {
    return settingsText(settings(computer)[0], connection)
  }

  return { ...client, places, status, add, remove, snippet }
}

/** The entries with our name in a client's settings. @throws Problem `client-settings` when the settings cannot be understood */
export function findEntries(places: Client['places'], { computer, connection, own }: ClientContext): FoundEntry[] {
  return places(computer).flatMap((place) => {
    const entry = readEntry(place)
    return entry.state === 'entry' ? [{ place, value: entry.value, check: checkEntry(entry.value, { connection, own }) }] : []
  })
}

/** The plan to connect a client that is connected already: no steps. */
export function nothingToAdd(title: string): ClientPlan {
  return { steps: [], summary: `${title} is connected already. There is nothing to do.`, afterwards: '' }
}

/** Updates an entry from Tonearm. */
export function updateInFile(
  { title, afterwards }: ClientTexts,
  { place, value }: FoundEntry,
  wanted: Record<string, unknown>,
): ClientPlan {
  const summary = `Tonearm's entry in the settings of ${title} is updated.`
  return { steps: [{ kind: 'set-entry', place, value: updatedEntry(value, wanted) }], summary, afterwards }
}

/** Adds our entry to a settings file of the client. */
export function addToFile({ title, afterwards }: ClientTexts, place: EntryPlace, value: Record<string, unknown>): ClientPlan {
  return { steps: [{ kind: 'set-entry', place, value }], summary: `Tonearm is added to the settings of ${title}.`, afterwards }
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

/** The text that a person pastes into an empty settings file. */
function settingsText({ path, format, entry }: ClientSettings, connection: EndpointAddress): string {
  const whole = nestedMap([...path, entryName], entry(connection))
  return format === 'yaml' ? stringify(whole).trimEnd() : JSON.stringify(whole, undefined, 2)
}

/** @throws Problem `client-settings` when an entry with our name is not from Tonearm */
export function refuseTaken(title: string, found: FoundEntry[]): void {
  const taken = found.find(({ check }) => check.state === 'taken')
  if (!taken) return
  const sentence = `The settings of ${title} have an entry called "${entryName}" that is not from Tonearm. It was left as it is.`
  throw new Problem('client-settings', `${sentence} Rename or remove it in ${taken.place.file}, then try again.`)
}

function canRun(program: string, words: string[], { platform }: Computer): boolean {
  return !isBatchFile(program, platform) || canPassToBatchFile([program, ...words])
}
