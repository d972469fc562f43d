import { z } from 'zod'
import { counted } from '../shared/counted.ts'
import { Problem } from '../shared/problem.ts'
import { bareWords, wordPatterns } from '../shared/words.ts'
import { wordsOf } from '../shared/words-of.ts'
import { type ItemType, itemTypes, type Track, uriOf } from '../spotify/items.ts'
import type { SavedKind } from '../spotify/library.ts'
import type { IndexedHit } from '../store/library-index.ts'
import { findItem } from './items/find-item.ts'
import { type AnyItem, anyItem, itemRow, titledLocal } from './items/item-rows.ts'
import { findOtherReleases } from './items/other-releases.ts'
import { refreshLibrary, savedKinds, savedList } from './items/refresh-library.ts'
import { withWords, withWordsThatBegin } from './items/with-words.ts'
import { defineTool, type ToolContext } from './runtime/define.ts'
import { item as itemParameter, limit, offset, words } from './runtime/params.ts'
import { type RenderContext, range, row, table, titled } from './runtime/render.ts'
import { stopped, stoppedLines } from './runtime/stopped.ts'

const place = z.object({
  playlist: z.object({ type: z.literal('playlist'), id: z.string(), name: z.string() }),
  /** From 1, as get_playlist_items shows them. */
  positions: z.array(z.int()),
})

const held = z.object({
  /** Of an item that was never shown only kind and id are known. */
  item: z.union([anyItem, z.object({ type: z.enum(itemTypes), id: z.string(), name: z.string().optional() })]),
  saved: z.boolean(),
  savedAt: z.string().optional(),
  places: z.array(place),
})

/** `otherReleases`: the same recording under other ids, in the library; only of checked items that are not saved themselves. */
const inLibrary = held.extend({ otherReleases: z.array(held).optional() })

type Held = z.output<typeof held>
type InLibrary = z.output<typeof inLibrary>

const mostItems = 200

const shownPlaces = 5
const shownPositions = 3

/** "Do I have it, and where": answered from the index of the library, which costs next to no requests when nothing changed. */
export const findInLibrary = defineTool({
  name: 'find_in_library',
  title: 'Find in library',
  description:
    'Whether the user has something, and where: looks for words (title, artist, album) or checks items in all that is saved and all own playlists. Says since when it is saved, and at which positions of which playlists.',
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
    /** Checked items whose other releases were not looked for, and why if Spotify stopped answering. */
    notLookedFor: z.object({ songs: z.int(), why: z.string().optional() }).optional(),
    /** Kinds of saved items that could not be looked through, and why. */
    refused: z.array(z.object({ kind: z.enum(savedKinds), reason: z.string() })),
  }),

  async run({ query, items, limit, offset }, context) {
    if ((query === undefined) === (items === undefined)) {
      throw new Problem('invalid-arguments', 'find_in_library needs either words to look for (query) or items to check, and not both.')
    }
    if (items !== undefined) return findItems(items, offset, context)
    const kinds = permittedKinds(context)
    const { account, refused, ...state } = await refreshLibrary({ saved: kinds, playlists: true }, context)
    const lists = kinds.map(savedList)
    const isPermitted = ({ list }: IndexedHit) => !list.startsWith('saved:') || lists.includes(list)
    const hits = context.library.search(account, wordPatterns(query ?? '')).filter(isPermitted)
    const found = gather(hits, account, context)
    const byName = nearness(query ?? '')
    found.sort((one, other) => byName(one) - byName(other) || (other.savedAt ?? '').localeCompare(one.savedAt ?? ''))
    const reasons = refused.map(({ kind, problem }) => ({ kind, reason: problem.message }))
    return { query, found: found.slice(offset, offset + limit), total: found.length, offset, ...state, refused: reasons }
  },

  lists: ({ found }) => [found],

  render({ query, found, total, offset, stopped, playlists, unread, stale, notLookedFor, refused }, context) {
    const notes = [
      ...(stale === undefined ? [] : [`From what Tonearm read before: ${stale}`]),
      ...refused.map(({ kind, reason }) => `Saved ${kind} could not be looked through. ${reason}`),
      ...(unread === 0 ? [] : [`${counted(unread, 'playlist')} not read yet: call again to go on with them.`]),
      ...(notLookedFor === undefined ? [] : [notLookedForWords(notLookedFor)]),
    ]
    const where = `saved items and ${counted(playlists, 'own playlist')}`
    if (query === undefined) {
      const have = found.filter(isThere).length
      const others = found.filter((entry) => !isThere(entry) && entry.otherReleases?.length).length
      const more = others === 0 ? '' : `, ${others} more as another release`
      return table(`${have} of ${counted(found.length, 'item')} in ${where}${more}`, [
        ...notes,
        ...found.map((entry) => entryLine(entry, context)),
        ...stoppedLines(stopped),
      ])
    }
    if (total === 0) return table(`Nothing ${withWordsThatBegin(query)} in ${where}.`, notes)
    if (found.length === 0) return table(`Nothing more ${withWords(query)} from ${offset + 1} on: ${total} found in ${where}.`, notes)
    return table(`Found ${range(found.length, total, offset)} ${withWords(query)} in ${where}`, [
      ...notes,
      ...found.map((entry) => entryLine(entry, context)),
      ...stoppedLines(stopped),
    ])
  },
})

