import { z } from 'zod'
import { type PermittedScopes, requireScopes } from '../../config/scopes.ts'
import { cleanText } from '../../shared/clean-text.ts'
import { counted } from '../../shared/counted.ts'
import { isProblem, Problem } from '../../shared/problem.ts'
import { plainWords, sameWords, searchedWords, wordFilter } from '../../shared/words.ts'
import type { Spotify } from '../../spotify/client.ts'
import type { Artist, ItemType, Playlist } from '../../spotify/items.ts'
import { parseReference } from '../../spotify/references.ts'
import type { ShortIds } from '../../store/short-ids.ts'
import { findItem, refuseAddress } from '../items/find-item.ts'
import { doubtfulFrom } from '../matching/match-score.ts'
import type { Match } from './best-match.ts'
import { findByWords } from './find-by-words.ts'
import { type RequestReading, readRequest, readStart } from './read-request.ts'
import { audiobookNamed, audiobookProblem, refuseUnplayable } from './unplayable.ts'

/** What the player can start. Audiobooks are not among it: Spotify's API does not play them as a whole. */
const playableTypes = ['track', 'album', 'artist', 'playlist', 'show', 'episode'] as const satisfies ItemType[]

/** What is going to be played, and how it was found. `artists` are those of a track or album. */
export const choice = z.object({
  type: z.enum(playableTypes),
  id: z.string(),
  name: z.string().optional(),
  artists: z.array(z.object({ name: z.string() })).optional(),
  how: z.enum(['id', 'own playlist', 'search', 'guess']),
  /** Called the same, and not chosen. */
  namesake: z.object({ type: z.literal('artist'), id: z.string(), name: z.string() }).optional(),
  /** The newest episode or album was asked for. */
  newest: z.literal(true).optional(),
  /** What Spotify does not start for apps; this is the nearest thing that it does. */
  insteadOf: z.enum(['genre', 'radio']).optional(),
})

export type Choice = z.output<typeof choice>

type Context = { spotify: Spotify; shortIds: ShortIds; account: PermittedScopes }

/** Shorter words are too often both: a word and the beginning of some id. Rows show six characters at least. */
const shortestId = 6

const shortIdForm = /^[0-9A-Za-z]{6,22}$/

/**
 * What somebody wants to hear: an item in any form, the name of a playlist in the library, or words that are searched for.
 *
 * A playlist of exactly that name wins over everything that a search could find: "play Road Trip" means the person's own. Costs no request for an
 * item; else a request for each 50 playlists (if they may be read) and one to four searches.
 *
 * @throws Problem `unknown-item` or `ambiguous-item` that says what it could be, `not-available` for what Spotify lets no app play
 */
export async function findWhatToPlay(text: string, context: Context): Promise<Choice> {
  const { spotify, shortIds } = context
  refuseUnplayable(text)
  const { words } = readStart(text)
  const book = audiobookNamed(words, shortIds)
  if (book) throw await audiobookProblem(book, context)
  const item = asItem(words, shortIds)
  if (item) return item
  const readings = readRequest(text)
  const own = await ownPlaylist(readings, context)
  if (own) return { type: 'playlist', id: own.id, name: own.name, how: 'own playlist' }
  const match = await findByWords(readings, spotify.catalog)
  if (match?.item.type === 'audiobook') throw await audiobookProblem(match.item, context)
  const best = match && asChoice(match)
  if (!best || (looksLikeId(text) && !isNamed(best, text))) {
    throw new Problem(
      'unknown-item',
      `Nothing to play was found for "${cleanText(text, 60)}". Try other words, or find it with search_catalog and give the id.`,
    )
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

/** Signs and pictures in a name are nothing that somebody says: "Road Trip" is "Road Trip 🚗". */
function spoken(text: string): string {
  return plainWords(text.replace(/[^\p{L}\p{N}\p{M}]+/gu, ' '))
}

/**
 * The listener's playlist that is meant: one of exactly these words, else one that was asked for as a playlist.
 *
 * @throws Problem `unknown-item` when it was asked for as the listener's own, and there is none
 */
async function ownPlaylist(readings: RequestReading[], { spotify, shortIds, account }: Context): Promise<Playlist | undefined> {
  const asked = readings.filter(({ kind, title, whole }) => title !== undefined && (whole || kind === 'playlist' || kind === 'genre'))
  const mine = asked.find(({ own }) => own)
  if (!account.permittedScopes.includes('playlist-read-private')) {
    if (mine) requireScopes(['playlist-read-private'], account, "Playing the user's own playlist by its name needs")
    return undefined
  }
  const { rows } = await spotify.listener.playlists({ offset: 0, limit: 11_000 })
  const playlists = rows.filter((row) => row !== null)
  for (const { title = '', kind, whole } of asked) {
    const found = playlistCalled(title, playlists, kind === 'playlist' && !whole, shortIds)
    if (found) return found
  }
  if (!mine) return undefined
  const sentence = `None of the user's playlists is called "${cleanText(mine.title ?? '', 60)}". get_user_playlists lists them all.`
  throw new Problem('unknown-item', sentence)
}

/** @param loosely all words in the name are enough */
function playlistCalled(words: string, playlists: Playlist[], loosely: boolean, shortIds: ShortIds): Playlist | undefined {
  const isFound = wordFilter(words)
  const ways: ((name: string) => boolean)[] = [
    (name) => sameWords(name, words),
    (name) => spoken(name) === spoken(words) && spoken(words) !== '',
    (name) => loosely && isFound(searchedWords([name])),
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

/** What a search found, as a choice that says how the words were understood. */
function asChoice({ item, reading, fit, namesake }: Match): Choice | undefined {
  const type = playableTypes.find((one) => one === item.type)
  if (!type || item.id === undefined) return undefined
  const by: Artist[] | undefined = 'artists' in item ? item.artists : undefined
  return {
    type,
    id: item.id,
    name: item.name,
    ...(by && { artists: by.map(({ name }) => ({ name })) }),
    how: fit < doubtfulFrom ? 'guess' : 'search',
    ...(namesake?.id !== undefined && { namesake: { type: 'artist' as const, id: namesake.id, name: namesake.name } }),
    ...(reading.newest && { newest: true }),
    ...(reading.kind === 'radio' && { insteadOf: 'radio' as const }),
    ...(reading.kind === 'genre' && type === 'playlist' && { insteadOf: 'genre' as const }),
  }
}

/** Letters and figures mixed: rather a short id that was copied wrong than something to search for. */
function looksLikeId(words: string): boolean {
  return shortIdForm.test(words) && (/[a-z][A-Z]/.test(words) || (/\d/.test(words) && /[a-z]/i.test(words)))
}

function isNamed({ name, artists = [] }: Choice, words: string): boolean {
  return [name ?? '', ...artists.map((artist) => artist.name)].some((text) => spoken(text).replaceAll(' ', '') === spoken(words))
}
