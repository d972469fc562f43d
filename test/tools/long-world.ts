import { albumTracks, audiobook, chapter, emptyWorld, episode, play, playlist, show, track } from '../fake-spotify/builders.ts'
import type { World } from '../fake-spotify/types.ts'

const orchestra = ['Ludwig van Beethoven', 'Symphonieorchester des Bayerischen Rundfunks', 'Chor des Bayerischen Rundfunks']

const title = (number: number) =>
  `Symphonie Nr. 9 in d-Moll, op. 125 "Choral": IV. Presto – Allegro assai – Recitativo "O Freunde, nicht diese Töne" (Live ${number})`

const collection = 'Beethoven: The Complete Symphonies, Concertos, Sonatas and String Quartets (Recorded in the Herkulessaal der Residenz)'

const count = <Item>(length: number, item: (index: number) => Item) => Array.from({ length }, (_, index) => item(index))

/** More than an answer can hold of everything that comes in lists, with names as long as those of classical music are. */
export function longWorld(): World {
  const album = { name: collection, artists: [...orchestra, 'Mariss Jansons'], releaseDate: '2013-10-04' }
  const onOneAlbum = albumTracks(album, count(200, title))
  const tracks = count(400, (index) => track({ name: title(index), artists: orchestra, album: `${collection} ${index}` }))
  const series = show({ name: `Klassik aktuell: ${collection}` })
  const episodes = count(200, (index) => episode({ name: `${title(index)}, wiederholt`, show: series }))
  const book = audiobook({ name: collection, authors: orchestra })
  const saved = <Item>(items: Item[]) =>
    items.map((item, index) => ({ item, addedAt: new Date(Date.UTC(2026, 9, 1) - index * 60_000).toISOString().replace('.000', '') }))
  const ranges = <Item>(items: Item[]) => ({ short_term: items, medium_term: items, long_term: items })
  const artists = [...new Map(tracks.flatMap((one) => one.artists).map((one) => [one.id, one])).values()]
  const many = count(200, (index) => ({ ...(artists[0] ?? never()), id: `${index}`.padStart(22, 'a'), name: `${title(index)}, der Chor` }))
  return {
    ...emptyWorld(),
    artists: [...artists, ...many],
    albums: [...tracks, ...onOneAlbum.slice(0, 1)].map((one) => one.album),
    tracks: [...tracks, ...onOneAlbum],
    shows: [series],
    episodes,
    audiobooks: [book],
    chapters: count(200, (index) => chapter(book, index, { name: title(index) })),
    playlists: [
      playlist({ name: 'All of It', rows: tracks }),
      playlist({ name: 'All but One', rows: tracks.slice(1) }),
      ...count(200, (index) =>
        playlist({ name: `${title(index)} und alles andere`, owner: { id: `otto${index}`, displayName: collection } }),
      ),
    ],
    savedTracks: saved(tracks),
    savedAlbums: saved(tracks.map((one) => one.album)),
    savedShows: saved([series]),
    savedEpisodes: saved(episodes),
    savedAudiobooks: saved([book]),
    followedArtists: many,
    topTracks: ranges(tracks.slice(0, 99)),
    topArtists: ranges(many.slice(0, 99)),
    recentPlays: count(50, (index) => play(tracks[index] ?? never(), new Date(Date.UTC(2026, 10, 22) - index * 600_000).toISOString())),
  }
}

function never(): never {
  throw new Error('too few')
}
