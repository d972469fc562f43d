import { createRandom } from '../../history/random.ts'

/** Rows of Spotify's files: about 16,000, which are 12 MB. */
const rowsPerFile = 15_400

const firstMoment = Date.UTC(2013, 0, 1)

const words = [
  'Midnight',
  'River',
  'Paper',
  'Ocean',
  'Stone',
  'Harbour',
  'Glass',
  'Winter',
  'Ember',
  'Über',
  'Café',
  'Звезда',
  'Lantern',
  'Hollow',
]
const ends = ['trackdone', 'trackdone', 'trackdone', 'fwdbtn', 'endplay', 'logout']
const platforms = ['android', 'ios', 'windows', 'OS X 10.13.6 [x86 8]', 'Partner webos_tv lg;55sk8500pla;;']

/** A listener who plays few songs often and many songs once, as text in Spotify's format: one file after the other. */
export function* inventedExport(plays: number): Generator<{ name: string; text: string }> {
  const random = createRandom(7)
  const songs = Math.max(2_000, Math.round(plays / 15))
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? ''
  const name = (number: number) => `${words[number % words.length]} ${words[(number >> 4) % words.length]} ${number}`
  let end = firstMoment
  for (let first = 0; first < plays; first += rowsPerFile) {
    const rows: Record<string, unknown>[] = []
    for (let play = first; play < Math.min(plays, first + rowsPerFile); play += 1) {
      const song = Math.floor(songs * random() ** 2.5)
      const artist = Math.floor(song / 12)
      const ms = random() < 0.25 ? Math.floor(random() * 30_000) : 120_000 + Math.floor(random() * 180_000)
      end += ms + Math.floor(random() ** 8 * 3_600_000)
      rows.push({
        ts: `${new Date(end).toISOString().slice(0, 19)}Z`,
        platform: pick(platforms),
        ms_played: ms,
        conn_country: 'EE',
        ip_addr: '203.0.113.7',
        master_metadata_track_name: name(song),
        master_metadata_album_artist_name: name(artist),
        master_metadata_album_album_name: `${name(Math.floor(song / 10))} (Album)`,
        spotify_track_uri: `spotify:track:${song.toString(36).padStart(22, '0')}`,
        episode_name: null,
        episode_show_name: null,
        spotify_episode_uri: null,
        audiobook_title: null,
        audiobook_uri: null,
        audiobook_chapter_uri: null,
        audiobook_chapter_title: null,
        reason_start: 'trackdone',
        reason_end: pick(ends),
        shuffle: random() < 0.5,
        skipped: random() < 0.2,
        offline: false,
        offline_timestamp: Math.floor((end - ms) / 1_000),
        incognito_mode: random() < 0.02,
      })
    }
    yield { name: `Streaming_History_Audio_${first / rowsPerFile}.json`, text: JSON.stringify(rows, undefined, 2) }
  }
}
