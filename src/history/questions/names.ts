import type { Listened } from './listened.ts'

/** A song of the history. `uri` is that of the release that was played last; missing where only the short form of an export knows the song. */
export type NamedSong = { name: string; artist: string; uri?: string }

/** The names behind the numbers of the statistics. */
export type Names = {
  song(recording: number): NamedSong
  /** The same without the URI, which costs a look at the song's plays. */
  title(recording: number): { name: string; artist: string }
  artist(id: number): string
  album(id: number): { name: string; artist: string }
}

export function createNames({ database, playedItems }: Pick<Listened, 'database' | 'playedItems'>): Names {
  const songs = database.prepare(
    'SELECT recs.name, artists.name AS artist FROM recs JOIN artists ON artists.id = recs.artist WHERE recs.id = ?',
  )
  const uriOf = database.prepare('SELECT uri FROM items WHERE id = ? AND uri IS NOT NULL')
  // Editions that count as one song have the number of one of them, which may have been heard by somebody else alone.
  const anyUris = database.prepare('SELECT uri FROM items WHERE rec = ? AND uri IS NOT NULL ORDER BY id LIMIT 1')
  const artists = database.prepare('SELECT name FROM artists WHERE id = ?')
  const albums = database.prepare(
    'SELECT albums.name, artists.name AS artist FROM albums JOIN artists ON artists.id = albums.artist WHERE albums.id = ?',
  )
  const title = (recording: number) => {
    const { name = '', artist = '' } = (songs.get(recording) ?? {}) as Partial<NamedSong>
    return { name, artist }
  }
  const lastUri = (recording: number) => {
    let before: number | undefined
    for (const item of playedItems(recording)) {
      const uri = item === before ? undefined : uriOf.get(item)?.uri
      if (uri) return uri as string
      before = item
    }
    return undefined
  }
  return {
    title,
    song(recording) {
      const uri = lastUri(recording) ?? (anyUris.get(recording)?.uri as string | undefined)
      return { ...title(recording), ...(uri !== undefined && { uri }) }
    },
    artist: (id) => String(artists.get(id)?.name ?? ''),
    album(id) {
      const { name = '', artist = '' } = (albums.get(id) ?? {}) as { name?: string; artist?: string }
      return { name, artist }
    },
  }
}
