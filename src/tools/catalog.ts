import { z } from 'zod'
import type { Log } from '../config/logging.ts'
import type { Scope } from '../config/scopes.ts'
import { isProblem, Problem } from '../shared/problem.ts'
import type { Spotify } from '../spotify/client.ts'
import { uriOf } from '../spotify/items.ts'
import type { ShortIds } from '../store/short-ids.ts'
import { type Annotations, annotations, type Tool, type ToolContext } from './define.ts'
import { getRecentlyPlayed } from './get-recently-played.ts'
import { getUserPlaylists } from './get-user-playlists.ts'
import { getUserProfile } from './get-user-profile.ts'
import { getUserTopArtists } from './get-user-top-artists.ts'
import { getUserTopTracks } from './get-user-top-tracks.ts'
import { itemsIn } from './items-in.ts'
import type { Say } from './render.ts'
import { searchTracks } from './search-tracks.ts'

/** Every tool there is, in the order in which clients list them. */
const tools: Tool[] = [searchTracks, getUserPlaylists, getUserTopArtists, getUserTopTracks, getRecentlyPlayed, getUserProfile]

/** A tool as a client lists it. Schemas are JSON Schema. */
export type ListedTool = {
  name: string
  title: string
  description: string
  inputSchema: { type: 'object'; [key: string]: unknown }
  outputSchema?: { type: 'object'; [key: string]: unknown }
  annotations: Annotations
}

/** An answer as a client gets it. */
export type ToolAnswer = { text: string; structured?: Record<string, unknown>; failed: boolean }

/** Who calls and how to reach them meanwhile. */
export type Caller = {
  /** How the client introduced itself; a session that said nothing is 'unknown client'. */
  client: string
  /** Tells the client how far the answer is; only called when the client asked for progress. */
  progress(done: number, total: number | undefined, message?: string): void
  signal: AbortSignal
}

/** The tools of this product, ready to be called: what the protocol layer needs to know of them. */
export type Catalog = {
  /** What can be used now: tools without their permission are left out. */
  list(): ListedTool[]
  /** Whether there is such a tool at all; one that is not listed answers with what it lacks. */
  has(name: string): boolean
  /** Never throws: what goes wrong is in the answer, as a sentence. */
  call(name: string, parameters: unknown, caller: Caller): Promise<ToolAnswer>
  /** Called when `list()` may answer differently from now on. Returns the way to stop listening. */
  onListChanged(listener: () => void): () => void
}

/** The login as tools need it. */
export type AccountAccess = {
  /** What Spotify granted, or undefined while nobody is signed in. */
  grantedScopes(): string[] | undefined
  /** Resolves when somebody is signed in, starting the sign-in if need be. @throws Problem that says how to sign in */
  ready(caller: Caller): Promise<ToolContext['account']>
  onGrantChanged(listener: () => void): () => void
}

/**
 * Makes the tools callable: checks the parameters and the scopes, sees to the sign-in, remembers the items shown, and turns the result, or
 * whatever went wrong, into text. The one place where errors become answers.
 *
 * @param options.structured adds output schemas and structured content
 */
export function createCatalog(options: {
  spotify: Spotify
  shortIds: ShortIds
  account: AccountAccess
  zone: string
  structured: boolean
  log: Log
  now?: () => number
}): Catalog {
  const { spotify, shortIds, account, zone, structured, log, now = Date.now } = options

  async function answer(tool: Tool, parameters: unknown, caller: Caller): Promise<ToolAnswer> {
    const values = parse(tool, parameters)
    const login = await account.ready(caller)
    requireScopes(tool, login.grantedScopes)
    const { progress, signal } = caller
    const result = await tool.run(values, { spotify, shortIds, zone, account: login, progress, signal, now })
    const text = tool.render(result, say(result, values.detail === 'full'))
    return { text, failed: false, ...(structured && { structured: result }) }
  }

  /** With `detail: "full"` an item reads as its URI, for use outside of Tonearm. */
  function say(result: unknown, full: boolean): Say {
    const short = shortIds.remember(itemsIn(result))
    return {
      zone,
      full,
      id(item) {
        if (item.id === undefined) return '-'
        return full ? uriOf({ type: item.type, id: item.id }) : (short.get(item.id) ?? item.id)
      },
    }
  }

  return {
    list() {
      const granted = account.grantedScopes()
      return tools.filter((tool) => !granted || missing(tool.scopes, granted).length === 0).map((tool) => listed(tool, structured))
    },

    has: (name) => tools.some((tool) => tool.name === name),

    async call(name, parameters, caller) {
      const tool = tools.find((candidate) => candidate.name === name)
      if (!tool)
        return failed(`There is no tool "${name.slice(0, 64)}". There are: ${tools.map((candidate) => candidate.name).join(', ')}.`)
      const startedAt = performance.now()
      try {
        const result = await answer(tool, parameters, caller)
        log.info(`${name} for ${caller.client}: ${result.text.length} characters in ${Math.round(performance.now() - startedAt)} ms`)
        return result
      } catch (error) {
        if (isProblem(error)) {
          log.info(`${name} for ${caller.client}: ${error.code}`)
          return failed(error.message)
        }
        log.error(`${name} for ${caller.client}: ${error instanceof Error ? error.stack : String(error)}`)
        return failed(
          'Tonearm met an error of its own. Nothing was lost; the details are in its log. Try again, or try a smaller question.',
        )
      }
    },

    onListChanged: account.onGrantChanged,
  }
}

function failed(text: string): ToolAnswer {
  return { text, failed: true }
}

function missing(needed: Scope[], granted: string[]): Scope[] {
  return needed.filter((scope) => !granted.includes(scope))
}

function requireScopes(tool: Tool, granted: string[]): void {
  const lacking = missing(tool.scopes, granted)
  if (lacking.length === 0) return
  throw new Problem(
    'scope-missing',
    `${tool.title} needs a permission that was not granted: ${lacking.join(', ')}. Sign in again and allow it.`,
  )
}

function parse(tool: Tool, parameters: unknown): Record<string, unknown> {
  const result = z.strictObject(tool.input).safeParse(parameters ?? {})
  if (result.success) return result.data
  const reasons = result.error.issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
  const names = Object.keys(tool.input)
  throw new Problem(
    'invalid-arguments',
    `${tool.name} cannot be called like this. ${reasons.slice(0, 5).join('; ')}. ${names.length > 0 ? `It takes: ${names.join(', ')}.` : 'It takes nothing.'}`,
  )
}

function listed(tool: Tool, structured: boolean): ListedTool {
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: jsonSchema(z.object(tool.input), 'input'),
    ...(structured && { outputSchema: jsonSchema(tool.output, 'output') }),
    annotations: annotations(tool),
  }
}

/** `$schema` would say only what MCP's default is, once a tool. */
function jsonSchema(schema: z.ZodObject, io: 'input' | 'output'): ListedTool['inputSchema'] {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io })
  return { ...rest, type: 'object' }
}
