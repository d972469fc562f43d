import { allScopes, type Scope } from '../../config/scopes.ts'
import type { Settings, SettingsStore } from '../../config/settings.ts'
import { analyzeTaste } from '../analyze-taste.ts'
import { comparePlaylists } from '../compare-playlists.ts'
import { controlPlayback } from '../control-playback.ts'
import { countPlays } from '../count-plays.ts'
import { createPlaylist } from '../create-playlist.ts'
import { editLibrary } from '../edit-library.ts'
import { editPlaylist } from '../edit-playlist.ts'
import { exportList } from '../export-list.ts'
import { findInLibrary } from '../find-in-library.ts'
import { findPlays } from '../find-plays.ts'
import { getItem } from '../get-item.ts'
import { getLibrary } from '../get-library.ts'
import { getListeningStats } from '../get-listening-stats.ts'
import { getPlayback } from '../get-playback.ts'
import { getPlaylistItems } from '../get-playlist-items.ts'
import { getRecentlyPlayed } from '../get-recently-played.ts'
import { getUserPlaylists } from '../get-user-playlists.ts'
import { getUserProfile } from '../get-user-profile.ts'
import { getUserTopArtists } from '../get-user-top-artists.ts'
import { getUserTopTracks } from '../get-user-top-tracks.ts'
import { getWhatsNew } from '../get-whats-new.ts'
import { matchTracks } from '../match-tracks.ts'
import { play } from '../play.ts'
import { queueItems } from '../queue-items.ts'
import { recommendSongs } from '../recommend-songs.ts'
import { searchCatalog } from '../search-catalog.ts'
import { searchTracks } from '../search-tracks.ts'
import { undoChange } from '../undo-change.ts'
import { type CallToolOptions, createCallTool } from './call-tool.ts'
import type { Caller, ToolAnswer } from './caller.ts'
import { type Annotations, annotations, type Tool } from './define.ts'
import { isPermitted } from './permissions.ts'
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
  countPlays,
  findPlays,
  getListeningStats,
  analyzeTaste,
  recommendSongs,
  getWhatsNew,
  getUserProfile,
  getPlayback,
  play,
  controlPlayback,
  queueItems,
  createPlaylist,
  editPlaylist,
  editLibrary,
  undoChange,
  exportList,
]

/** The permissions that some tool uses, in the order of `allScopes`: what is asked for unless the user chose. Resources and prompts go through tools. */
export const usedScopes: Scope[] = allScopes.filter((scope) =>
  tools.some(({ scopes, anyScope = [], furtherScopes = [] }) => [scopes, anyScope, furtherScopes].some((some) => some.includes(scope))),
)

/** A tool as a client lists it. Schemas are JSON Schema. */
export type ListedTool = {
  name: string
  title: string
  description: string
  inputSchema: ObjectSchema
  outputSchema?: ObjectSchema
  annotations: Annotations
  /** The page that a client may show beside the answers (MCP Apps, `io.modelcontextprotocol/ui`). */
  _meta?: { ui: { resourceUri: string } }
}

/** The tools of this product, ready to be called: what the protocol layer needs to know of them. */
export type Registry = {
  /** What can be used now: tools without their permission are left out, and in read-only mode all that change something. */
  list(): ListedTool[]
  /** Never throws: what goes wrong is in the answer, as a sentence. A tool that is not listed answers with what it lacks. */
  call(name: string, parameters: unknown, caller: Caller): Promise<ToolAnswer>
  /** Called when `list()` may answer differently from now on. Returns the way to stop listening. */
  onListChanged(listener: () => void): () => void
}

/**
 * Makes the tools callable (call-tool.ts) and lists those that are of use now.
 *
 * @param options.settings `structuredResults` adds output schemas and structured content, `readOnly` takes away what changes something
 */
export function createRegistry(
  options: Omit<CallToolOptions, 'tools' | 'now' | 'settings'> & {
    settings: Pick<SettingsStore, 'current' | 'onChange'>
    now?: () => number
  },
): Registry {
  const { account, settings, now = Date.now } = options
  return {
    list() {
      const permitted = account.permittedScopes()
      const { readOnly, structuredResults } = settings.current()
      return tools
        .filter((tool) => (!permitted || isPermitted(tool, permitted)) && (tool.effect === 'read' || !readOnly))
        .map((tool) => listed(tool, structuredResults))
    },

    call: createCallTool({ ...options, tools, now }),

    onListChanged(listener) {
      let before = JSON.stringify(visibility(settings.current()))
      const forgetSettings = settings.onChange(() => {
        const after = JSON.stringify(visibility(settings.current()))
        if (after !== before) listener()
        before = after
      })
      const forgetPermissions = account.onPermissionsChanged(listener)
      return () => {
        forgetSettings()
        forgetPermissions()
      }
    },
  }
}

/** The settings that decide what `list()` answers. */
function visibility({ readOnly, structuredResults }: Settings): Partial<Settings> {
  return { readOnly, structuredResults }
}

/** A tool as it is listed. @param structured with an output schema */
export function listed(tool: Tool, structured: boolean): ListedTool {
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    // Made only for who reads it, since it takes a while the first time: most look only for names.
    get inputSchema() {
      return inputSchema(tool)
    },
    ...(structured && { outputSchema: outputSchema(tool) }),
    annotations: annotations(tool),
    ...(tool.page !== undefined && { _meta: { ui: { resourceUri: tool.page } } }),
  }
}
