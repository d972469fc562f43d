import {
  albumTracks,
  artist,
  audiobook,
  device,
  emptyWorld,
  episode,
  localTrack,
  play,
  playlist,
  row,
  show,
  track,
} from '../fake-spotify/builders.ts'
import type { Artist, Track, World } from '../fake-spotify/types.ts'

/** The moment at which every case begins: a Wednesday evening in Berlin. */
export const today = Date.UTC(2026, 10, 25, 18, 0, 0)

const otto = { id: 'otto', displayName: 'Otto' }

/** The names of the songs in Wanda's long playlist, which is too long to be removed without a preview. */
export const workoutTitles = Array.from({ length: 30 }, (_, index) => `Push ${index + 1}`)

/** Wanda's Spotify, small enough to know by heart: every song, list and device that the cases speak of. */
export function evalWorld(): World {
  const harbor = albumTracks({ name: 'Quiet Harbor Letters', artists: ['Golden Static'], releaseDate: '1992-10-04' }, [
    'Midnight River',
    'Sudden Whisper',
    'Rising Wolf',
    'Crimson Chorus',
    'Blue Juniper',
  ])
  const ferry = albumTracks({ name: 'Silver Harbor', artists: ['Golden Static'], releaseDate: '2019-05-17' }, [
    'Harbor Lights',
    'Slow Ferry',
  ])
  const train = albumTracks({ name: 'Night Train', artists: ['Velvet Rivers'], releaseDate: '1987-03-02' }, [
    'Night Train',
    'Paper Moon',
    'Static Heart',
  ])
  const remaster = albumTracks({ name: 'Night Train (Deluxe Edition)', artists: ['Velvet Rivers'], releaseDate: '2009-09-09' }, [
    'Night Train - 2009 Remaster',
    'Paper Moon - 2009 Remaster',
  ])
  const city = albumTracks({ name: 'Großstadtlichter', artists: ['Die Nachtvögel'], releaseDate: '2021-08-20' }, [
    'Über den Dächern',
    'Kalter Kaffee',
    'Straße am Meer',
  ])
  const port = albumTracks({ name: 'Puerto Viejo', artists: ['Los Faroles'], releaseDate: '2003-06-12' }, [
    'Noche de Lluvia',
    'Corazón de Papel',
  ])
  const umbrella = track({ name: 'Yellow Umbrella', artists: ['Velvet Rivers'], album: 'Weather Report' })
  const liveUmbrella = track({ name: 'Yellow Umbrella - Live', artists: ['Velvet Rivers'], album: 'Weather Live' })
  // Also an artist, who is less known than the song.
  const rainCheck = track({ name: 'Rain Check', artists: ['Yellow Umbrella'], album: 'First Drops' })
  const rude = track({ name: 'Loud Mouth', artists: ['Brass Tacks'], album: 'Loud Mouth', explicit: true })
  const fresh = albumTracks({ name: 'Winter Harbor', artists: ['Golden Static'], releaseDate: '2026-11-13' }, ['First Snow', 'Frozen Pier'])
  const workout = workoutTitles.map((name) => track({ name, artists: ['Brass Tacks'], album: 'Push' }))
  const named = songsByName([
    ...harbor,
    ...ferry,
    ...train,
    ...remaster,
    ...city,
    ...port,
    umbrella,
    liveUmbrella,
    rainCheck,
    rude,
    ...fresh,
  ])

  const radio = show({ name: 'Small Hours Radio' })
  const episodes = [
    episode({ name: 'Letters from the Harbor', show: radio, releaseDate: '2026-11-20' }),
    episode({ name: 'The Last Ferry', show: radio, releaseDate: '2026-09-01', resumePositionMs: 600_000 }),
  ]

  const byOtto = (title: string) => ({ ...row(named(title)), addedBy: otto, addedAt: '2026-08-15T12:00:00Z' })
  const playlists = [
    playlist({ name: 'Morning Coffee', public: true, rows: ['Blue Juniper', 'Slow Ferry', 'Kalter Kaffee', 'Noche de Lluvia'].map(named) }),
    playlist({
      name: 'Road Trip',
      rows: [
        ...['Night Train', 'Harbor Lights', 'Midnight River', 'Night Train', 'Rising Wolf', 'Loud Mouth'].map(named),
        localTrack('Garage Tape'),
        null,
      ],
    }),
    playlist({
      name: 'Party Mix',
      public: false,
      collaborative: true,
      rows: [row(named('Yellow Umbrella')), byOtto('Loud Mouth'), row(named('Midnight River')), byOtto('Rain Check')],
    }),
    playlist({ name: 'Old Favourites', rows: ['Night Train', 'Paper Moon', 'Night Train - 2009 Remaster', 'Static Heart'].map(named) }),
    playlist({ name: 'Workout', rows: workout }),
    playlist({ name: 'Private Thoughts', public: false, rows: ['Sudden Whisper', 'Paper Moon'].map(named) }),
    playlist({ name: "Otto's Barbecue", owner: otto, rows: [rude] }),
  ]

  // Newest first; the day is the day on which Wanda liked it.
  const saved = [
    ['Harbor Lights', '2026-11-02'],
    ['Über den Dächern', '2026-10-18'],
    ['Noche de Lluvia', '2026-06-30'],
    ['Midnight River', '2026-02-11'],
    ['Loud Mouth', '2025-12-24'],
    ['Paper Moon', '2025-07-01'],
    ['Crimson Chorus', '2024-03-09'],
    ['Kalter Kaffee', '2023-01-15'],
  ].map(([title = '', day]) => ({ item: named(title), addedAt: `${day}T12:00:00Z` }))
  const artists = ['Golden Static', 'Velvet Rivers', 'Die Nachtvögel', 'Los Faroles', 'Brass Tacks', 'Yellow Umbrella'].map((name) =>
    artist(name),
  )
  const [goldenStatic, velvetRivers, nightBirds, faroles] = artists as [Artist, Artist, Artist, Artist]
  const [kitchen, laptop, phone] = [
    device('Kitchen', { kind: 'Speaker', volumePercent: 35 }),
    device('Laptop', { volumePercent: 60 }),
    device('Pixel 9', { kind: 'Smartphone', volumePercent: 100 }),
  ]
  const empty = emptyWorld()
  return {
    ...empty,
    artists,
    albums: [harbor, ferry, train, remaster, city, port, fresh].flatMap(([first]) => (first ? [first.album] : [])),
    tracks: [...harbor, ...ferry, ...train, ...remaster, ...city, ...port, umbrella, liveUmbrella, rainCheck, rude, ...fresh, ...workout],
    shows: [radio],
    episodes,
    playlists,
    audiobooks: [audiobook({ name: 'The River House', authors: ['Ada Fenwick'] })],
    savedTracks: saved,
    savedAlbums: [{ item: named('Midnight River').album, addedAt: '2025-05-05T12:00:00Z' }],
    savedShows: [{ item: radio, addedAt: '2025-01-01T12:00:00Z' }],
    savedEpisodes: [],
    followedArtists: [goldenStatic, nightBirds],
    topArtists: {
      short_term: [faroles, goldenStatic],
      medium_term: [goldenStatic, velvetRivers, nightBirds],
      long_term: [velvetRivers, goldenStatic],
    },
    topTracks: {
      short_term: ['Noche de Lluvia', 'Slow Ferry', 'Midnight River'].map(named),
      medium_term: ['Midnight River', 'Static Heart', 'Über den Dächern'].map(named),
      long_term: ['Paper Moon', 'Midnight River', 'Rain Check'].map(named),
    },
    recentPlays: [
      play(named('Kalter Kaffee'), '2026-11-25T17:40:00Z'),
      play(named('Blue Juniper'), '2026-11-25T07:12:00Z'),
      play(named('Noche de Lluvia'), '2026-11-24T21:05:00Z'),
      play(named('Slow Ferry'), '2026-11-24T21:01:00Z'),
    ],
    devices: [kitchen, laptop, phone],
    player: {
      ...empty.player,
      deviceId: laptop.id,
      item: harbor[1] as Track,
      context: { uri: `spotify:album:${harbor[1]?.album.id}`, items: harbor },
      upcoming: harbor.slice(2),
      past: harbor.slice(0, 1),
      isPlaying: true,
      progressMs: 41_000,
      commandDelayMs: 0,
    },
  }
}

/** Finds a song of these by its name. */
function songsByName(tracks: Track[]): (title: string) => Track {
  return (title) => {
    const found = tracks.find(({ name }) => name === title)
    if (!found) throw new Error(`There is no song "${title}"`)
    return found
  }
}
