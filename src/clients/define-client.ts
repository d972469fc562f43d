import { stringify } from 'yaml'
import type { EndpointAddress } from '../discovery/endpoint-file.ts'
import type { ConnectionWay } from '../shared/clients.ts'
import { Problem } from '../shared/problem.ts'
import type { Client, ClientPlan, Computer, Surroundings } from './client.ts'
import { entryName, type Judgement, judgeEntry, mendedEntry } from './entry.ts'
import type { EntryPlace } from './files/entry-place.ts'
import { readEntry } from './files/settings-file.ts'
import type { InstallLink } from './links.ts'
import { canPassToBatchFile, isBatchFile } from './system/batch-file.ts'

/** Where a client's settings hold MCP servers, and what our entry looks like there. */
export type ClientSettings = { place: EntryPlace; entry(connection: EndpointAddress): Record<string, unknown> }

/** What one client is, for `defineClient`. */
export type ClientDefinition = Pick<Client, 'name' | 'title' | 'introducesItselfAs' | 'detect' | 'afterwards'> & {
  /** Every place in which our entry may stand, the one for a new one first. */
  settings(computer: Computer): [ClientSettings, ...ClientSettings[]]
  /** The client's own program for adding and removing servers; used before all else where it is found. */
  command?: {
    find(computer: Computer): string | undefined
    /** The words after the program. */
    add(connection: EndpointAddress): string[]
    /** Missing when it can only add. */
    remove?: string[]
    /** Whether it can remove what stands there; it can everywhere when this is missing. */
    covers?(place: EntryPlace, computer: Computer): boolean
    afterwards: string
  }
  /** A link that asks the client; used where there is no program, and a desktop. */
  link?: { make(connection: EndpointAddress): InstallLink; afterwards: string }
  snippet?: Client['snippet']
}

type Described = Pick<Client, 'title' | 'afterwards'>

/** An entry of our name that was found, and what it is to us. */
export type FoundEntry = { place: EntryPlace; value: unknown; judgement: Judgement }

/**
 * A client that takes an address and a header: the part that all of them share.
 *
 * It is added by the client's own program, else by a link, else in its settings file, which can be asked for. An entry that is there already and
 * only has another address or token is mended in the file, so that what the person added to it stays.
 */
export function defineClient(definition: ClientDefinition): Client {
  const { command, link, settings, snippet = firstSettingsText, ...client } = definition
  const { title, detect } = client
  const places = (computer: Computer) => settings(computer).map(({ place }) => place)

  function status(surroundings: Surroundings): ReturnType<Client['status']> {
    const [found] = findEntries(places, surroundings)
    return found?.judgement ?? { state: detect(surroundings.computer) ? 'not-connected' : 'not-found' }
  }

  function add(surroundings: Surroundings, how?: ConnectionWay): ClientPlan {
    const { computer, connection } = surroundings
    const [found] = findEntries(places, surroundings)
    if (!found) {
      if (!detect(computer)) throw clientNotFound(title)
      return how === 'settings' ? addToSettings(surroundings) : connect(surroundings)
    }
    refuseTaken(title, [found])
    if (found.judgement.state === 'connected') return nothingToAdd(title)
    const wanted =
      settings(computer)
        .find(({ place }) => place.file === found.place.file)
        ?.entry(connection) ?? {}
    return mend(client, found, wanted)
  }

  function connect(surroundings: Surroundings): ClientPlan {
    const { computer, connection } = surroundings
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
        summary: `${title} is asked by a link to add Tonearm. It shows what it would add, and asks you.`,
        afterwards: link.afterwards,
      }
    }
    return addToSettings(surroundings)
  }

  function addToSettings({ computer, connection }: Surroundings): ClientPlan {
    const [{ place, entry }] = settings(computer)
    return addToFile(client, place, entry(connection))
  }

  function remove(surroundings: Surroundings, how?: ConnectionWay): ClientPlan {
    const found = findEntries(places, surroundings)
    if (found.length === 0) return nothingToRemove(title)
    const program = command?.find(surroundings.computer)
    const isForProgram = found.every(({ place }) => command?.covers?.(place, surroundings.computer) ?? true)
    if (how === 'settings' || !command?.remove || !program || !isForProgram) return removeFromFiles(client, found)
    refuseTaken(title, found)
    const steps = [{ kind: 'run' as const, program, words: command.remove }]
    return { steps, summary: `${title} is disconnected with its own command.`, afterwards: command.afterwards }
  }

  function firstSettingsText({ computer, connection }: Surroundings): string {
    return settingsText(settings(computer)[0], connection)
  }

  return { ...client, places, status, add, remove, snippet }
}

