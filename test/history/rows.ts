/** A row of the extended streaming history with all 23 keys of 2026. Invented, like every name in these tests. */
export function extendedRow(values: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    ts: '2026-03-29T01:04:00Z',
    platform: 'android',
    ms_played: 200_000,
    conn_country: 'EE',
    ip_addr: '203.0.113.7',
    master_metadata_track_name: 'Midnight River',
    master_metadata_album_artist_name: 'Ada Marlow',
    master_metadata_album_album_name: 'Night Maps',
    spotify_track_uri: 'spotify:track:0000000000000000000001',
    episode_name: null,
    episode_show_name: null,
    spotify_episode_uri: null,
    audiobook_title: null,
    audiobook_uri: null,
    audiobook_chapter_uri: null,
    audiobook_chapter_title: null,
    reason_start: 'trackdone',
    reason_end: 'trackdone',
    shuffle: false,
    skipped: false,
    offline: false,
    offline_timestamp: 1_774_746_040,
    incognito_mode: false,
    ...values,
  }
}

/** The keys of a track that are null in the rows of other things. */
export const noTrack = {
  master_metadata_track_name: null,
  master_metadata_album_artist_name: null,
  master_metadata_album_album_name: null,
  spotify_track_uri: null,
}

/** A row of 2013 to 2024, with 21 keys: with the user's name, and other names for the address and the program. */
export function oldRow(values: Record<string, unknown> = {}): Record<string, unknown> {
  const { ip_addr: _, audiobook_title, audiobook_uri, audiobook_chapter_uri, audiobook_chapter_title, ...row } = extendedRow()
  return {
    ...row,
    username: 'exampleuser',
    ip_addr_decrypted: '203.0.113.8',
    user_agent_decrypted: 'Example%20Agent',
    ts: '2014-08-19T09:01:14Z',
    offline_timestamp: 0,
    ...values,
  }
}

/** A row of the short form. */
export function shortRow(values: Record<string, unknown> = {}): Record<string, unknown> {
  return { endTime: '2026-03-29 01:04', artistName: 'Ada Marlow', trackName: 'Midnight River', msPlayed: 200_000, ...values }
}
