import { requireScopes, type Scope } from '../../config/scopes.ts'
import { isProblem, Problem } from '../../shared/problem.ts'
import { sameWords } from '../../shared/words.ts'
import type { ListRow } from '../../spotify/lists.ts'
import { type FoundList, findList } from '../items/find-list.ts'
import { readRows } from '../items/playlist-rows.ts'
import type { ToolContext } from '../runtime/define.ts'
import { timeRangeWords } from '../runtime/render.ts'

/** A list as it goes into a file. `noun` counts its rows. */
export type ExportedList = { title: string; noun: string; rows: (ListRow | null)[] }

type NamedList = { names: string[]; scopes: Scope[]; title: string; noun: string; read(context: ToolContext): Promise<(ListRow | null)[]> }

const saved = (kind: 'tracks' | 'albums' | 'shows' | 'episodes' | 'audiobooks') => async (context: ToolContext) =>
  (await context.spotify.lists.saved(kind, context.progress)).rows

/** Most played, by the span of time; without one, as everywhere, of half a year. */
const top = (what: 'tracks' | 'artists', words: string[]) =>
  (['medium_term', 'short_term', 'long_term'] as const).map((range): NamedList => {
    const span = timeRangeWords[range]
    return {
      names: words.flatMap((word) => [...(range === 'medium_term' ? [`top ${word}`] : []), `top ${word} ${range}`, `top ${word} ${span}`]),
      scopes: ['user-top-read'],
      title: `Top ${words[0]}, ${span}`,
      noun: what === 'tracks' ? 'song' : 'artist',
      read: async ({ spotify, progress }) => (await spotify.lists.top(what, range, progress)).rows,
    }
  })

const library: Scope[] = ['user-library-read']

const likedSongs: NamedList = {
  names: ['saved tracks', 'saved songs'],
  scopes: library,
  title: 'Liked Songs',
  noun: 'song',
  read: saved('tracks'),
}

/** The lists that are no playlists, with the words for them. The Liked Songs have more names: find-list.ts. */
const namedLists: NamedList[] = [
  likedSongs,
  { names: ['saved albums'], scopes: library, title: 'Saved albums', noun: 'album', read: saved('albums') },
  { names: ['saved shows', 'saved podcasts'], scopes: library, title: 'Saved shows', noun: 'show', read: saved('shows') },
  {
    names: ['saved episodes'],
    scopes: [...library, 'user-read-playback-position'],
    title: 'Saved episodes',
    noun: 'episode',
    read: saved('episodes'),
  },
  { names: ['saved audiobooks'], scopes: library, title: 'Saved audiobooks', noun: 'audiobook', read: saved('audiobooks') },
  { names: ['followed artists'], scopes: ['user-follow-read'], title: 'Followed artists', noun: 'artist', read: followedArtists },
  ...top('tracks', ['tracks', 'songs']),
  ...top('artists', ['artists']),
]

/** What makes the tool of use: each list needs one of them. */
export const scopesOfLists: Scope[] = ['playlist-read-private', 'user-library-read', 'user-follow-read', 'user-top-read']

export const furtherScopesOfLists: Scope[] = ['user-read-playback-position']

/**
 * Reads the list that somebody means: one of the lists above by its words, else a playlist by id, link or name.
 *
 * @throws Problem of finding or reading it
 */
export async function readListToExport(text: string, context: ToolContext): Promise<ExportedList> {
  const known = namedLists.find(({ names }) => names.some((name) => sameWords(name, text)))
  if (known) return readNamed(known, context)
  const found = await findList(text, context).catch((error: unknown) => {
    throw isProblem(error, 'unknown-item') ? new Problem(error.code, `${error.message} ${otherLists}`, { cause: error }) : error
  })
  return found.type === 'liked' ? readNamed(likedSongs, context) : readPlaylist(found, context)
}

async function readNamed({ scopes, title, noun, read }: NamedList, context: ToolContext): Promise<ExportedList> {
  requireScopes(scopes, context.account, `${title} need`)
  return { title, noun, rows: await read(context) }
}

const otherLists = `Other lists are Liked Songs, ${namedLists.flatMap((list) => (list === likedSongs ? [] : (list.names[0] ?? []))).join(', ')}.`

async function readPlaylist(found: FoundList & { type: 'playlist' }, { spotify, account, progress }: ToolContext): Promise<ExportedList> {
  requireScopes(['playlist-read-private'], account, 'Playlists need')
  // Says why when its rows are not to be seen, which an empty list would not.
  const { name, total } = await readRows(found, { offset: 0, limit: 1 }, spotify)
  const { rows } = total === 0 ? { rows: [] } : await spotify.lists.playlist(found.id, progress)
  return { title: name, noun: 'song', rows }
}

async function followedArtists({ spotify, progress }: ToolContext): Promise<ListRow[]> {
  const { rows } = await spotify.library.followedArtists({ offset: 0, limit: 100_000 }, progress)
  return rows.map(({ id, name }) => ({ name, by: [], uri: id === undefined ? undefined : `spotify:artist:${id}` }))
}
