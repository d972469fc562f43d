import { cleanText } from '../../shared/clean-text.ts'
import { Problem } from '../../shared/problem.ts'
import { type ItemType, itemTypes } from '../../spotify/items.ts'
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

/** The kind of an item in a sentence: `an album`. */
export function withArticle(type: ItemType): string {
  return /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`
}
