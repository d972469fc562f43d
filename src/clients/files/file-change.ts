import type { TextEdit } from '../../shared/clients.ts'

/** A change of one settings file, planned and not yet made. It holds secrets (the token, and the file's bytes): only `edits` is for showing. */
export type FileChange = {
  /** The real path, after following links. */
  file: string
  /** The file is not there and will be made, with the folders that lead to it. */
  creates: boolean
  /** The file was made by us, holds only what we wrote, and goes. */
  removesFile: boolean
  /** Only what goes and comes, never the text around it, which can hold other people's secrets. Empty when nothing changes. */
  edits: TextEdit[]
  /** The bytes that were read; undefined when there was no file. */
  before: Uint8Array | undefined
  /** The bytes that are to be written; undefined when there is to be no file. */
  after: Uint8Array | undefined
  /** Permission bits of the file as it was, or of the new one. */
  mode: number
  /** Whether `carryOut` leaves a copy of `before` beside the file: not when all that differs is what we wrote ourselves. */
  keepsCopy: boolean
  /** Whether an entry of our key was there before. */
  replacesEntry: boolean
  /** The maps (paths of keys; `[]` is the document) that were not there and are made. */
  containers: string[][]
  /** A copy of ours whose bytes become the file again, so that it is of no more use afterwards. */
  spentCopy?: string
}