/** How near an item is to what was looked for, the nearest first: of that name, with the words together in its name, then in another one, then the rest. */
function nearness(query: string): (found: InLibrary) => number {
  const wanted = bareWords(query)
  return ({ item }) => {
    const name = bareWords(item.name ?? '')
    if (name === wanted) return 0
    if (` ${name}`.includes(` ${wanted}`)) return 1
    return ` ${wordsOf(item)}`.includes(` ${wanted}`) ? 2 : 3
  }
}

/** Spotify says whether each is saved, forty at a time; the index knows since when, the playlists, and the other releases that are saved. */
async function findItems(texts: string[], offset: number, context: ToolContext) {
  const items = texts.slice(offset).map((text) => findItem(text, itemTypes, context.shortIds))
  const uris = items.map(uriOf)
  const contained = await context.spotify.library.contains(uris)
  const isSaved = (one: Known) => contained.get(uriOf(one)) === true
  // A song that is not saved may be there as another release. Of other kinds, the list only tells since when.
  const kinds = permittedKinds(context).filter((kind) =>
    items.some((one) => kind === `${one.type}s` && (one.type === 'track' || isSaved(one))),
  )
  const { account, refused, ...state } = await refreshLibrary({ saved: kinds, playlists: true }, context)
  const known = new Map(
    gather(context.library.holding(account, [...new Set(uris)]), account, context).map((entry) => [uriOf(entry.item as Known), entry]),
  )
  const found = items.map(({ type, id, name }): InLibrary => {
    const entry = known.get(uriOf({ type, id }))
    const seen = name ?? context.shortIds.find(id)?.name
    return {
      item: { type, id, ...(seen !== undefined && { name: seen }) },
      places: [],
      ...entry,
      saved: isSaved({ type, id }),
      savedAt: isSaved({ type, id }) ? entry?.savedAt : undefined,
    }
  })
  const unsaved = found.flatMap(({ item, saved }) => (item.type === 'track' && !saved ? [item as Track] : []))
  const { found: releases, notLookedFor } = await findOtherReleases(unsaved, context)
  const entries = found.map((entry) => {
    const release = entry.item.type === 'track' && !entry.saved ? releases.get(entry.item.id ?? '') : undefined
    return release ? { ...entry, item: release.track, otherReleases: gather(release.hits, account, context) } : entry
  })
  const reasons = refused.map(({ kind, problem }) => ({ kind, reason: problem.message }))
  return { found: entries, total: texts.length, offset, ...state, notLookedFor, refused: reasons }
}

function permittedKinds({ account }: ToolContext): SavedKind[] {
  return savedKinds.filter((kind) => kind !== 'episodes' || account.permittedScopes.includes('user-read-playback-position'))
}

type Known = { type: ItemType; id: string }

function notLookedForWords({ songs, why }: { songs: number; why?: string | undefined }): string {
  return `Other releases of ${counted(songs, 'song')} were not looked for${why === undefined ? ': check fewer at once.' : `. ${why}`}`
}

/** Rows of many lists, as one entry for each item. */
function gather(hits: IndexedHit[], account: string, { library }: ToolContext): Held[] {
  const lists = library.lists(account)
  const entries = new Map<string, Held>()
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

function isThere({ saved, places }: Held): boolean {
  return saved || places.length > 0
}

/** `58L98x Midnight River | Golden Static | in Liked Songs since 2026-06-01 | in 5dwoiC Morning Coffee (3, 17)`. */
function entryLine(entry: InLibrary, context: RenderContext): string {
  const [first, ...others] = (entry.otherReleases ?? []).toSorted((one, other) => Number(other.saved) - Number(one.saved))
  const there = row(shortRow(entry.item, context), ...whereabouts(entry, context))
  if (!first) return isThere(entry) ? there : row(there, 'not in the library')
  const other = first.item.type === 'local' ? titledLocal(first.item) : titled(first.item as Known & { name: string }, context)
  const release = `${first.saved ? 'saved as ' : ''}another release: ${other}`
  return row(there, release, ...whereabouts(first, context), others.length > 0 ? `+${counted(others.length, 'other release')}` : undefined)
}

/** Since when it is saved, and in which playlists it stands. */
function whereabouts({ item, saved, savedAt, places }: Held, context: RenderContext): (string | undefined)[] {
  const is = saved ? savedSince(item.type, savedAt?.slice(0, 10)) : undefined
  const shown = places
    .slice(0, shownPlaces)
    .map(({ playlist, positions }) => `${titled(playlist, context)} (${some(positions, shownPositions)})`)
  const lists = shown.length === 0 ? undefined : `in ${some(shown, shownPlaces, places.length)}`
  return [is, lists]
}

/** Saved songs are in a list that the user sees under a name. */
function savedSince(type: InLibrary['item']['type'], day: string | undefined): string {
  if (type === 'track') return `in Liked Songs${day ? ` since ${day}` : ''}`
  return `${type === 'artist' || type === 'playlist' ? 'followed' : 'saved'}${day ? ` ${day}` : ''}`
}

function shortRow(item: InLibrary['item'], context: RenderContext): string {
  if ('artists' in item || 'authors' in item || 'show' in item) return itemRow(item as AnyItem, context)
  return item.name === undefined ? `${context.id(item as Known)} (${item.type})` : titled(item as Known & { name: string }, context)
}

/** The first of them, and how many more there are. */
function some(parts: (string | number)[], shown: number, all = parts.length): string {
  return [...parts.slice(0, shown), ...(all > shown ? [`+${all - shown}`] : [])].join(', ')
}
