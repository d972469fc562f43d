import type { SeenItem } from '../../store/short-ids.ts'

/**
 * All items of a result that have an id, wherever they stand in it: what will be shown and so has to be remembered.
 *
 * An item is known by its shape (spotify/items.ts): `type`, `id` and `name`.
 */
export function itemsIn(result: unknown): SeenItem[] {
  const found = new Map<string, SeenItem>()
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return
    if (isItem(value)) found.set(value.id, value)
    for (const part of Object.values(value)) visit(part)
  }
  visit(result)
  return [...found.values()]
}

function isItem(value: object): value is SeenItem {
  const { type, id, name } = value as Partial<SeenItem>
  return typeof type === 'string' && typeof id === 'string' && typeof name === 'string'
}
