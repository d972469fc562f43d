import { z } from 'zod'
import { requireScopes } from '../config/scopes.ts'
import { cleanText } from '../shared/clean-text.ts'
import { thereAre } from '../shared/counted.ts'
import { recordingKey } from '../shared/recording.ts'
import type { Spotify } from '../spotify/client.ts'
import { type Artist, album, artist, audiobook, chapter, episode, itemTypes, playlist, show, type Track, track } from '../spotify/items.ts'
import { type FoundItem, findItem } from './items/find-item.ts'
import { fullColumns, visibility } from './items/full-columns.ts'
import { countedIfKnown, heard, otherKind } from './items/item-rows.ts'
import { defineTool } from './runtime/define.ts'
import { full, item as itemParameter, offset } from './runtime/params.ts'
import { duration, long, name, names, type RenderContext, range, row, table, titled, totalLength } from './runtime/render.ts'
import { stopped, stoppedLines } from './runtime/stopped.ts'

/** The rows of a list inside an item, null where one is unavailable, and how many there are in all. */
const listOf = <Row extends z.ZodType>(row: Row) => z.object({ rows: z.array(row.nullable()), total: z.int() })

const output = z.object({
  offset: z.int(),
  stopped,
  found: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('track'), item: track }),
    z.object({ kind: z.literal('album'), item: album, tracks: listOf(track) }),
    z.object({ kind: z.literal('artist'), item: artist, albums: listOf(album), topTracks: z.array(track) }),
    z.object({ kind: z.literal('playlist'), item: playlist, readable: z.boolean() }),
    z.object({ kind: z.literal('show'), item: show, description: z.string(), episodes: listOf(episode) }),
    z.object({ kind: z.literal('episode'), item: episode, description: z.string() }),
    z.object({ kind: z.literal('audiobook'), item: audiobook, description: z.string(), chapters: listOf(chapter) }),
  ]),
})

type Found = z.output<typeof output>['found']

/** How many rows an item's list shows when nobody said: an album whole, of the others the first. */
const usualRows = { album: 100, artist: 10, show: 10, audiobook: 50 }

const shownTopTracks = 10

const unavailable = '(unavailable)'

/** One item with what belongs to it: an album's tracks, an artist's albums and top songs, a show's latest episodes, an audiobook's chapters. */
export const getItem = defineTool({
  name: 'get_item',
  title: 'Item',
  description:
    'One item by id, URI or link: an album with its track list, artist with albums and well-known songs (as search ranks them), show with its latest episodes, audiobook with its chapters, or a track, episode or playlist.',
  scopes: [],
  furtherScopes: ['playlist-read-private'],
  effect: 'read',
  input: {
    item: itemParameter(),
    limit: z.int().min(1).max(200).optional(),
    offset: offset(),
    full: full(),
  },
  output,

  async run({ item, limit, offset }, { spotify, shortIds, account }) {
    const found = await read(findItem(item, itemTypes, shortIds), { limit, offset }, spotify)
    if (found.kind === 'playlist' && found.item.public === false)
      requireScopes(['playlist-read-private'], account, 'A private playlist needs')
    return { offset, found }
  },

  lists: ({ found }) => Object.values(found).flatMap((part) => (typeof part === 'object' && 'rows' in part ? [part.rows] : [])),

  render({ found, offset, stopped }, context) {
    const kind = found.kind === 'album' ? (found.item.kind ?? found.kind) : found.kind
    const head = (...columns: (string | undefined)[]) => row(`${titled(found.item, context)} (${kind})`, ...columns)
    switch (found.kind) {
      case 'track':
        return head(
          credits(found.item.artists, context),
          found.item.album && `on ${titled(found.item.album, context)}`,
          duration(found.item.durationMs),
          ...fullColumns(found.item, context),
        )
      case 'album': {
        const { item, tracks } = found
        return table(
          head(
            credits(item.artists, context),
            item.released,
            part(tracks, offset, 'track'),
            playingTime(tracks),
            ...fullColumns(item, context),
          ),
          [
            ...tracks.rows.map((track, index) => {
              const number = offset + index + 1
              return track ? albumTrackRow(track, item, number, context) : `${number} ${unavailable}`
            }),
            ...stoppedLines(stopped),
          ],
        )
      }
      case 'artist':
        return [
          table(head(part(found.albums, offset, 'release')), [
            ...found.albums.rows.map((album) =>
              album
                ? row(titled(album, context), album.released?.slice(0, 4), otherKind(album), countedIfKnown(album.tracks, 'track'))
                : unavailable,
            ),
            ...stoppedLines(stopped),
          ]),
          ...(found.topTracks.length === 0
            ? []
            : [
                table(
                  'Top songs by search',
                  found.topTracks.map((track) =>
                    row(titled(track, context), track.album && name(track.album.name), duration(track.durationMs)),
                  ),
                ),
              ]),
        ].join('\n')
      case 'playlist': {
        const { item, readable } = found
        const contents = readable
          ? `${countedIfKnown(item.tracks, 'row') ?? 'rows'}: get_playlist_items`
          : 'it belongs to somebody else, so Spotify does not show its songs to apps'
        return table(head(`by ${name(item.owner.name)}`, visibility(item), contents), about(item.description, context))
      }
      case 'show':
        return table(head(part(found.episodes, offset, 'episode')), [
          ...about(found.description, context),
          ...found.episodes.rows.map((episode) =>
            episode ? row(titled(episode, context), episode.released, duration(episode.durationMs), heard(episode)) : unavailable,
          ),
          ...stoppedLines(stopped),
        ])
      case 'episode': {
        const { item, description } = found
        return table(
          head(item.show && `of ${titled(item.show, context)}`, item.released, duration(item.durationMs), heard(item)),
          about(description, context),
        )
      }
      case 'audiobook':
        return table(head(names(found.item.authors.map((author) => ({ name: author }))), part(found.chapters, offset, 'chapter')), [
          ...about(found.description, context),
          ...found.chapters.rows.map((chapter, index) =>
            chapter
              ? row(`${offset + index + 1} ${name(chapter.name)}`, duration(chapter.durationMs), heard(chapter))
              : `${offset + index + 1} ${unavailable}`,
          ),
          ...stoppedLines(stopped),
        ])
    }
  },
})

