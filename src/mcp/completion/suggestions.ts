import type { Scope } from '../../config/scopes.ts'
import { cleanText } from '../../shared/clean-text.ts'
import { searchedWords, wordFilter } from '../../shared/words.ts'
import type { Spotify } from '../../spotify/client.ts'
import type { AccountAccess } from '../../tools/runtime/caller.ts'

/** What names can be suggested for while somebody types. */
export type SuggestionKind = 'playlist' | 'device'

/** Names for what somebody is typing. */
export type Suggestions = {
  /** Those with words that begin so (shared/words.ts), in Spotify's order. None when they cannot be read just now. */
  names(kind: SuggestionKind, beginning: string): Promise<string[]>
}

/** The permission that reading the names takes. */
const scopeOf: Record<SuggestionKind, Scope> = { playlist: 'playlist-read-private', device: 'user-read-playback-state' }

/** A client asks with every letter; Spotify is asked once a minute at most. */
const keptMs = 60_000

/** Ten requests at most; whoever has more playlists types the name. */
const playlistsLookedThrough = 500

/**
 * Suggests names from the person's own lists. A courtesy, so it never starts a sign-in and never fails.
 *
 * @param options.now milliseconds of a clock that nobody can set
 */
export function createSuggestions(options: {
  spotify: Pick<Spotify, 'listener' | 'player'>
  account: Pick<AccountAccess, 'id' | 'permittedScopes' | 'onPermissionsChanged'>
  now?: () => number
}): Suggestions {
  const { spotify, account, now = () => performance.now() } = options
  const read: Record<SuggestionKind, () => Promise<string[]>> = {
    playlist: async () => {
      const { rows } = await spotify.listener.playlists({ offset: 0, limit: playlistsLookedThrough })
      return rows.filter((row) => row !== null).map(({ name }) => name)
    },
    device: async () => (await spotify.player.devices()).map(({ name }) => name),
  }
  const kept = new Map<SuggestionKind, { account: string | undefined; names: Promise<string[]>; at: number }>()
  account.onPermissionsChanged(() => kept.clear())

  function all(kind: SuggestionKind): Promise<string[]> {
    const known = kept.get(kind)
    if (known && known.account === account.id() && now() - known.at < keptMs) return known.names
    // A failure is kept as well: asking again with the next letter would only make it worse.
    const names = read[kind]().then(readable, () => [])
    kept.set(kind, { account: account.id(), names, at: now() })
    return names
  }

  return {
    async names(kind, beginning) {
      if (!account.permittedScopes()?.includes(scopeOf[kind])) return []
      const isFound = wordFilter(beginning)
      return (await all(kind)).filter((name) => isFound(searchedWords([name])))
    },
  }
}

function readable(names: string[]): string[] {
  return [...new Set(names.map((name) => cleanText(name, 100)).filter((name) => name !== ''))]
}
