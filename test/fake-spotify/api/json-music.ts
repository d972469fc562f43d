import type { Album, Artist, LocalTrack, Track } from '../types.ts'
import { pageOf, publicApi } from './paging.ts'

/** What most objects begin with: where they are, on the web and in the API. */
export function address(type: string, id: string) {
  return { external_urls: { spotify: `https://open.spotify.com/${type}/${id}` }, href: `${publicApi}/${type}s/${id}`, id }
}

/** SimplifiedArtistObject. */
function simpleArtist(one: Artist) {
  return { ...address('artist', one.id), name: one.name, type: 'artist', uri: `spotify:artist:${one.id}` }
}

/** ArtistObject without followers and popularity, which new apps do not get (facts 1.4). */
export function fullArtist(one: Artist) {
  const { external_urls, href, id, name, type, uri } = simpleArtist(one)
  return { external_urls, genres: one.genres, href, id, images: one.images, name, type, uri }
}

/** SimplifiedAlbumObject without available_markets, album_group and popularity (facts 1.4). */
export function simpleAlbum(one: Album) {
  return {
    album_type: one.kind,
    artists: one.artists.map(simpleArtist),
    ...address('album', one.id),
    images: one.images,
    name: one.name,
    release_date: one.releaseDate,
    release_date_precision: precision(one.releaseDate),
    total_tracks: one.totalTracks,
    type: 'album',
    uri: `spotify:album:${one.id}`,
  }
}

/** AlbumObject without label; its genres are always empty (facts 1.4). The first 50 tracks are inside. */
export function fullAlbum(one: Album, tracks: Track[]) {
  const { type, uri, ...most } = simpleAlbum(one)
  return {
    ...most,
    copyrights: [
      { text: `© ${one.copyright}`, type: 'C' },
      { text: `℗ ${one.copyright}`, type: 'P' },
    ],
    external_ids: { upc: one.upc },
    genres: [],
    tracks: pageOf(tracks, 50, 0, simpleTrack, (offset) => `${publicApi}/albums/${one.id}/tracks?offset=${offset}&limit=50`),
    type,
    uri,
  }
}

/** SimplifiedTrackObject, as in the track list of an album. */
export function simpleTrack(one: Track) {
  return {
    artists: one.artists.map(simpleArtist),
    disc_number: one.discNumber,
    duration_ms: one.durationMs,
    explicit: one.explicit,
    ...address('track', one.id),
    is_local: false,
    ...(one.playable ? { is_playable: true } : { is_playable: false, restrictions: { reason: 'market' } }),
    name: one.name,
    preview_url: null,
    track_number: one.trackNumber,
    type: 'track',
    uri: `spotify:track:${one.id}`,
  }
}

/** TrackObject without available_markets, linked_from and popularity; external_ids came back in March 2026 (facts 1.4, 1.6). */
export function fullTrack(one: Track) {
  return { album: simpleAlbum(one.album), ...simpleTrack(one), external_ids: { isrc: one.isrc } }
}

/** A row's local file: a track without id, href and web address. */
export function localTrackJson(one: LocalTrack) {
  const part = (text: string) => encodeURIComponent(text).replaceAll('%20', '+')
  const nobody = { external_urls: {}, href: null, id: null }
  return {
    album: {
      album_type: null,
      artists: [],
      ...nobody,
      images: [],
      name: one.album,
      release_date: null,
      release_date_precision: null,
      total_tracks: 0,
      type: 'album',
      uri: null,
    },
    artists: [{ ...nobody, name: one.artist, type: 'artist', uri: null }],
    disc_number: 0,
    duration_ms: one.durationMs,
    explicit: false,
    external_ids: {},
    ...nobody,
    is_local: true,
    name: one.name,
    preview_url: null,
    track_number: 0,
    type: 'track',
    uri: localUri(one, part),
  }
}

/** `spotify:local:artist:album:title:seconds`. */
export function localUri(one: LocalTrack, part = (text: string) => encodeURIComponent(text).replaceAll('%20', '+')): string {
  return `spotify:local:${part(one.artist)}:${part(one.album)}:${part(one.name)}:${Math.round(one.durationMs / 1000)}`
}

/** How exact a release date is, by its length. */
export function precision(date: string): 'year' | 'month' | 'day' {
  return date.length === 4 ? 'year' : date.length === 7 ? 'month' : 'day'
}