async function read({ type, id }: FoundItem, wanted: { limit?: number; offset: number }, spotify: Spotify): Promise<Found> {
  const { catalog } = spotify
  const list = (usual: number) => ({ offset: wanted.offset, limit: wanted.limit ?? usual })
  switch (type) {
    case 'track':
      return { kind: type, item: await catalog.track(id) }
    case 'album': {
      const { album, tracks } = await catalog.album(id, list(usualRows.album))
      return { kind: type, item: album, tracks }
    }
    case 'artist': {
      const [item, albums] = await Promise.all([catalog.artist(id), catalog.artistAlbums(id, list(usualRows.artist))])
      return { kind: type, item, albums, topTracks: wanted.offset === 0 ? await topTracks({ id, name: item.name }, spotify) : [] }
    }
    case 'playlist': {
      const { readable, ...item } = await spotify.playlists.details(id)
      return { kind: type, item, readable }
    }
    case 'show': {
      const { show, ...rest } = await catalog.show(id, list(usualRows.show))
      return { kind: type, item: show, ...rest }
    }
    case 'episode': {
      const { episode, description } = await catalog.episode(id)
      return { kind: type, item: episode, description }
    }
    case 'audiobook': {
      const { audiobook, ...rest } = await catalog.audiobook(id, list(usualRows.audiobook))
      return { kind: type, item: audiobook, ...rest }
    }
  }
}

/** Each song once, however many releases of it the search knows. */
async function topTracks(artist: { id: string; name: string }, spotify: Spotify): Promise<Track[]> {
  const songs = new Map<string | undefined, Track>()
  for (const track of await spotify.catalog.artistTopTracks(artist)) {
    const key = recordingKey(track) ?? track.id
    if (!songs.has(key)) songs.set(key, track)
  }
  return [...songs.values()].slice(0, shownTopTracks)
}

/** The artists only where they are not the album's own. */
function albumTrackRow(track: Track, { artists }: { artists: Artist[] }, number: number, context: RenderContext): string {
  const same = names(track.artists) === names(artists)
  return row(`${number} ${titled(track, context)}`, same ? undefined : names(track.artists), duration(track.durationMs))
}

/** The artists with their ids, which lead on to them. */
function credits(artists: Artist[], context: RenderContext): string {
  const shown = artists.slice(0, 3).map((artist) => titled(artist, context))
  return `by ${[...shown, ...(artists.length > 3 ? [`+${artists.length - 3}`] : [])].join(', ')}`
}

/** How long an album is, when all of its tracks are here. */
function playingTime({ rows, total }: { rows: (Track | null)[]; total: number }): string | undefined {
  const length = rows.length === total ? totalLength(rows) : undefined
  return length === undefined ? undefined : long(length)
}

/** `12 tracks`, or which of them. */
function part({ rows, total }: { rows: unknown[]; total: number }, offset: number, what: string): string | undefined {
  if (rows.length === total) return countedIfKnown(total, what)
  if (rows.length === 0) return `no ${what} from ${offset + 1} on: ${thereAre(total)}`
  return `${what}s ${range(rows.length, total, offset)}`
}

/** A description in one line; the whole of it (up to a thousand characters) with `full`. */
function about(description: string | undefined, context: RenderContext): string[] {
  const text = cleanText(description ?? '', context.full ? 1000 : 200).replaceAll('|', '¦')
  return text === '' ? [] : [`About: ${text}`]
}
