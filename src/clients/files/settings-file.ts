import { isProblem } from '../../shared/problem.ts'
import { type ChangeRecord, hashOf } from './change-record.ts'
import { readText, removeFromText, setInText } from './edit-text.ts'
import { decode, encode } from './encoding.ts'
import type { EntryPlace } from './entry-place.ts'
import type { FileChange } from './file-change.ts'
import { withoutUndefined } from './plain-data.ts'
import { type ReadFile, readSettingsFile, readWhole } from './read-file.ts'
import { settingsProblem } from './settings-problem.ts'
import { SettingsFault } from './settings-text.ts'
import { columnOf, lineOf, textEdits } from './splices.ts'

/** What a settings file says of our entry. */
type EntryState = { state: 'no-file' } | { state: 'no-entry' } | { state: 'entry'; value: unknown }

/** A settings file holds the token, so a new one is for its owner only. */
const modeOfNewFiles = 0o600

/**
 * What the file says of our entry.
 *
 * @throws Problem `client-settings` when the file does not parse, holds the key twice, is a link out of the home folder, a folder, not UTF-8, or
 * larger than 10 MB
 */
export function readEntry(place: EntryPlace): EntryState {
  const found = readSettingsFile(place)
  if (!found.bytes) return { state: 'no-file' }
  const { text } = decoded(found)
  const value = explained(found.file, text, () => readText(text, place))
  return value === undefined ? { state: 'no-entry' } : { state: 'entry', value }
}

/**
 * What writes `value` as our entry, whether the entry or even the file is there or not.
 *
 * @param record what is known of our earlier changes of this file; with it, updating the entry needs no further copy of the file
 * @throws Problem `client-settings` as `readEntry`, and when the map of servers is something else than a map
 */
export function planSet(place: EntryPlace, value: Record<string, unknown>, record?: ChangeRecord): FileChange {
  const found = readSettingsFile(place)
  const { text, mark } = decoded(found)
  const edited = explained(found.file, text, () => setInText(text, place, withoutUndefined(value)))
  return {
    file: found.file,
    creates: !found.bytes,
    removesFile: false,
    edits: textEdits(text, edited.splices),
    before: found.bytes,
    after: edited.splices.length === 0 && found.bytes ? found.bytes : encode(edited.text, mark),
    mode: found.mode ?? modeOfNewFiles,
    keepsCopy: found.bytes !== undefined && !isAsWeLeftIt(found, record),
    replacesEntry: edited.replaces,
    containers: edited.containers,
  }
}

/**
 * What takes our entry away. With a record, and when nothing else changed the file since, it becomes byte for byte what it was before the
 * entry was added; else only our entry goes, and the maps that we had made for it if they are empty.
 *
 * @throws Problem `client-settings` as `readEntry`
 */
export function planRemove(place: EntryPlace, record?: ChangeRecord): FileChange {
  const found = readSettingsFile(place)
  const { text, mark } = decoded(found)
  const known = record?.file === found.file ? record : undefined
  const edited = explained(found.file, text, () => removeFromText(text, place, known?.containers ?? []))
  const isThere = edited.splices.length > 0
  const isOurs = isAsWeLeftIt(found, known)
  const change: FileChange = {
    file: found.file,
    creates: false,
    removesFile: false,
    edits: textEdits(text, edited.splices),
    before: found.bytes,
    after: isThere ? encode(edited.text, mark) : found.bytes,
    mode: found.mode ?? modeOfNewFiles,
    keepsCopy: isThere && !isOurs,
    replacesEntry: isThere,
    containers: [],
  }
  if (!isThere || !isOurs || !known?.origin) return change
  if (known.origin.kind === 'no-file') return { ...change, removesFile: true, after: undefined }
  const copy = readCopy(known.origin)
  return copy ? { ...change, after: copy, spentCopy: known.origin.path } : change
}

function isAsWeLeftIt({ file, bytes }: ReadFile, record: ChangeRecord | undefined): boolean {
  return record?.file === file && bytes !== undefined && record.after === hashOf(bytes)
}

/** The copy that we left beside the file, if it still is what it was. */
function readCopy({ path, sha256 }: { path: string; sha256: string }): Uint8Array | undefined {
  try {
    const { bytes } = readWhole(path)
    return hashOf(bytes) === sha256 ? bytes : undefined
  } catch {
    return undefined
  }
}

function decoded({ file, bytes }: ReadFile): { text: string; mark: string } {
  if (!bytes) return { text: '\n', mark: '' }
  const text = decode(bytes)
  if (!text) throw settingsProblem(file, 'it is not a text in UTF-8', 'Save it as UTF-8, then try again.')
  return text
}

/** Turns what is wrong with a text into a sentence for the person who owns the file. */
function explained<Result>(file: string, text: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (isProblem(error)) throw error
    const advice = 'Mend it, or make the change in it by hand.'
    // The parsers recurse, so a file can be too deep for them.
    if (error instanceof RangeError) throw settingsProblem(file, 'it is nested too deeply', advice)
    if (!(error instanceof SettingsFault)) throw error
    const { message, offset } = error
    const at = offset === undefined ? '' : ` (line ${lineOf(text, offset)}, column ${columnOf(text, offset)})`
    throw settingsProblem(file, `${message}${at}`, advice)
  }
}
