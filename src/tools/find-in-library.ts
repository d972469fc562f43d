import { z } from 'zod'
import { counted } from '../shared/counted.ts'
import { Problem } from '../shared/problem.ts'
import { bareWords, wordBeginnings } from '../shared/songs.ts'
import { type ItemType, itemTypes, uriOf } from '../spotify/items.ts'
import type { IndexedHit } from '../store/library-index.ts'
import { findItem } from './items/find-item.ts'
import { type AnyItem, anyItem, itemRow } from './items/item-rows.ts'
import { refreshLibrary, savedKinds, savedList } from './items/refresh-library.ts'
import { defineTool, type ToolContext } from './runtime/define.ts'
import { item as itemParameter, limit, offset, words } from './runtime/params.ts'
import { name, type RenderContext, range, row, table, titled } from './runtime/render.ts'
import { stopped, stoppedLines } from './runtime/stopped.ts'

const place = z.object({
  playlist: z.object({ type: z.literal('playlist'), id: z.string(), name: z.string() }),
  /** From 1, as get_playlist_items shows them. */
  positions: z.array(z.int()),
})

const inLibrary = z.object({
  /** Of an item that was never shown only kind and id are known. */
  item: z.union([anyItem, z.object({ type: z.enum(itemTypes), id: z.string(), name: z.string().optional() })]),
  saved: z.boolean(),
  savedAt: z.string().optional(),
  places: z.array(place),
})

type InLibrary = z.output<typeof inLibrary>

const mostItems = 200

const shownPlaces = 5
const shownPositions = 3

/** "Do I have it, and where": answered from the index of the library, which costs next to no requests when nothing changed. */
export const findInLibrary = defineTool({
  name: 'find_in_library',
  title: 'Find in library',
  description:
    'Whether the user has something, and where: looks for words (title, artist, album) or checks items in all that is saved and all own playlists. Returns since when it is saved, and which playlists contain it at which positions.',
  scopes: ['user-library-read', 'playlist-read-private'],
  furtherScopes: ['user-read-playback-position'],
  effect: 'read',
  input: {
    query: words(200).optional(),
    items: z.array(itemParameter()).min(1).max(mostItems).optional(),
    limit: limit(20, 200),
    offset: offset(),
  },
  output: z.object({
    query: z.string().optional(),
    found: z.array(inLibrary),
    total: z.int(),
    offset: z.int(),
    stopped,
    playlists: z.int(),
    unread: z.int(),
    stale: z.string().optional(),
    /** Kinds of saved items that could not be looked through, and why. */
    refused: z.array(z.object({ kind: z.enum(savedKinds), reason: z.string() })),
  }),

  async run({ query, items, limit, offset }, context) {
    if ((query === undefined) === (items === undefined)) {
      throw new Problem('invalid-arguments', 'find_in_library needs either words to look for (query) or items to check, and not both.')
    }
    if (items !== undefined) return findItems(items, offset, context)
    const kinds = savedKinds.filter(
      (kind) => kind !== 'episodes' || context.account.permittedScopes.includes('user-read-playback-position'),
    )
    const { account, refused, ...state } = await refreshLibrary({ saved: kinds, playlists: true }, context)
    const lists = kinds.map(savedList)
    const isPermitted = ({ list }: IndexedHit) => !list.startsWith('saved:') || lists.includes(list)
    const hits = context.library.search(account, wordBeginnings(query ?? '')).filter(isPermitted)
    const found = gather(hits, account, context)
    const wanted = bareWords(query ?? '')
    const byName = ({ item }: InLibrary) =>
      bareWords(item.name ?? '') === wanted ? 0 : bareWords(item.name ?? '').includes(wanted) ? 1 : 2
    found.sort((one, other) => byName(one) - byName(other) || (other.savedAt ?? '').localeCompare(one.savedAt ?? ''))
    const reasons = refused.map(({ kind, problem }) => ({ kind, reason: problem.message }))
    return { query, found: found.slice(offset, offset + limit), total: found.length, offset, ...state, refused: reasons }
  },

  lists: ({ found }) => [found],

  render({ query, found, total, offset, stopped, playlists, unread, stale, refused }, context) {
    const notes = [
      ...(stale === undefined ? [] : [`From what Tonearm read before: ${stale}`]),
      ...refused.map(({ kind, reason }) => `Saved ${kind} could not be looked through. ${reason}`),
      ...(unread === 0 ? [] : [`${counted(unread, 'playlist')} not read yet: call again to go on with them.`]),
    ]
    const where = `saved items and ${counted(playlists, 'own playlist')}`
    if (query === undefined) {
      const have = found.filter(({ saved, places }) => saved || places.length > 0).length
      return table(`${have} of ${counted(found.length, 'item')} in ${where}`, [
        ...notes,
        ...found.map((entry) => entryLine(entry, context)),
        ...stoppedLines(stopped),
      ])
    }
    if (total === 0) return table(`Nothing with "${name(query)}" in ${where}.`, notes)
    if (found.length === 0) return table(`Nothing more with "${name(query)}" from ${offset + 1} on: ${total} found in ${where}.`, notes)
    return table(`Found ${range(found.length, total, offset)} with "${name(query)}" in ${where}`, [
      ...notes,
      ...found.map((entry) => entryLine(entry, context)),
      ...stoppedLines(stopped),
    ])
  },
})

