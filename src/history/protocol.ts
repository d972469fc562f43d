import type { LivePlay } from '../shared/live-play.ts'
import type { ProblemCode } from '../shared/problem.ts'
import type { HistoryStatus } from '../store/history/history-status.ts'
import type { Collected } from '../store/history/live-plays.ts'
import type { Span } from '../store/history/spans.ts'
import type { ExportFormat } from './export-plays.ts'
import type { QuestionInput, QuestionName, QuestionResult } from './questions/questions.ts'

/** Why a row of an export is no play, or none that is kept. `covered`: of the short form, for a time that the extended history knows better. */
export type LeftOutReason = 'nameless' | 'unreadable' | 'erased' | 'paused' | 'covered'

export type ImportRequest = {
  account: string
  /** Archives, folders and files: absolute paths. */
  paths: string[]
  /** When the person had paused the history. */
  pauses: Span[]
  /** Bring back what the person erased, as far as it is in the files. */
  bringBackErased: boolean
}

export type ImportProgress = { rows: number; plays: number; doneBytes: number; totalBytes: number; secondsLeft: number | null }

/**
 * What an import did. `plays`: rows that are plays, repeats included; `added`: those that were not known; `joined`: those of them that were known less
 * exactly before, from Spotify's list or from the short form. `notRead`: files, each with the end of a sentence that says why. `cancelled`: the files
 * that were done stay, and a second import completes them.
 */
export type ImportReport = {
  rows: number
  plays: number
  added: number
  joined: number
  leftOut: Partial<Record<LeftOutReason, number>>
  files: number
  forms: ('extended' | 'short')[]
  notRead: { file: string; why: string }[]
  cancelled: boolean
}

/** What the person erases: everything, what was heard in a span of time, all of one artist, or the private sessions. */
export type EraseRequest = { what: 'all' } | ({ what: 'span' } & Span) | { what: 'artist'; name: string } | { what: 'private' }

export type ExportRequest = { account: string; file: string; format: ExportFormat }

/** All that the worker can be asked to do: what it is given, and what it answers. */
export type Operations = {
  import: { input: ImportRequest; result: ImportReport }
  collect: { input: { account: string; plays: LivePlay[]; pauses: Span[]; at: number }; result: Collected }
  erase: { input: { account: string; erase: EraseRequest; at: number }; result: number }
  export: { input: ExportRequest; result: number }
  status: { input: { account: string }; result: HistoryStatus }
  ask: { input: { account: string; question: QuestionName; input: QuestionInput<QuestionName> }; result: QuestionResult<QuestionName> }
  adopt: { input: { earlierId: string; account: string }; result: undefined }
  forget: { input: { account?: string }; result: undefined }
}

export type OperationName = keyof Operations

/** To the worker. `cancelled`: one number in shared memory, which is 1 from when the person stops it: the worker can look at it in the middle of its work. */
export type Request = {
  [Name in OperationName]: { id: number; operation: Name; input: Operations[Name]['input']; cancelled: Int32Array<SharedArrayBuffer> }
}[OperationName]

/** From the worker. A bug comes with its stack, for the log. */
export type Reply =
  | { id: number; kind: 'progress'; progress: ImportProgress }
  | { id: number; kind: 'result'; result: Operations[OperationName]['result'] }
  | { id: number; kind: 'problem'; code: ProblemCode; sentence: string }
  | { id: number; kind: 'bug'; stack: string }

/** What the worker is started with. */
export type WorkerStart = { file: string }
