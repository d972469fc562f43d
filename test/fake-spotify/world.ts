import { device, emptyWorld, play } from './builders.ts'
import { images } from './catalog/ids.ts'
import { inventPlaylists } from './catalog/lists.ts'
import { inventMusic } from './catalog/music.ts'
import { createRandom } from './catalog/random.ts'
import { inventAudiobooks, inventShows } from './catalog/spoken.ts'
import type { Saved, TimeRange, Track, World } from './types.ts'

/** The moment of the latest play in the invented world; saved lists and plays go back from here. */
export const worldDay = Date.UTC(2026, 10, 22, 20, 15, 30, 512)

/**
 * The world of Wanda: some thousand invented tracks, 45 playlists, 2,500 saved tracks, 50 recent plays, three devices.
 *
 * The same seed gives the same world, item by item. 'Laptop' is active and plays; 'Phone', like an iPhone, has no volume control.
 */
export function createWorld(seed = 1): World {
  const made = invented.get(seed) ?? inventWorld(seed)
  invented.set(seed, made)
  return structuredClone(made)
}

/** Worlds made before: copying one takes a quarter of the time, and nearly every test wants its own. */
const invented = new Map<number, World>()

function inventWorld(seed: number): World {
  const random = createRandom(seed)
  const music = inventMusic(random)
  const { shows, episodes } = inventShows(random)
  const { audiobooks, chapters } = inventAudiobooks(random)
  const world: World = { ...emptyWorld(), ...music, shows, episodes, audiobooks, chapters }
  world.user = { ...world.user, images: images('artist', 'wanda').slice(0, 2) }
  Object.assign(world, inventPlaylists(random, music, episodes))

  const saved = <Item>(items: Item[], everyHours: number): Saved<Item>[] =>
    items.map((item, index) => ({ addedAt: second(worldDay - 3_000_000 - index * everyHours * 3_600_000), item }))
  world.savedTracks = saved(random.sample(music.tracks, 2_500), 17)
  world.savedAlbums = saved(random.sample(music.albums, 120), 200)
  world.savedShows = saved(random.sample(shows, 9), 900)
  world.savedEpisodes = saved(random.sample(episodes, 64), 60)
  world.savedAudiobooks = saved(random.sample(audiobooks, 6), 1_500)
  world.followedArtists = random.sample(music.artists, 130)
  for (const range of ['short_term', 'medium_term', 'long_term'] satisfies TimeRange[]) {
    world.topTracks[range] = random.sample(music.tracks, 99)
    world.topArtists[range] = random.sample(music.artists, 80)
  }
  world.recentPlays = recentPlays(random.sample(music.tracks, 31), world.playlists[0]?.id ?? '')
  world.devices = [
    device('Kitchen', { kind: 'Speaker', volumePercent: 35 }),
    device('Laptop', { kind: 'Computer', volumePercent: 60 }),
    device('Phone', { kind: 'Smartphone', volumePercent: 100, supportsVolume: false }),
  ]
  const its = music.tracks.filter((one) => one.album === music.tracks[0]?.album)
  world.player = {
    ...world.player,
    deviceId: world.devices[1]?.id ?? null,
    item: its[0] ?? null,
    context: { uri: `spotify:album:${its[0]?.album.id}`, items: its },
    upcoming: its.slice(1),
    isPlaying: true,
    progressMs: 41_000,
    since: 0,
  }
  return world
}

/** 50 plays, newest first, some tracks more than once, one about every four minutes with a night in between. */
function recentPlays(tracks: Track[], playlistId: string) {
  let at = worldDay
  return Array.from({ length: 50 }, (_, index) => {
    const one = tracks[(index * 7) % tracks.length] as Track
    at -= one.durationMs + (index === 27 ? 11 * 3_600_000 : 1_500)
    const context = index % 3 === 0 ? null : index % 3 === 1 ? `spotify:playlist:${playlistId}` : `spotify:album:${one.album.id}`
    return play(one, new Date(at).toISOString(), context)
  })
}

function second(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}
