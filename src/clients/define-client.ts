import { stringify } from 'yaml'
import type { EndpointAddress } from '../discovery/endpoint-file.ts'
import type { ConnectionWay } from '../shared/clients.ts'
import { type BridgeStart, bridgeToPaste, findBridge, isBridgeToPaste, needBridge } from './bridge-start.ts'
import type { Client, ClientContext, ClientPlan, Computer } from './client.ts'
import { addToFile, clientNotFound, nothingToAdd, nothingToRemove, removeFromFiles, replaceInFile, updateInFile } from './client-plans.ts'
import { entryName, startsProgram } from './entry.ts'
import type { EntryPlace } from './files/entry-place.ts'
import { nestedMap } from './files/plain-data.ts'
import { byReach, type FoundEntry, findEntries, refuseTaken, stateOf } from './found-entries.ts'
import type { InstallLink } from './install-links.ts'
import { addBesidePlugin, type ClientPlugin, hasPlugin, removePlugin, statusWithPlugin } from './plugin.ts'
import { canPassToBatchFile, isBatchFile } from './system/batch-file.ts'

/** The map of MCP servers in a settings file of a client, and what our entry in it looks like. */
export type ClientSettings = Pick<EntryPlace, 'file' | 'format' | 'path' | 'onlyIn'> & {
  /** The entry that asks our address with the key. */
  entry(connection: EndpointAddress): Record<string, unknown>
  /** The entry that starts our bridge, where it is another one than `command`, `args` and `env`. */
  bridge?(start: BridgeStart): Record<string, unknown>
}

/** What is special about one client, for `defineClient`. */
export type ClientDefinition = Pick<Client, 'name' | 'title' | 'detect' | 'afterwards'> & {
  /** Every place where our entry may be. A new entry goes to the first one. */
  settings(computer: Computer): [ClientSettings, ...ClientSettings[]]
  /** Whether the bridge is the better way where there is a Node.js to run it: no key is in the client's settings, and it survives a new key and port. */
  prefersBridge?: boolean
  /** How the person switches it on again where the client's own settings, and not our entry, keep it from being used. */
  switchedOff?(computer: Computer): string | undefined
  /** What else has to be so before it can use us, as a sentence; undefined when nothing has to. */
  condition?(computer: Computer): string | undefined
  /** The client's own program for adding and removing servers. It is preferred where it is found. */
  command?: {
    find(computer: Computer): string | undefined
    /** The words after the program. */
    add(connection: EndpointAddress): string[]
    /** The same for the bridge. When this is missing, the bridge is written into the settings file. */
    addBridge?(start: BridgeStart): string[]
    /** Missing when it can only add. */
    remove?: string[]
    /** Whether it can remove an entry at this place. When this is missing, it can at every place. */
    covers?(place: EntryPlace, computer: Computer): boolean
    afterwards: string
  }
  /** A link that asks the client to add us. It is used where the program is not found and a link can be opened. */
  link?: { make(connection: EndpointAddress): InstallLink; afterwards: string }
  /** Our plugin, where the client takes plugins. */
  plugin?: ClientPlugin
  snippet?: Client['snippet']
}

/**
 * A client that connects to an address with a header, or starts our bridge: what all of these clients share.
 *
 * Tonearm is added with the client's own program, else with a link, else in the client's settings file; the person can also choose the settings
 * file, and whether the bridge is used. An old entry from Tonearm is updated in the file, so that what the person added to it stays.
 */
