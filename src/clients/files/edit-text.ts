import { openJson } from './json/json-text.ts'
import { isMap, isSameData, valueAt, withEntry, withoutEntry } from './plain-data.ts'
import { type OpenText, SettingsFault, type SettingsFormat, type SettingsText } from './settings-text.ts'
import { applySplices, type Splice } from './splices.ts'
import { openToml } from './toml/toml-text.ts'
import { openYaml } from './yaml/yaml-text.ts'

/**
 * The settings formats, each with its own code that splices the entry into the text. This is where to start reading.
 *
 * Why not the libraries' own editing: the file belongs to the person, so nothing but our entry may change, and removing the entry must give the
 * same bytes back. `modify` of jsonc-parser reformats the neighbours (it gives other results in 15 of our 31 golden JSON files, and removing with
 * it restores only 14 of them); writing a changed document of `yaml` formats the whole file; toml-eslint-parser only reads. So the libraries parse,
 * and json/, toml/ and yaml/ compute splices from the parsed places. What all formats share is in format-edits.ts and lines.ts.
 */
const formats: Record<SettingsFormat, OpenText> = {
  json: openJson({ comments: true, lastCommas: true }),
  'json-without-last-commas': openJson({ comments: true, lastCommas: false }),
  'strict-json': openJson({ comments: false, lastCommas: false }),
  toml: openToml,
  yaml: openYaml,
}

/** The place of an entry in a text. */
export type EntryInText = { format: SettingsFormat; path: string[]; key: string }

/** A changed text, and the splices that changed it. */
type EditedText = { text: string; splices: Splice[] }

/** A text with a new or updated entry: whether the entry was there before, and the maps (paths of keys) that were added for it. */
type SetText = EditedText & { replaces: boolean; containers: string[][] }

/** The value of an entry in a text; undefined when it is not there. @throws SettingsFault */
export function readText(text: string, entry: EntryInText): unknown {
  return valueAt(open(text, entry).data, namesOf(entry))
}

/**
 * The text with the entry in it. The result is parsed again, and must contain what was there before and the entry, and nothing else.
 *
 * @throws SettingsFault
 */
export function setInText(text: string, entry: EntryInText, value: Record<string, unknown>): SetText {
  const { path, key } = entry
  const settings = open(text, entry)
  const splices = settings.set(value)
  const edited = applySplices(text, splices)
  if (splices.length > 0) confirm(edited, entry, (after) => isSameData(after, withEntry(settings.data, path, key, value)))
  const paths = [[], ...path.map((_, index) => path.slice(0, index + 1))]
  return {
    text: edited,
    splices,
    replaces: valueAt(settings.data, namesOf(entry)) !== undefined,
    containers: paths.filter((one) => valueAt(settings.data, one) === undefined),
  }
}

/**
 * The text without the entry, and without those of `containers` that are then empty. The result is parsed again, as in `setInText`.
 *
 * @throws SettingsFault
 */
export function removeFromText(text: string, entry: EntryInText, containers: string[][]): EditedText {
  const settings = open(text, entry)
  if (valueAt(settings.data, namesOf(entry)) === undefined) return { text, splices: [] }
  const splices = settings.remove(containers)
  const edited = applySplices(text, splices)
  // An empty map reads as empty, null or missing, depending on the format: pruning makes these alike.
  const pruned = (data: unknown) => withoutEntry(data, entry.path, entry.key)
  confirm(edited, entry, (after) => valueAt(after, namesOf(entry)) === undefined && isSameData(pruned(after), pruned(settings.data)))
  return { text: edited, splices }
}

function namesOf({ path, key }: EntryInText): string[] {
  return [...path, key]
}

/** Parses a text in which everything on the path to the entry is a map, or missing. */
function open(text: string, entry: EntryInText): SettingsText {
  const settings = formats[entry.format](text, namesOf(entry))
  for (const depth of [-1, ...entry.path.keys()]) {
    const path = entry.path.slice(0, depth + 1)
    const found = valueAt(settings.data, path)
    if (found === undefined || found === null) break
    if (!isMap(found))
      throw new SettingsFault(path.length === 0 ? 'it is not a map of settings' : `its "${path.join('.')}" is not a map of servers`)
  }
  return settings
}

/** Refuses a wrong result: a bug of Tonearm must not damage a person's file. */
function confirm(text: string, entry: EntryInText, isWanted: (data: unknown) => boolean): void {
  let wanted = false
  try {
    wanted = isWanted(open(text, entry).data)
  } catch {
    // A result that cannot be parsed is wrong.
  }
  if (!wanted) throw new SettingsFault('it is written in a way that cannot be changed safely')
}
