import type { Album, Artist, Episode, Playlist, Show, Track, World } from '../types.ts'

/**
 * Everything the world knows, also what only a list mentions: a test that writes one play or one playlist row need not
 * enter its track into the catalogue as well. By id, first mention wins.
 */
export function allTracks(world: World): Map<string, Track> {
  const known = new Map<string, Track>()
  const add = (one: unknown) => {
    const track = one as Track | undefined | null
    if (track?.type === 'track' && !known.has(track.id)) known.set(track.id, track)
  }
  for (const one of world.tracks) add(one)
  for (const one of world.savedTracks) add(one.item)
  for (const one of world.recentPlays) add(one.track)
  for (const list of Object.values(world.topTracks)) for (const one of list) add(one)
  for (const list of allPlaylists(world)) for (const row of list.rows) add(row.item)
  for (const one of [world.player.item, ...world.player.queue, ...world.player.upcoming]) add(one)
  return known
}

/** All albums: of the catalogue, saved ones, and those that tracks are on. */
export function allAlbums(world: World): Map<string, Album> {
  const known = new Map(world.albums.map((one) => [one.id, one]))
  const add = (one: Album) => known.has(one.id) || known.set(one.id, one)
  for (const one of world.savedAlbums) add(one.item)
  for (const one of allTracks(world).values()) add(one.album)
  return known
}

/** All artists: of the catalogue, followed and top ones, and those of albums and tracks. */
export function allArtists(world: World): Map<string, Artist> {
  const known = new Map(world.artists.map((one) => [one.id, one]))
  const add = (one: Artist) => known.has(one.id) || known.set(one.id, one)
  for (const one of world.followedArtists) add(one)
  for (const list of Object.values(world.topArtists)) for (const one of list) add(one)
  for (const one of allAlbums(world).values()) for (const by of one.artists) add(by)
  for (const one of allTracks(world).values()) for (const by of one.artists) add(by)
  return known
}

/** All episodes: of the catalogue, saved ones, and those in playlists. */
export function allEpisodes(world: World): Map<string, Episode> {
  const known = new Map(world.episodes.map((one) => [one.id, one]))
  for (const one of world.savedEpisodes) known.has(one.item.id) || known.set(one.item.id, one.item)
  for (const list of allPlaylists(world)) {
    for (const { item } of list.rows) if (item?.type === 'episode' && !known.has(item.id)) known.set(item.id, item)
  }
  return known
}

/** All shows: of the catalogue, saved ones, and those of episodes. */
export function allShows(world: World): Map<string, Show> {
  const known = new Map(world.shows.map((one) => [one.id, one]))
  for (const one of world.savedShows) known.has(one.item.id) || known.set(one.item.id, one.item)
  for (const one of allEpisodes(world).values()) known.has(one.show.id) || known.set(one.show.id, one.show)
  return known
}

/** The user's own list and everybody else's playlists, without the entries that Spotify cannot load. */
export function allPlaylists(world: World): Playlist[] {
  return [...world.playlists, ...world.otherPlaylists].filter((one) => one !== null)
}

/** The tracks of an album in their order. */
export function tracksOf(world: World, album: Album): Track[] {
  const its = [...allTracks(world).values()].filter((one) => one.album.id === album.id)
  return its.sort((a, b) => a.discNumber - b.discNumber || a.trackNumber - b.trackNumber)
}
