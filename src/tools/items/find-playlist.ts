import { cleanText } from '../../shared/clean-text.ts'
import { counted } from '../../shared/counted.ts'
import { nearest } from '../../shared/nearest.ts'
import { Problem } from '../../shared/problem.ts'
import { bareWords, sameWords, searchedWords, wordFilter } from '../../shared/words.ts'
import type { Spotify } from '../../spotify/client.ts'
import type { Playlist } from '../../spotify/items.ts'
import { parseReference } from '../../spotify/references.ts'
import type { ShortIds } from '../../store/short-ids.ts'
import { type FoundItem, findItem, refuseAddress } from './find-item.ts'

type Place = { spotify: Spotify; shortIds: ShortIds }

/** How a name can be meant, the surest first. */
const exactly: ((name: string, text: string) => boolean)[] = [
  (name, text) => name.trim() === text.trim(),
  sameWords,
  (name, text) => bareWords(name) === bareWords(text),
]

/**
 * The playlist meant by an id, URI, link, or the name of one in the person's library, to look at it. Of a name the words of it or their beginnings are
 * enough: "road" is "Road Trip".
 *
 * @throws Problem `unknown-item` or `ambiguous-item` that names the ones it could be
 */
export function findPlaylist(text: string, place: Place): Promise<FoundItem> {
  const isFound = wordFilter(text)
  return find(text, [...exactly, (name) => isFound(searchedWords([name]))], place)
}

/**
 * The same, to change it: only the whole name is enough, so that nothing is changed that was not meant. Upper and lower case, accents, punctuation and
 * pictures do not matter.
 *
 * @throws Problem `unknown-item` or `ambiguous-item` that names the ones it could be
 */
export function findPlaylistToChange(text: string, place: Place): Promise<FoundItem> {
  return find(text, exactly, place)
}

/**
 * The same where a playlist stands for its songs, among items that are given by their ids.
 *
 * @throws Problem `unknown-item` or `ambiguous-item` that names the ones it could be
 */
export function findPlaylistAmongItems(text: string, place: Place): Promise<FoundItem> {
  return find(text, exactly, place, noItem)
}

async function find(text: string, ways: typeof exactly, { spotify, shortIds }: Place, refusal = none): Promise<FoundItem> {
  if (parseReference(text)) return findItem(text, ['playlist'], shortIds)
  refuseAddress(text)
  const seen = shortIds.find(text)
  if (seen?.type === 'playlist') return { type: 'playlist', id: seen.id, name: seen.name }

  const { rows } = await spotify.listener.playlists({ offset: 0, limit: 11_000 })
  const playlists = rows.filter((row) => row !== null)
  const candidates = ways.map((isMeant) => playlists.filter(({ name }) => isMeant(name, text)))
  const [only, ...others] = candidates.find((matching) => matching.length > 0) ?? []
  if (!only) throw refusal(text, playlists, shortIds)
  if (others.length > 0) throw several(text, [only, ...others], shortIds)
  return only
}

function none(text: string, playlists: Playlist[], shortIds: ShortIds): Problem {
  const near = nearest(text, playlists)
  const advice = near.length > 0 ? `Did you mean ${choices(near, shortIds)}? Give the id.` : 'get_user_playlists lists them all.'
  return new Problem('unknown-item', `No playlist is called "${cleanText(text, 60)}". ${advice}`)
}

function noItem(text: string, playlists: Playlist[], shortIds: ShortIds): Problem {
  const near = nearest(text, playlists)
  const advice =
    near.length > 0
      ? `Did you mean ${choices(near, shortIds)}? Give the id.`
      : 'Give the id of a row (six characters or more), a Spotify URI or a link. search_tracks finds songs by words.'
  return new Problem(
    'unknown-item',
    `"${cleanText(text, 60)}" is neither the id of an item that was shown before nor the name of a playlist. ${advice}`,
  )
}

function several(text: string, playlists: Playlist[], shortIds: ShortIds): Problem {
  return new Problem(
    'ambiguous-item',
    `"${cleanText(text, 60)}" could be ${playlists.length} playlists: ${choices(playlists.slice(0, 5), shortIds)}. Give the id.`,
  )
}

function choices(playlists: Playlist[], shortIds: ShortIds): string {
  const short = shortIds.remember(playlists)
  return playlists
    .map(({ id, name, tracks }) => `${short.get(id)} ${cleanText(name, 60)}${tracks === undefined ? '' : ` (${counted(tracks, 'song')})`}`)
    .join(' or ')
}
