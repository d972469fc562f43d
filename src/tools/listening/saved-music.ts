import type { Scope } from '../../config/scopes.ts'
import { recordingKey } from '../../shared/recording.ts'
import type { Album, Track } from '../../spotify/items.ts'
import { isUnanswered } from '../../spotify/request/unanswered.ts'
import { keptName } from '../../store/history/names.ts'
import { refreshLibrary, savedList } from '../items/refresh-library.ts'
import type { ToolContext } from '../runtime/define.ts'

/** What the library knows of music that the history knows by name. */
export type SavedMusic = {
  /** Whether a song is saved, in whatever release. */
  isSaved(name: string, artist: string): boolean
  /** The year in which a saved album came out; undefined for one that is not saved. */
  yearOf(album: string, artist: string): number | undefined
}

const needed: Scope = 'user-library-read'

/**
 * What is saved: from the index where it is current, else by refreshing it.
 *
 * @returns a sentence in its place when the permission is missing, or Spotify does not say
 */
export async function savedMusic(context: ToolContext): Promise<SavedMusic | string> {
  if (!context.account.permittedScopes.includes(needed)) return `What is saved is not known: that needs the permission ${needed}.`
  try {
    const { refused, stale } = await refreshLibrary({ saved: ['tracks', 'albums'], playlists: false }, context)
    const why = refused[0]?.problem.message ?? stale
    if (why !== undefined && !context.library.lists(context.account.id).has(savedList('tracks')))
      return `What is saved could not be read. ${why}`
  } catch (error) {
    if (!isUnanswered(error)) throw error
    return `What is saved could not be read. ${error.message}`
  }
  const rows = (list: string) => context.library.search(context.account.id, [], list).map(({ item }) => item)
  const keyOf = ({ name, artists }: Track | Album) => key(name, artists[0]?.name ?? '')
  const songs = new Set((rows(savedList('tracks')) as Track[]).map(keyOf))
  const years = new Map(
    (rows(savedList('albums')) as Album[]).map((album) => [keyOf(album), Number(album.released?.slice(0, 4)) || undefined]),
  )
  return {
    isSaved: (name, artist) => songs.has(key(name, artist)),
    yearOf: (album, artist) => years.get(key(album, artist)),
  }
}

function key(name: string, artist: string): string | undefined {
  return recordingKey({ name: keptName(name), artists: [{ name: keptName(artist) }] })
}