/** The entries of our name in a client's settings. @throws Problem `client-settings` when the settings cannot be understood */
export function findEntries(places: Client['places'], { computer, connection, own }: Surroundings): FoundEntry[] {
  return places(computer).flatMap((place) => {
    const entry = readEntry(place)
    return entry.state === 'entry' ? [{ place, value: entry.value, judgement: judgeEntry(entry.value, { connection, own }) }] : []
  })
}

/** What connecting does where it is done. */
export function nothingToAdd(title: string): ClientPlan {
  return { steps: [], summary: `${title} is connected already. There is nothing to do.`, afterwards: '' }
}

/** Brings an entry of ours up to date. */
export function mend({ title, afterwards }: Described, { place, value }: FoundEntry, wanted: Record<string, unknown>): ClientPlan {
  const summary = `The entry for Tonearm in the settings of ${title} is brought up to date.`
  return { steps: [{ kind: 'set-entry', place, value: mendedEntry(value, wanted) }], summary, afterwards }
}

/** Adds our entry to a settings file of the client. */
export function addToFile({ title, afterwards }: Described, place: EntryPlace, value: Record<string, unknown>): ClientPlan {
  return { steps: [{ kind: 'set-entry', place, value }], summary: `Tonearm is added to the settings of ${title}.`, afterwards }
}

/** Takes our entries out of the client's settings files. @throws Problem `client-settings` when one is somebody else's */
export function removeFromFiles({ title, afterwards }: Described, found: FoundEntry[]): ClientPlan {
  refuseTaken(title, found)
  const steps = found.map(({ place }) => ({ kind: 'remove-entry' as const, place }))
  return { steps, summary: `Tonearm is taken out of the settings of ${title}.`, afterwards }
}

/** What disconnecting does where nothing is connected. */
export function nothingToRemove(title: string): ClientPlan {
  return { steps: [], summary: `${title} is not connected. There is nothing to do.`, afterwards: '' }
}

/** The client is not on this computer. */
export function clientNotFound(title: string): Problem {
  return new Problem('client-not-found', `${title} was not found on this computer. Install it and start it once, then try again.`)
}

/** What a person pastes into a settings file that has nothing in it yet. */
function settingsText({ place, entry }: ClientSettings, connection: EndpointAddress): string {
  const { path, key, format } = place
  const whole = [...path, key].reduceRight<unknown>((inner, name) => ({ [name]: inner }), entry(connection))
  return format === 'yaml' ? stringify(whole).trimEnd() : JSON.stringify(whole, undefined, 2)
}

/** @throws Problem `client-settings` when an entry of our name is somebody else's */
export function refuseTaken(title: string, found: FoundEntry[]): void {
  const taken = found.find(({ judgement }) => judgement.state === 'taken')
  if (!taken) return
  const sentence = `The settings of ${title} have an entry called "${entryName}" that is not from Tonearm. It was left as it is.`
  throw new Problem('client-settings', `${sentence} Rename or remove it in ${taken.place.file}, then try again.`)
}

function canRun(program: string, words: string[], { platform }: Computer): boolean {
  return !isBatchFile(program, platform) || canPassToBatchFile([program, ...words])
}
