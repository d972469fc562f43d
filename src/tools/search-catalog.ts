import { z } from 'zod'
import { lastSearchOffset } from '../spotify/catalog.ts'
import { album, artist, audiobook, episode, playlist, show } from '../spotify/items.ts'
import { askedAsNote, askedAsWords } from './items/asked-as.ts'
import { refuseAddressAsWords } from './items/find-item.ts'
import { itemRow } from './items/item-rows.ts'
import { defineTool } from './runtime/define.ts'
import { limit, offset, words } from './runtime/params.ts'
import { name, range, table } from './runtime/render.ts'
import { stopped, stoppedLines, whereStopped } from './runtime/stopped.ts'

const types = ['album', 'artist', 'playlist', 'show', 'episode', 'audiobook'] as const

const found = <Item extends z.ZodType>(item: Item) => z.object({ rows: z.array(item), total: z.int() }).optional()

/** Everything but songs, several kinds with one request: artists, albums, playlists, podcasts, audiobooks. */
export const searchCatalog = defineTool({
  name: 'search_catalog',
  title: 'Search Spotify',
  description:
    'Find albums, artists, playlists, podcasts (show), episodes and audiobooks on Spotify, best match first (songs: search_tracks). Albums take filters such as artist:"Nina Simone" year:1965-1970 or tag:new (last two weeks).',
  scopes: [],
  effect: 'read',
  input: {
    query: words(),
    types: z.array(z.enum(types)).min(1),
    limit: limit(5, 50).describe('of each type'),
    offset: offset(lastSearchOffset),
  },
  output: z.object({
    query: z.string(),
    askedAs: askedAsWords,
    types: z.array(z.enum(types)),
    album: found(album),
    artist: found(artist),
    playlist: found(playlist),
    show: found(show),
    episode: found(episode),
    audiobook: found(audiobook),
    offset: z.int(),
    stopped,
  }),

  async run({ query, types, limit, offset }, { spotify, progress }) {
    refuseAddressAsWords(query)
    const distinct = [...new Set(types)]
    const { stopped, ...found } = await spotify.catalog.search(query, distinct, { offset, limit }, progress)
    const longest = distinct.map((type) => found[type]?.rows ?? []).reduce((one, other) => (other.length > one.length ? other : one))
    return { query, types: distinct, ...found, offset, stopped: whereStopped({ rows: longest, stopped }, offset) }
  },

  lists: (result) => result.types.map((type): unknown[] => result[type]?.rows ?? []),

  render({ query, askedAs, types, offset, stopped, ...result }, context) {
    const lists = types.map((type) => ({ type, rows: result[type]?.rows ?? [], total: result[type]?.total ?? 0 }))
    const without = lists.filter(({ rows }) => rows.length === 0).map(({ type }) => type)
    const none = `No ${without.join(', no ')}`
    const sentence =
      offset > 0 ? `${none} from ${offset + 1} on for "${name(query)}".` : `${none} found for "${name(query)}". Try fewer or other words.`
    const nothing = without.length > 0 ? [sentence] : []
    const parts = lists.filter(({ rows }) => rows.length > 0)
    const tables = parts.map(({ type, rows, total }) =>
      table(
        `${headings[type]} ${range(rows.length, total, offset)}`,
        rows.map((item) => itemRow(item, context)),
      ),
    )
    return [...(parts.length > 0 ? askedAsNote(askedAs) : []), ...tables, ...nothing, ...stoppedLines(stopped)].join('\n')
  },
})

const headings = {
  album: 'Albums',
  artist: 'Artists',
  playlist: 'Playlists',
  show: 'Shows',
  episode: 'Episodes',
  audiobook: 'Audiobooks',
} as const
