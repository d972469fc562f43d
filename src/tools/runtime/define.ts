import type { z } from 'zod'
import type { Changes } from '../../changes/changes.ts'
import type { Confirmation } from '../../changes/consent.ts'
import type { Scope } from '../../config/scopes.ts'
import type { Spotify } from '../../spotify/client.ts'
import type { LibraryIndex } from '../../store/library-index.ts'
import type { ShortIds } from '../../store/short-ids.ts'
import type { Say } from './render.ts'

/** What a call can do to the person's music. Decides the four MCP annotations. */
export type Effect =
  /** Looks only. */
  | 'read'
  /** Adds something that was not there: a playlist, a row of the queue. Twice makes two. */
  | 'add'
  /** Changes what is playing, and nothing that is kept. */
  | 'control'
  /** May remove or replace something that is kept; can be undone. */
  | 'edit'

/** What a tool may use while it runs. */
export type ToolContext = {
  spotify: Spotify
  /** The items that were shown before, by their short ids: see find-item.ts. */
  shortIds: ShortIds
  /** What the person has, as far as it was read before: see refresh-library.ts. */
  library: LibraryIndex
  /** The one way to change playlists and the library: with a receipt, so that it can be undone. */
  changes: Changes
  /** How the client introduced itself. */
  client: string
  /** Asks the person, where their client can. */
  confirm(question: string): Promise<Confirmation>
  /** Tells the caller how far a long answer is: how many of how many. */
  progress(done: number, total: number): void
  /** Aborts when the caller no longer waits for the answer. */
  signal: AbortSignal
  /** Milliseconds since the epoch. */
  now(): number
  /** The person's time zone (IANA name): in which times without one are meant. */
  zone: string
  /** The login the call runs under. */
  account: { grantedScopes: string[]; endsAt?: string }
}

/** A tool as its file declares it: what it is for, what it takes, what it returns and how that reads. */
export type Tool<Input extends z.ZodRawShape = z.ZodRawShape, Output extends z.ZodObject = z.ZodObject> = {
  /** snake_case, as the model sees it. */
  name: string
  /** For people. */
  title: string
  /** When to use it and what comes back, in one or two sentences. */
  description: string
  /** The permissions without which it cannot work. */
  scopes: Scope[]
  /** Permissions of which one is enough to be of use; which of them a call needs, `run` finds out. */
  anyScope?: Scope[]
  effect: Effect
  input: Input
  output: Output
  run(parameters: z.output<z.ZodObject<Input>>, context: ToolContext): Promise<z.output<Output>>
  /** Pure: the same result always reads the same. */
  render(result: z.output<Output>, say: Say): string
}

/**
 * Declares a tool. The identity function: it only makes `run` and `render` know the types of `input` and `output`.
 */
export function defineTool<Input extends z.ZodRawShape, Output extends z.ZodObject>(tool: Tool<Input, Output>): Tool {
  return tool as unknown as Tool
}

/** The four MCP annotations, all of them for every tool: a missing one means the worst to a client. */
export type Annotations = { readOnlyHint: boolean; destructiveHint: boolean; idempotentHint: boolean; openWorldHint: boolean }

const annotationsOfEffect: Record<Effect, Annotations> = {
  read: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  add: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  control: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: true },
  edit: { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
}

/** What a client is told about the tool's effect. */
export function annotations(tool: Pick<Tool, 'effect'>): Annotations {
  return annotationsOfEffect[tool.effect]
}
