import { z } from 'zod'
import { cleanText } from '../../shared/clean-text.ts'
import { counted } from '../../shared/counted.ts'
import { isProblem, Problem } from '../../shared/problem.ts'
import { containsWords, plainWords, sameWords } from '../../shared/words.ts'
import type { SearchResult } from '../../spotify/catalog.ts'
import type { Spotify } from '../../spotify/client.ts'
import type { Artist, ItemType, Playlist } from '../../spotify/items.ts'
import { parseReference } from '../../spotify/references.ts'
import type { ShortIds } from '../../store/short-ids.ts'
import { findItem, refuseAddress } from '../items/find-item.ts'

/** What the player can start. Audiobooks are not among it: Spotify's API does not play them as a whole. */
const playableTypes = ['track', 'album', 'artist', 'playlist', 'show', 'episode'] as const satisfies ItemType[]

/** What is going to be played, and how it was found. `artists` are those of a track or album. */
export const choice = z.object({
  type: z.enum(playableTypes),
  id: z.string(),
  name: z.string().optional(),
  artists: z.array(z.object({ name: z.string() })).optional(),
  how: z.enum(['id', 'own playlist', 'search']),
})

export type Choice = z.output<typeof choice>

/** Shorter words are too often both: a word and the beginning of some id. Rows show six characters at least. */
const shortestId = 6

const shortIdForm = /^[0-9A-Za-z]{6,22}$/

/**
 * What somebody wants to hear: an item in any form, the name of a playlist in the library, or words that are searched for.
 *
 * A playlist of exactly that name wins over everything that a search could find: "play Road Trip" means the person's own. Costs no request for an
 * item, a request for each 50 playlists (if they may be read) and one search else.
 *
 * @throws Problem `unknown-item` or `ambiguous-item` that says what it could be
 */
export async function findWhatToPlay(
  text: string,
  { spotify, shortIds, account }: { spotify: Spotify; shortIds: ShortIds; account: { permittedScopes: readonly string[] } },
): Promise<Choice> {
  const item = asItem(text, shortIds)
  if (item) return item
  const { kind, words } = readKind(text)
  if (kind !== 'album' && kind !== 'show' && account.permittedScopes.includes('playlist-read-private')) {
    const { rows } = await spotify.listener.playlists({ offset: 0, limit: 11_000 })
    const playlists = rows.filter((row) => row !== null)
    const own = playlistCalled(words, playlists, kind === 'playlist', shortIds)
    if (own) return { type: 'playlist', id: own.id, name: own.name, how: 'own playlist' }
  }
  const types = kind ? [kind] : (['track', 'album', 'artist', 'show'] as const)
  const found = await spotify.catalog.search(words, types, { limit: 5 })
  const best = bestMatch(words, found)
  if (!best || (looksLikeId(words) && !isNamed(best, words))) {
    throw new Problem('unknown-item', `Nothing to play was found for "${cleanText(text, 60)}". Try other words, or search and give the id.`)
  }
  return best
}

/** A short id counts only if it is known: everything else may be a name. */
function asItem(text: string, shortIds: ShortIds): Choice | undefined {
  if (!parseReference(text) && (text.length < shortestId || !isKnown(text, shortIds))) {
    refuseAddress(text)
    if (/^https?:/.test(text)) throw new Problem('invalid-arguments', `"${cleanText(text, 100)}" is not an address of Spotify.`)
    return undefined
  }
  const { type, id, name } = findItem(text, playableTypes, shortIds)
  return { type: playableTypes.find((one) => one === type) ?? 'track', id, name: name ?? shortIds.find(id)?.name, how: 'id' }
}

/** @throws Problem `ambiguous-item` when it is the beginning of several known ids */
function isKnown(text: string, shortIds: ShortIds): boolean {
  try {
    return shortIds.resolve(text) !== undefined
  } catch (error) {
    if (isProblem(error, 'ambiguous-item')) throw error
    return false
  }
}

/** "my Road Trip playlist", "album Quiet Harbor": which kind was meant, and the words without it. */
function readKind(text: string): { kind?: 'playlist' | 'album' | 'show'; words: string } {
  const match = /^(?:(?:my|the) )?(?:(playlist|album|podcast) (.+)|(.+) (playlist|album|podcast))$/i.exec(text)
  const kind = (match?.[1] ?? match?.[4])?.toLowerCase()
  const words = match?.[2] ?? match?.[3]
  if (kind === undefined || words === undefined) return { words: text }
  return { kind: kind === 'podcast' ? 'show' : kind === 'album' ? 'album' : 'playlist', words }
}

/** Signs and pictures in a name are nothing that somebody says: "Road Trip" is "Road Trip 🚗". */
function spoken(text: string): string {
  return plainWords(text.replace(/[^\p{L}\p{N}\p{M}]+/gu, ' '))
}

/** @param loosely all words in the name are enough */
function playlistCalled(words: string, playlists: Playlist[], loosely: boolean, shortIds: ShortIds): Playlist | undefined {
  const ways: ((name: string) => boolean)[] = [
    (name) => sameWords(name, words),
    (name) => spoken(name) === spoken(words) && spoken(words) !== '',
    (name) => loosely && containsWords(name, words),
  ]
  const candidates = ways.map((matches) => playlists.filter(({ name }) => matches(name)))
  const [found, ...others] = candidates.find((matching) => matching.length > 0) ?? []
  if (!found || others.length === 0) return found
  const shown = [found, ...others].slice(0, 5)
  const short = shortIds.remember(shown)
  const choices = shown.map(
    ({ id, name, tracks }) => `${short.get(id)} ${cleanText(name, 60)}${tracks === undefined ? '' : ` (${counted(tracks, 'track')})`}`,
  )
  throw new Problem(
    'ambiguous-item',
    `"${cleanText(words, 60)}" could be ${others.length + 1} playlists: ${choices.join(' or ')}. Give the id.`,
  )
}

/**
 * The best of what a search found. Spotify ranks each kind by itself, so between kinds the name decides: the first artist, song, album or podcast
 * of exactly that name, in this order; else the first song, which is what most words mean.
 */
function bestMatch(words: string, found: SearchResult): Choice | undefined {
  const firsts = [found.artist, found.track, found.album, found.show, found.playlist].map((page) => page?.rows[0])
  const [artist, track, album, show, playlist] = firsts
  const candidates = firsts.filter((item) => item?.id !== undefined)
  const best =
    candidates.find((item) => item && spoken(item.name) === spoken(words)) ??
    [track, album, artist, show, playlist].find((item) => item?.id)
  if (!best?.id) return undefined
  const by: Artist[] | undefined = 'artists' in best ? best.artists : undefined
  return { type: best.type, id: best.id, name: best.name, ...(by && { artists: by.map(({ name }) => ({ name })) }), how: 'search' }
}

/** Letters and figures mixed: rather a short id that was copied wrong than something to search for. */
function looksLikeId(words: string): boolean {
  return shortIdForm.test(words) && (/[a-z][A-Z]/.test(words) || (/\d/.test(words) && /[a-z]/i.test(words)))
}

function isNamed({ name, artists = [] }: Choice, words: string): boolean {
  return [name ?? '', ...artists.map((artist) => artist.name)].some((text) => spoken(text).replaceAll(' ', '').includes(spoken(words)))
}
