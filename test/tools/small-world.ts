import { albumTracks, audiobook, chapter, device, emptyWorld, episode, localTrack, play, playlist, show } from '../fake-spotify/builders.ts'
import type { World } from '../fake-spotify/types.ts'

/** A little of everything that a tool can show: each kind of item and of row, a library, devices, a player with a queue. */
export function smallWorld(): World {
  const letters = albumTracks({ name: 'Quiet Harbor Letters', artists: ['Golden Static', 'Iron Club'] }, [
    'Midnight River',
    'Long River',
    'Opalite',
  ])
  const festival = albumTracks({ name: 'Amber Festival', artists: ['Winter Fields'] }, ['River Song', 'Shallow Cedar'])
  const tracks = [...letters, ...festival]
  const [river, long, opalite, song, cedar] = tracks
  if (!river || !long || !opalite || !song || !cedar) throw new Error('too few tracks')
  const radio = show({ name: 'River Radio' })
  const episodes = [
    episode({ name: 'The River Itself', show: radio, resumePositionMs: 600_000 }),
    episode({ name: 'Another River', show: radio, fullyPlayed: true }),
  ]
  const [firstEpisode] = episodes
  if (!firstEpisode) throw new Error('too few episodes')
  const book = audiobook({ name: 'The River House', authors: ['Ada River', 'Tom Alder'] })
  const otto = { id: 'otto', displayName: 'Otto River' }
  const mine = playlist({
    name: 'Road Trip',
    description: 'Songs for the road along the river',
    rows: [river, long, river, localTrack('Tape River'), null, firstEpisode, opalite],
  })
  const other = playlist({ name: 'River Focus', rows: [river, song, cedar] })
  const foreign = playlist({ name: 'Flat Party River', owner: otto, rows: [song] })
  const saved = <Item>(items: Item[]) =>
    items.map((item, index) => ({ item, addedAt: `2026-10-${String(20 - index).padStart(2, '0')}T12:00:00Z` }))
  const [laptop, kitchen] = [device('Laptop River'), device('Kitchen River', { kind: 'Speaker' })]
  const artists = [...river.artists, ...song.artists]
  const ranges = <Item>(items: Item[]) => ({ short_term: items, medium_term: items, long_term: items })
  const empty = emptyWorld()
  return {
    ...empty,
    artists,
    albums: [river.album, song.album],
    tracks,
    shows: [radio],
    episodes,
    audiobooks: [book],
    chapters: [chapter(book, 0), chapter(book, 1)],
    playlists: [mine, other, foreign],
    otherPlaylists: [],
    savedTracks: saved([river, song]),
    savedAlbums: saved([river.album]),
    savedShows: saved([radio]),
    savedEpisodes: saved(episodes),
    savedAudiobooks: saved([book]),
    followedArtists: artists,
    topTracks: ranges(tracks),
    topArtists: ranges(artists),
    recentPlays: [play(river, '2026-11-22T10:00:00Z'), play(song, '2026-11-21T10:00:00Z')],
    devices: [laptop, kitchen],
    player: {
      ...empty.player,
      deviceId: laptop.id,
      item: river,
      context: { uri: `spotify:album:${river.album.id}`, items: letters },
      upcoming: [long, opalite],
      queue: [firstEpisode],
      isPlaying: true,
      progressMs: 41_000,
      commandDelayMs: 0,
    },
  }
}
