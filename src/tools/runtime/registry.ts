import type { Changes } from '../../changes/changes.ts'
import type { Log } from '../../config/logging.ts'
import type { Settings, SettingsStore } from '../../config/settings.ts'
import { isProblem, type ProblemCode } from '../../shared/problem.ts'
import type { Spotify } from '../../spotify/client.ts'
import { uriOf } from '../../spotify/items.ts'
import type { LibraryIndex } from '../../store/library-index.ts'
import type { ShortIds } from '../../store/short-ids.ts'
import { comparePlaylists } from '../compare-playlists.ts'
import { controlPlayback } from '../control-playback.ts'
import { createPlaylist } from '../create-playlist.ts'
import { editLibrary } from '../edit-library.ts'
import { editPlaylist } from '../edit-playlist.ts'
import { findInLibrary } from '../find-in-library.ts'
import { getItem } from '../get-item.ts'
import { getLibrary } from '../get-library.ts'
import { getPlayback } from '../get-playback.ts'
import { getPlaylistItems } from '../get-playlist-items.ts'
import { getRecentlyPlayed } from '../get-recently-played.ts'
import { getUserPlaylists } from '../get-user-playlists.ts'
import { getUserProfile } from '../get-user-profile.ts'
import { getUserTopArtists } from '../get-user-top-artists.ts'
import { getUserTopTracks } from '../get-user-top-tracks.ts'
import { matchTracks } from '../match-tracks.ts'
import { play } from '../play.ts'
import { queueItems } from '../queue-items.ts'
import { searchCatalog } from '../search-catalog.ts'
import { searchTracks } from '../search-tracks.ts'
import { undoChange } from '../undo-change.ts'
import type { AccountAccess, Caller, ToolAnswer } from './caller.ts'
import { type Annotations, annotations, type Tool } from './define.ts'
import { itemsIn } from './items-in.ts'
import { parseArguments } from './parse-arguments.ts'
import { isPermitted, requireScopes, requireWritable } from './permissions.ts'
import type { Say } from './render.ts'
import { safeTexts } from './safe-texts.ts'
import { inputSchema, type ObjectSchema, outputSchema } from './schemas.ts'

/** Every tool there is, in the order in which clients list them. */
export const tools: Tool[] = [
  searchTracks,
  searchCatalog,
  getItem,
  getUserPlaylists,
  getPlaylistItems,
  getLibrary,
  findInLibrary,
  comparePlaylists,
  matchTracks,
  getUserTopArtists,
  getUserTopTracks,
  getRecentlyPlayed,
  getUserProfile,
  getPlayback,
  play,
  controlPlayback,
  queueItems,
  createPlaylist,
  editPlaylist,
  editLibrary,
  undoChange,
]

/** A tool as a client lists it. Schemas are JSON Schema. */
export type ListedTool = {
  name: string
  title: string
  description: string
  inputSchema: ObjectSchema
  outputSchema?: ObjectSchema
  annotations: Annotations
}

/** The tools of this product, ready to be called: what the protocol layer needs to know of them. */
export type Catalog = {
  /** What can be used now: tools without their permission are left out, and in read-only mode all that change something. */
  list(): ListedTool[]
  /** Whether there is such a tool at all; one that is not listed answers with what it lacks. */
  has(name: string): boolean
  /** Never throws: what goes wrong is in the answer, as a sentence. */
  call(name: string, parameters: unknown, caller: Caller): Promise<ToolAnswer>
  /** Called when `list()` may answer differently from now on. Returns the way to stop listening. */
  onListChanged(listener: () => void): () => void
}

/**
 * Makes the tools callable: checks the parameters and the scopes, sees to the sign-in, remembers the items shown, and turns the result, or
 * whatever went wrong, into text. The one place where errors become answers.
 *
 * @param options.settings `structuredResults` adds output schemas and structured content, `readOnly` takes away what changes something
 */
export function createCatalog(options: {
  spotify: Spotify
  shortIds: ShortIds
  library: LibraryIndex
  changes: Changes
  account: AccountAccess
  zone: string
  settings: Pick<SettingsStore, 'current' | 'onChange'>
  log: Log
  now?: () => number
}): Catalog {
  const { spotify, shortIds, library, changes, account, zone, settings, log, now = Date.now } = options

  async function answer(tool: Tool, parameters: unknown, caller: Caller): Promise<ToolAnswer> {
    requireWritable(tool, settings.current())
    const values = parseArguments(tool, parameters)
    const login = await account.ready(caller)
    requireScopes(tool, login.grantedScopes)
    const { client, confirm, progress, signal } = caller
    const result = await tool.run(values, {
      spotify,
      shortIds,
      library,
      changes,
      zone,
      account: login,
      client,
      confirm,
      progress,
      signal,
      now,
    })
    const text = tool.render(result, say(result, values.detail === 'full'))
    return { text, failed: false, ...(settings.current().structuredResults && { structured: safeTexts(result) }) }
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
      const { readOnly, structuredResults } = settings.current()
      return tools
        .filter((tool) => (!granted || isPermitted(tool, granted)) && (tool.effect === 'read' || !readOnly))
        .map((tool) => listed(tool, structuredResults))
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
          return failed(error.message, error.code)
        }
        if (caller.signal.aborted) return failed('The call was cancelled.')
        log.error(`${name} for ${caller.client}: ${error instanceof Error ? error.stack : String(error)}`)
        return failed(
          'Tonearm met an error of its own. Nothing was lost; the details are in its log. Try again, or try a smaller question.',
        )
      }
    },

    onListChanged(listener) {
      let before = JSON.stringify(visibility(settings.current()))
      const forgetSettings = settings.onChange(() => {
        const after = JSON.stringify(visibility(settings.current()))
        if (after !== before) listener()
        before = after
      })
      const forgetGrant = account.onGrantChanged(listener)
      return () => {
        forgetSettings()
        forgetGrant()
      }
    },
  }
}

function failed(text: string, problem?: ProblemCode): ToolAnswer {
  return { text, failed: true, ...(problem && { problem }) }
}

/** The settings that decide what `list()` answers. */
function visibility({ readOnly, structuredResults }: Settings): Partial<Settings> {
  return { readOnly, structuredResults }
}

function listed(tool: Tool, structured: boolean): ListedTool {
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    inputSchema: inputSchema(tool),
    ...(structured && { outputSchema: outputSchema(tool) }),
    annotations: annotations(tool),
  }
}
