import type { TextEdit } from '../../shared/clients.ts'

/** A planned change of one settings file. It contains secrets (the token, and the file's bytes): only `edits` may be shown. */
export type FileChange = {
  /** The real path, after following links. */
  file: string
  /** The file does not exist and will be created, with its folders. */
  creates: boolean
  /** We created the file, it has only what we wrote, and it will be removed. */
  removesFile: boolean
  /** Only the removed and added text, never the text around it, which may contain other secrets. Empty when nothing changes. */
  edits: TextEdit[]
  /** The bytes that were read; undefined when there was no file. */
  before: Uint8Array | undefined
  /** The bytes to write; undefined when the file is removed. */
  after: Uint8Array | undefined
  /** Permission bits that the file gets: a file that holds a key is for its owner only. */
  mode: number
  /** Those that it had; undefined when there was no file. */
  modeBefore: number | undefined
  /** Whether `writeSettingsFile` keeps a copy of `before` beside the file: not when the file is as we wrote it. */
  keepsCopy: boolean
  /** The keys that are in the file, and that a copy of it is kept without. */
  keys: string[]
  /** Whether an entry with our key was there before. */
  replacesEntry: boolean
  /** The maps (paths of keys; `[]` is the document) that were missing and are added. */
  containers: string[][]
  /** The path of our copy whose bytes become the file again. The copy is removed afterwards. */
  obsoleteCopy?: string
}
