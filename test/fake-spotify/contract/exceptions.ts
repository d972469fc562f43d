/**
 * Where the contract does not describe what Spotify really answers to a new app: the one place that lists it, with the source.
 *
 * `notRequired`: fields the contract requires that are gone. `nullable`: fields that may be null though the contract does not say so.
 */
export const schemaExceptions: { schema: string; notRequired?: string[]; nullable?: string[]; source: string }[] = [
  { schema: 'AlbumBase', notRequired: ['available_markets'], source: 'facts 1.4: removed in February 2026' },
  { schema: 'AlbumObject', notRequired: ['label', 'popularity'], source: 'facts 1.4: removed in February 2026' },
  { schema: 'ArtistDiscographyAlbumObject', notRequired: ['album_group'], source: 'facts 1.4: removed in February 2026' },
  { schema: 'ShowBase', notRequired: ['available_markets', 'publisher'], source: 'facts 1.4: removed in February 2026' },
  { schema: 'AudiobookBase', notRequired: ['available_markets', 'publisher'], source: 'facts 1.4: removed in February 2026' },
  {
    schema: 'PlaylistTrackObject',
    nullable: ['added_at', 'added_by', 'item'],
    source: 'the contract\'s own descriptions: "may return null"',
  },
  { schema: 'SimplifiedPlaylistObject', nullable: ['description'], source: 'the description of PlaylistObject, where it is nullable' },
  { schema: 'PlayHistoryObject', nullable: ['context'], source: 'ContextObject: "Can be null"' },
  { schema: 'CurrentlyPlayingContextObject', nullable: ['context', 'item'], source: 'the contract\'s own descriptions: "Can be null"' },
  { schema: 'CurrentlyPlayingObject', nullable: ['context', 'item'], source: 'the contract\'s own descriptions: "Can be null"' },
  { schema: 'QueueObject', nullable: ['currently_playing'], source: 'the contract\'s own description: "Can be null"' },
  { schema: 'CursorPagingObject', nullable: ['next', 'cursors'], source: 'the contract\'s own description of next: "null if none"' },
  { schema: 'CursorObject', nullable: ['after', 'before'], source: 'the last page has no cursor' },
]

/** Lists in which an entry may be null: a playlist that Spotify cannot load, and its own playlists in a search (facts 1.1). */
export const listsWithNull = ['PagingPlaylistObject']

/** Fields flagged as deprecated that new apps still get: the changelogs do not remove them, or took it back (facts 1.4, 1.6). */
export const stillSent = ['genres', 'preview_url', 'audio_preview_url', 'language']

/** Fields the contract does not know. `actions` really has one object `disallows`; the contract shows that object's fields in its place. */
export const unknownButSent = ['disallows']

/** Statuses that come though the contract does not list them. */
export const statusExceptions: { path: RegExp; method: RegExp; status: number; source: string }[] = [
  {
    path: /^\/me\/player/,
    method: /^(PUT|POST)$/,
    status: 200,
    source: 'facts 3.3: commands answer 200 with a short text that is not JSON',
  },
  { path: /^\/me\/player\/currently-playing$/, method: /^GET$/, status: 204, source: 'facts 3.3: nothing is playing' },
]
