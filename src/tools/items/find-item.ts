import { cleanText } from '../../shared/clean-text.ts'
import { counted } from '../../shared/counted.ts'
import { Problem } from '../../shared/problem.ts'
import { containsWords, sameWords } from '../../shared/words.ts'
import type { Spotify } from '../../spotify/client.ts'
import { type ItemType, itemTypes, type Playlist } from '../../spotify/items.ts'
import { addressWithoutItem, parseReference } from '../../spotify/references.ts'
import type { ShortIds } from '../../store/short-ids.ts'

/** An item that was named and is understood; whether it still exists, only Spotify knows. */
export type FoundItem = { type: ItemType; id: string; name?: string }

/**
 * The item meant by a short id, a whole id, a URI or a link.
 *
 * @param types the kinds that make sense here
 * @throws Problem `unknown-item`, `ambiguous-item`, or `invalid-arguments` when it is of another kind
 */
export function findItem(text: string, types: readonly ItemType[], shortIds: ShortIds): FoundItem {
  const reference = parseReference(text)
  const found = reference?.type ? withName(reference.type, reference.id, shortIds) : known(reference?.id ?? text, types, shortIds)
  if (types.includes(found.type)) return found
  throw new Problem(
    'invalid-arguments',
    `"${cleanText(text, 60)}" is ${withArticle(found.type)}; here ${types.map(withArticle).join(' or ')} is needed.`,
  )
}

/**
 * An address of Spotify is no name: it is never searched for.
 *
 * @throws Problem `invalid-arguments` when the text is one that says no item
 */
export function refuseAddress(text: string): void {
  const kind = addressWithoutItem(text)
  if (!kind) return
  const shown = `"${cleanText(text, 100)}"`
  throw new Problem(
    'invalid-arguments',
    kind === 'short-link'
      ? `${shown} is a short link, which does not say what it leads to. Open it in a browser, and give the address that it leads to.`
      : `${shown} is not the address of a song, album, artist, playlist, show, episode or audiobook.`,
  )
}

/**
 * What a search looks for is words: an address would find something else.
 *
 * @throws Problem `invalid-arguments` that says what the address is for
 */
export function refuseAddressAsWords(text: string): void {
  refuseAddress(text)
  const { type } = parseReference(text) ?? {}
  if (type)
    throw new Problem(
      'invalid-arguments',
      `"${cleanText(text, 100)}" is the address of ${withArticle(type)}. get_item shows it; play plays it.`,
    )
}

/** The same answer for every form of an id: what was shown before has a name. */
function withName(type: ItemType, id: string, shortIds: ShortIds): FoundItem {
  const seen = shortIds.find(id)
  return { type, id, name: seen?.type === type ? seen.name : undefined }
}

/** An id alone does not say of what: it is known when it was shown before, or when only one kind makes sense. */
function known(text: string, types: readonly ItemType[], shortIds: ShortIds): FoundItem {
  const seen = shortIds.find(text)
  const type = itemTypes.find((itemType) => itemType === seen?.type)
  if (seen && type) return { type, id: seen.id, name: seen.name }
  const [only, ...others] = types
  if (parseReference(text) && only && others.length === 0) return { type: only, id: text }
  if (parseReference(text)) {
    throw new Problem(
      'unknown-item',
      `"${text}" was not shown before, so its kind is unknown. Give it as a URI, as spotify:${types[0]}:${text}.`,
    )
  }
  refuseAddress(text)
  const resolved = shortIds.resolve(text)
  return { ...resolved, type: resolved.type as ItemType }
}

/**
 * The playlist meant by an id, URI, link, or the name of one in the person's library. Upper and lower case and accents do not matter.
 *
 * @throws Problem `unknown-item` or `ambiguous-item` that names the ones it could be
 */
export async function findPlaylist(text: string, { spotify, shortIds }: { spotify: Spotify; shortIds: ShortIds }): Promise<FoundItem> {
  const reference = parseReference(text)
  if (reference) return findItem(text, ['playlist'], shortIds)
  refuseAddress(text)
  const seen = shortIds.find(text)
  if (seen?.type === 'playlist') return { type: 'playlist', id: seen.id, name: seen.name }

  const { rows } = await spotify.listener.playlists({ offset: 0, limit: 11_000 })
  const playlists = rows.filter((row) => row !== null)
  const [exact, partly] = [playlists.filter(({ name }) => sameWords(name, text)), playlists.filter(({ name }) => containsWords(name, text))]
  const matching = exact.length > 0 ? exact : partly
  const [only, ...others] = matching
  if (only && others.length === 0) return only
  throw only
    ? several(text, matching, shortIds)
    : new Problem('unknown-item', `No playlist is called "${cleanText(text, 60)}". get_user_playlists lists them all.`)
}

function several(text: string, playlists: Playlist[], shortIds: ShortIds): Problem {
  const shown = playlists.slice(0, 5)
  const short = shortIds.remember(shown)
  const choices = shown.map(
    ({ id, name, tracks }) => `${short.get(id)} ${cleanText(name, 60)}${tracks === undefined ? '' : ` (${counted(tracks, 'track')})`}`,
  )
  return new Problem(
    'ambiguous-item',
    `"${cleanText(text, 60)}" could be ${playlists.length} playlists: ${choices.join(' or ')}. Give the id.`,
  )
}

/** The kind of an item in a sentence: `an album`. */
export function withArticle(type: ItemType): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`
}
