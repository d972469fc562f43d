import { openJson } from './json/json-text.ts'
import { follow, isMap, saysTheSame, withEntry, withoutEntry } from './plain-data.ts'
import { type OpenText, SettingsFault, type SettingsFormat, type SettingsText } from './settings-text.ts'
import { applySplices, type Splice } from './splices.ts'
import { openToml } from './toml/toml-text.ts'
import { openYaml } from './yaml/yaml-text.ts'

const formats: Record<SettingsFormat, OpenText> = { json: openJson, toml: openToml, yaml: openYaml }

/** Where an entry stands in a text. */
export type EntryInText = { format: SettingsFormat; path: string[]; key: string }

/** An edit of a text, with what it did. */
type EditedText = { text: string; splices: Splice[] }

/** An edit that set an entry: whether it was there before, and the maps (paths of keys) that were made for it. */
type SetText = EditedText & { replaces: boolean; containers: string[][] }

/** What a text says of an entry; undefined when it is not there. @throws SettingsFault */
export function readText(text: string, entry: EntryInText): unknown {
  return follow(open(text, entry).data, namesOf(entry))
}

/**
 * The text with the entry in it. The result is read again, and must say what the text said before and the entry, and nothing else.
 *
 * @throws SettingsFault
 */
export function setInText(text: string, entry: EntryInText, value: Record<string, unknown>): SetText {
  const { path, key } = entry
  const settings = open(text, entry)
  const splices = settings.set(value)
  const edited = applySplices(text, splices)
  if (splices.length > 0) confirm(edited, entry, (after) => saysTheSame(after, withEntry(settings.data, path, key, value)))
  const ways = [[], ...path.map((_, index) => path.slice(0, index + 1))]
  return {
    text: edited,
    splices,
    replaces: follow(settings.data, namesOf(entry)) !== undefined,
    containers: ways.filter((way) => follow(settings.data, way) === undefined),
  }
}

/**
 * The text without the entry, and without those of `containers` that are empty then. The result is read again as in `setInText`.
 *
 * @throws SettingsFault
 */
export function removeFromText(text: string, entry: EntryInText, containers: string[][]): EditedText {
  const settings = open(text, entry)
  if (follow(settings.data, namesOf(entry)) === undefined) return { text, splices: [] }
  const splices = settings.remove(containers)
  const edited = applySplices(text, splices)
  // An empty map reads as empty, null or missing, depending on the format: pruning makes these alike.
  const pruned = (data: unknown) => withoutEntry(data, entry.path, entry.key)
  confirm(edited, entry, (after) => follow(after, namesOf(entry)) === undefined && saysTheSame(pruned(after), pruned(settings.data)))
  return { text: edited, splices }
}

function namesOf({ path, key }: EntryInText): string[] {
  return [...path, key]
}

/** Understands a text in which everything on the way to the entry is a map, or still missing. */
function open(text: string, entry: EntryInText): SettingsText {
  const settings = formats[entry.format](text, namesOf(entry))
  for (const depth of [-1, ...entry.path.keys()]) {
    const way = entry.path.slice(0, depth + 1)
    const found = follow(settings.data, way)
    if (found === undefined || found === null) break
    if (!isMap(found))
      throw new SettingsFault(way.length === 0 ? 'it is not a map of settings' : `its "${way.join('.')}" is not a map of servers`)
  }
  return settings
}

/** Our own mistakes must not reach a person's file. */
function confirm(text: string, entry: EntryInText, isWanted: (data: unknown) => boolean): void {
  let wanted = false
  try {
    wanted = isWanted(open(text, entry).data)
  } catch {
    // Then it is not what was wanted.
  }
  if (!wanted) throw new SettingsFault('it is written in a way that cannot be changed safely')
}
