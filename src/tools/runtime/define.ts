import type { z } from 'zod'
import type { Changes } from '../../changes/changes.ts'
import type { Chart } from '../../charts/chart.ts'
import type { Scope } from '../../config/scopes.ts'
import type { Card } from '../../shared/card.ts'
import type { Problem } from '../../shared/problem.ts'
import type { Spotify } from '../../spotify/client.ts'
import type { Exports } from '../../store/exports.ts'
import type { LibraryIndex } from '../../store/library-index.ts'
import type { ShortIds } from '../../store/short-ids.ts'
import type { HistoryAccess } from '../listening/history-access.ts'
import type { Caller, ToolAccount } from './caller.ts'
import { type ParametersOf, parseArguments } from './parse-arguments.ts'
import type { RenderContext } from './render.ts'

/** What a call can do to the person's music. Decides the four MCP annotations. */
export type Effect =
  /** Looks only. */
  | 'read'
  /** Adds something that was not there: a playlist, a row of the queue, a file. Twice makes two. */
  | 'add'
  /** Changes what is playing, and nothing that is kept. */
  | 'control'
  /** May remove or replace something that is kept; can be undone. */
  | 'edit'

/** What a tool may use while it runs: the caller, and the parts of the product. */
export type ToolContext = Caller & {
  spotify: Spotify
  /** The items that were shown before, by their short ids: see find-item.ts. */
  shortIds: ShortIds
  /** What the person has, as far as it was read before: see refresh-library.ts. */
  library: LibraryIndex
  /** The one way to change playlists and the library: with a receipt, so that it can be undone. */
  changes: Changes
  /** The files that lists are exported to. */
  exports: Exports
  /** What the person listened to: see listening/open-history.ts. */
  history: HistoryAccess
  /** Milliseconds since the epoch. */
  now(): number
  /** The person's time zone (IANA name): times without one are meant in it. */
  zone: string
  /** The login that the call runs under. */
  account: ToolAccount
}

/** What is known about a tool without calling it. */
type ToolDescription<Input extends z.ZodRawShape = z.ZodRawShape, Output extends z.ZodObject = z.ZodObject> = {
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
  /** Permissions with which it can do more. Those of a call are checked in `run`. */
  furtherScopes?: Scope[]
  effect: Effect
  input: Input
  output: Output
  /** The address of the page that clients can show beside the answer (mcp/apps/). The text says the same without it. */
  page?: string
}

/** What a page beside the answer needs to know besides the result. */
export type CardContext = RenderContext & {
  /** When the result was true, in ms since the epoch. */
  now: number
  /** Why the page could not call a tool now; undefined if it can. @param scopes what this call needs beside the tool's own */
  refusal(tool: string, scopes?: Scope[]): Problem | undefined
}

/** A tool as its file declares it: what it is for, what it takes, what it returns and how that reads. */
export type ToolDefinition<Input extends z.ZodRawShape, Output extends z.ZodObject> = ToolDescription<Input, Output> & {
  run(parameters: ParametersOf<Input>, context: ToolContext): Promise<z.output<Output>>
  /** Pure: the same result always reads the same. */
  render(result: z.output<Output>, context: RenderContext): string
  /** The lists in a result that are cut when the answer gets too long (answer-size.ts), all after the same row. `stopped` then says where. */
  lists?(result: z.output<Output>): unknown[][]
  /** What a picture beside the text shows, if one was asked for. The text says the same without it. */
  picture?(result: z.output<Output>): Chart | undefined
  /** What a page beside the answer shows, or one that called the tool itself. */
  card?(result: z.output<Output>, context: CardContext): Card | undefined
}

/** A tool whose types only it knows, as the registry holds it. */
export type Tool = ToolDescription & {
  /** Checks the parameters. `full`: they ask for rows that tell everything; `limited`: they say how many rows. @throws Problem `invalid-arguments` that says what the tool takes */
  prepare(parameters: unknown): { full: boolean; limited: boolean; run(context: ToolContext): Promise<ToolResult> }
}

/** What a run returned, how it reads, and the picture that goes with it. */
export type ToolResult = {
  result: Record<string, unknown>
  lists: unknown[][]
  render(context: RenderContext): string
  picture?: Chart | undefined
  card(context: CardContext): Card | undefined
}

/** Declares a tool: `run` and `render` know the types of `input` and `output`, whoever calls it does not have to. */
export function defineTool<Input extends z.ZodRawShape, Output extends z.ZodObject>(definition: ToolDefinition<Input, Output>): Tool {
  const { run, render, lists, picture, card, ...description } = definition
  return {
    ...description,
    prepare(parameters) {
      const values = parseArguments(definition, parameters)
      return {
        full: 'full' in values && values.full === true,
        limited: hasLimit(parameters),
        async run(context) {
          const result = await run(values, context)
          return {
            result,
            lists: lists?.(result) ?? [],
            render: (renderContext) => render(result, renderContext),
            picture: picture?.(result),
            card: (cardContext) => card?.(result, cardContext),
          }
        },
      }
    },
  }
}

/** Whether a limit was given, and not left out in one of the ways that clients have (lenient-arguments.ts). */
function hasLimit(parameters: unknown): boolean {
  const { limit = null } = Object(parameters) as { limit?: unknown }
  return limit !== null && limit !== ''
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