export function defineClient(definition: ClientDefinition): Client {
  const { command, link, plugin, settings, prefersBridge = false, condition, switchedOff, snippet = settingsText, ...client } = definition
  const { title, detect } = client
  const placeOf = ({ file, format, path, onlyIn }: ClientSettings, { home }: Computer): EntryPlace => ({
    ...{ file, format, path, key: entryName, home },
    ...(onlyIn && { onlyIn }),
  })
  const places = (computer: Computer) => settings(computer).map((one) => placeOf(one, computer))

  function status(context: ClientContext): ReturnType<Client['status']> {
    const found = findEntries(places, context)
    const known = stateOf(found)
    if (hasPlugin(plugin, context.computer)) return statusWithPlugin(client, plugin, known)
    if (known?.state === 'connected') {
      // Both read settings, which can be large; they say nothing about an entry that is not in use.
      const howOn = switchedOff?.(context.computer)
      if (howOn) return { state: 'off', note: joined(known.note, howOn) }
      const note = condition?.(context.computer)
      if (note) return { ...known, note: joined(known.note, note) }
    }
    if (known) return known
    if (!detect(context.computer)) return { state: 'not-found' }
    const [only] = found
    return { state: 'not-connected', ...(only && { note: `It is connected in the folder ${only.place.onlyIn} only.` }) }
  }

  async function add(context: ClientContext, how?: ConnectionWay): Promise<ClientPlan> {
    const { computer } = context
    const found = findEntries(places, context)
    const [main] = byReach(found).everywhere
    const byPlugin = hasPlugin(plugin, computer) && plugin
    if (main?.check.state === 'taken' && how === 'replace') {
      const bridge = prefersBridge && (await findBridge(context))
      return replaceInFile(client, main.place, entryAt(main.place, context, bridge))
    }
    if (main) refuseTaken(title, [main])
    else if (!detect(computer)) throw clientNotFound(title)
    const isOtherWay = ({ value }: FoundEntry) => (how === 'bridge' && !startsProgram(value)) || (how === 'http' && startsProgram(value))
    const isOld = (one: FoundEntry) => one.check.state === 'outdated' || (one.check.state !== 'taken' && isOtherWay(one))
    const old = found.filter((one) => isOld(one) || one.check.state === 'off')
    if (byPlugin && old.length === 0) return addBesidePlugin(client, byPlugin, main !== undefined)
    const howOn = switchedOff?.(computer)
    if (main && old.length === 0) return nothingToAdd(title, howOn)
    const startsBridge = ({ value }: FoundEntry) => how === 'bridge' || (how !== 'http' && startsProgram(value))
    const isNeeded = how === 'bridge' || old.filter(isOld).some(startsBridge)
    const bridge = isNeeded
      ? await needBridge(title, context, 'connect it with the address and the access key')
      : !main && how !== 'http' && prefersBridge && (await findBridge(context))
    const update = updateInFile(client, old, (one) => (isOld(one) ? entryAt(one.place, context, startsBridge(one) && bridge) : one.value))
    if (main) return { ...update, afterwards: joined(update.afterwards, howOn), otherWays: otherKind(context, startsBridge(main)) }
    const plan = connect(context, how, bridge)
    return { ...plan, afterwards: joined(plan.afterwards, howOn), steps: [...plan.steps, ...update.steps] }
  }

  function connect(context: ClientContext, how: ConnectionWay | undefined, bridge: BridgeStart | false | undefined): ClientPlan {
    const { computer, connection } = context
    const [first] = settings(computer)
    const otherWays = otherKind(context, Boolean(bridge))
    const why = bridge ? ` It starts Tonearm's bridge, so its settings hold no access key.` : ''
    const program = command?.find(computer)
    const words = bridge ? command?.addBridge?.(bridge) : command?.add(connection)
    if (how !== 'settings' && command && program && words && canRun(program, words, computer)) {
      const summary = `${title} is connected with its own command.${why}`
      return { steps: [{ kind: 'run', program, words }], summary, afterwards: command.afterwards, otherWays: ['settings', ...otherWays] }
    }
    if (how !== 'settings' && link && !bridge && computer.openLink) {
      const summary = `A link asks ${title} to add Tonearm. ${title} shows what it would add, and asks you.`
      const steps = [{ kind: 'open-link' as const, ...link.make(connection) }]
      return { steps, summary, afterwards: link.afterwards, otherWays: ['settings', ...otherWays] }
    }
    const place = placeOf(first, computer)
    const plan = addToFile(client, place, entryAt(place, context, bridge))
    return { ...plan, summary: `${plan.summary}${why}`, otherWays }
  }

  /** The entry as we would write it at a place. */
  function entryAt({ file, onlyIn }: EntryPlace, { computer, connection }: ClientContext, bridge: BridgeStart | false | undefined) {
    const at = settings(computer).find((one) => one.file === file && one.onlyIn === onlyIn)
    if (!bridge) return at?.entry(connection) ?? {}
    return at?.bridge?.(bridge) ?? { ...bridge }
  }

  function remove(context: ClientContext, how?: ConnectionWay): ClientPlan {
    const { everywhere, inFolders } = byReach(findEntries(places, context))
    const ofFolders = inFolders.filter(({ check }) => check.state !== 'taken')
    const program = command?.find(context.computer)
    if (everywhere.length + ofFolders.length === 0) {
      return hasPlugin(plugin, context.computer) ? removePlugin(client, plugin, program) : nothingToRemove(title)
    }
    const isForProgram = everywhere.length > 0 && everywhere.every(({ place }) => command?.covers?.(place, context.computer) ?? true)
    const byFile = removeFromFiles(client, ofFolders)
    // After the command, the client would still count as connected, by its plugin.
    const isKept = hasPlugin(plugin, context.computer)
    if (how === 'settings' || isKept || !command?.remove || !program || !isForProgram) {
      return removeFromFiles(client, [...everywhere, ...ofFolders])
    }
    refuseTaken(title, everywhere)
    const steps = [{ kind: 'run' as const, program, words: command.remove }, ...byFile.steps]
    return { steps, summary: `${title} is disconnected with its own command.`, afterwards: command.afterwards }
  }

  function settingsText(context: ClientContext, how?: ConnectionWay): string {
    const { path, format, entry, bridge } = settings(context.computer)[0]
    const start = bridgeToPaste(context)
    const value = isBridgeToPaste(context, how, prefersBridge) ? (bridge?.(start) ?? start) : entry(context.connection)
    const whole = nestedMap([...path, entryName], value)
    return format === 'yaml' ? stringify(whole).trimEnd() : JSON.stringify(whole, undefined, 2)
  }

  return { ...client, places, status, add, remove, snippet }
}

const joined = (...sentences: (string | undefined)[]) => sentences.filter(Boolean).join(' ')

/** The bridge in place of the address, or the other way round. */
function otherKind({ own }: ClientContext, isBridge: boolean): ConnectionWay[] {
  if (isBridge) return ['http']
  return own.bridge ? ['bridge'] : []
}

function canRun(program: string, words: string[], { platform }: Computer): boolean {
  return !isBatchFile(program, platform) || canPassToBatchFile([program, ...words])
}