/** Spotify says whether each is saved, forty at a time; the index knows the playlists. */
async function findItems(texts: string[], offset: number, context: ToolContext) {
  const items = texts.slice(offset).map((text) => findItem(text, itemTypes, context.shortIds))
  const uris = items.map(uriOf)
  const [saved, { account, refused: _, ...state }] = await Promise.all([
    context.spotify.library.contains(uris),
    refreshLibrary({ saved: [], playlists: true }, context),
  ])
  const held = new Map(
    gather(context.library.holding(account, [...new Set(uris)]), account, context).map((entry) => [uriOf(entry.item as Known), entry]),
  )
  const found = items.map(({ type, id, name }): InLibrary => {
    const entry = held.get(uriOf({ type, id }))
    const seen = name ?? context.shortIds.find(id)?.name
    return {
      item: { type, id, ...(seen !== undefined && { name: seen }) },
      places: [],
      ...entry,
      saved: saved.get(uriOf({ type, id })) === true,
    }
  })
  return { found, total: texts.length, offset, ...state, refused: [] }
}

type Known = { type: ItemType; id: string }

/** Rows of many lists, as one entry for each item. */
function gather(hits: IndexedHit[], account: string, { library }: ToolContext): InLibrary[] {
  const lists = library.lists(account)
  const entries = new Map<string, InLibrary>()
  for (const { list, position, uri, item, addedAt } of hits) {
    const key = uri ?? JSON.stringify(item)
    const entry = entries.get(key) ?? { item: item as AnyItem, saved: false, places: [] }
    entries.set(key, entry)
    if (list.startsWith('saved:')) {
      Object.assign(entry, { saved: true, savedAt: addedAt })
      continue
    }
    const there = entry.places.find(({ playlist }) => playlist.id === list)
    if (there) there.positions.push(position + 1)
    else entry.places.push({ playlist: { type: 'playlist', id: list, name: lists.get(list)?.name ?? '' }, positions: [position + 1] })
  }
  return [...entries.values()]
}

/** `58L98x Midnight River | Golden Static | saved 2026-06-01 | in 5dwoiC Morning Coffee (3, 17)`. */
function entryLine({ item, saved, savedAt, places }: InLibrary, context: RenderContext): string {
  const follows = item.type === 'artist' || item.type === 'playlist'
  const is = saved ? `${follows ? 'followed' : 'saved'}${savedAt ? ` ${savedAt.slice(0, 10)}` : ''}` : undefined
  const shown = places
    .slice(0, shownPlaces)
    .map(({ playlist, positions }) => `${titled(playlist, context)} (${some(positions, shownPositions)})`)
  const lists = shown.length === 0 ? undefined : `in ${some(shown, shownPlaces, places.length)}`
  return row(shortRow(item, context), is, lists, saved || places.length > 0 ? undefined : 'not in the library')
}

function shortRow(item: InLibrary['item'], context: RenderContext): string {
  if ('artists' in item || 'authors' in item || 'show' in item) return itemRow(item as AnyItem, context)
  return item.name === undefined ? `${context.id(item as Known)} (${item.type})` : titled(item as Known & { name: string }, context)
}

/** The first of them, and how many more there are. */
function some(parts: (string | number)[], shown: number, all = parts.length): string {
  return [...parts.slice(0, shown), ...(all > shown ? [`+${all - shown}`] : [])].join(', ')
}
