import { isProblem } from '../../shared/problem.ts'
import { keysIn } from '../secrets.ts'
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

/** Our entry in a settings file. */
type EntryState = { state: 'no-file' } | { state: 'no-entry' } | { state: 'entry'; value: unknown }

/** A settings file contains the token, so only its owner may read a new one. */
const modeOfNewFiles = 0o600
const forOwnerOnly = 0o7700

/**
 * Reads our entry.
 *
 * @throws Problem `client-settings` when the file does not parse, has the key twice, is a link out of the home folder, a folder, not UTF-8, or
 * larger than 10 MB
 */
export function readEntry(place: EntryPlace): EntryState {
  const found = readSettingsFile(place)
  if (!found.bytes) return { state: 'no-file' }
  const { text } = decoded(found)
  const value = explainErrors(found.file, text, () => readText(text, place))
  return value === undefined ? { state: 'no-entry' } : { state: 'entry', value }
}

/**
 * Plans to write `value` as our entry. The entry and the file may be missing.
 *
 * @param record of our earlier change of this file: with it, updating the entry needs no further copy of the file
 * @param replaces the entry that is there is not ours: a copy is kept, and the keys of that entry stay in it
 * @throws Problem `client-settings` as `readEntry`, and when the map of servers is no map
 */
export function planSet(place: EntryPlace, value: Record<string, unknown>, record?: ChangeRecord, replaces = false): FileChange {
  const found = readSettingsFile(place)
  const { text, mark } = decoded(found)
  const edited = explainErrors(found.file, text, () => setInText(text, place, withoutUndefined(value)))
  const mode = found.mode ?? modeOfNewFiles
  const keys = keysIn(value)
  return {
    file: found.file,
    creates: !found.bytes,
    removesFile: false,
    edits: textEdits(text, edited.splices),
    before: found.bytes,
    after: edited.splices.length === 0 && found.bytes ? found.bytes : encode(edited.text, mark),
    mode: keys.length > 0 ? mode & forOwnerOnly : mode,
    modeBefore: found.mode,
    keepsCopy: found.bytes !== undefined && (replaces || !isAsWeWroteIt(found, record)),
    keys: [...keys, ...(replaces ? [] : keysOfEntry(text, place))],
    replacesEntry: edited.replaces,
    containers: edited.containers,
  }
}

/**
 * Plans to remove our entry. With a record, and when nothing else has changed the file since, the file becomes byte for byte what it was before
 * the entry was added. Otherwise only our entry is removed, and the maps that we added for it if they are empty.
 *
 * @throws Problem `client-settings` as `readEntry`
 */
export function planRemove(place: EntryPlace, record?: ChangeRecord): FileChange {
  const found = readSettingsFile(place)
  const { text, mark } = decoded(found)
  const known = record?.file === found.file ? record : undefined
  const edited = explainErrors(found.file, text, () => removeFromText(text, place, known?.containers ?? []))
  const hasEntry = edited.splices.length > 0
  const isOurs = isAsWeWroteIt(found, known)
  const change: FileChange = {
    file: found.file,
    creates: false,
    removesFile: false,
    edits: textEdits(text, edited.splices),
    before: found.bytes,
    after: hasEntry ? encode(edited.text, mark) : found.bytes,
    mode: modeAfterRemoval(found, known),
    modeBefore: found.mode,
    keepsCopy: hasEntry && !isOurs,
    keys: keysOfEntry(text, place),
    replacesEntry: hasEntry,
    containers: [],
  }
  if (!hasEntry || !isOurs || !known?.origin) return change
  if (known.origin.kind === 'no-file') return { ...change, removesFile: true, after: undefined }
  const copy = readCopy(known.origin)
  return copy ? { ...change, after: copy, obsoleteCopy: known.origin.path } : change
}

/** The keys in our entry of a text. */
function keysOfEntry(text: string, place: EntryPlace): string[] {
  try {
    return keysIn(readText(text, place))
  } catch {
    return []
  }
}

/** The permissions from before a key came into the file, unless somebody has changed them since. */
function modeAfterRemoval({ mode = modeOfNewFiles }: ReadFile, record: ChangeRecord | undefined): number {
  return record?.mode !== undefined && mode === (record.mode & forOwnerOnly) ? record.mode : mode
}

function isAsWeWroteIt({ file, bytes }: ReadFile, record: ChangeRecord | undefined): boolean {
  return record?.file === file && bytes !== undefined && record.after === hashOf(bytes)
}

/** The bytes of the copy that we left beside the file, if nothing has changed it. */
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
  if (!text) throw settingsProblem(file, 'it is not UTF-8 text', 'Save it as UTF-8, then try again.')
  return text
}

/** Turns an error in a text into a problem with a sentence for the person. */
function explainErrors<Result>(file: string, text: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    if (isProblem(error)) throw error
    const advice = 'Fix it, then try again, or make the change by hand.'
    // The parsers are recursive: a deeply nested file overflows the stack.
    if (error instanceof RangeError) throw settingsProblem(file, 'it is nested too deeply', advice)
    if (!(error instanceof SettingsFault)) throw error
    const { message, offset } = error
    const at = offset === undefined ? '' : ` (line ${lineOf(text, offset)}, column ${columnOf(text, offset)})`
    throw settingsProblem(file, `${message}${at}`, advice)
  }
}
