import type { SeenItem } from './short-ids.ts'

/** Items that were shown and are not written yet. */
export type ItemsInMemory = {
  add(items: readonly SeenItem[]): void
  /** Those that were added first. */
  first(count: number): SeenItem[]
  /** Forgets these, unless they were added again with another name. */
  remove(items: readonly SeenItem[]): void
  size(): number
  beginning(prefix: string): SeenItem[]
  /** The ids right before and after this one, in their order. */
  neighbours(id: string): string[]
}

/** As long as nothing can be written, so many are kept: about 4 MB. Then the oldest go, and are known again when they are shown again. */
const mostKept = 20_000

/** Ids are ASCII, so JavaScript and SQLite order them alike. */
export function createItemsInMemory(): ItemsInMemory {
  const items = new Map<string, SeenItem>()
  let ordered: string[] | undefined = []

  return {
    add(added) {
      for (const item of added) {
        items.delete(item.id)
        items.set(item.id, item)
      }
      for (const id of items.keys()) {
        if (items.size <= mostKept) break
        items.delete(id)
      }
      ordered = undefined
    },

    first: (count) => [...items.values()].slice(0, count),

    remove(removed) {
      for (const item of removed) if (items.get(item.id) === item) items.delete(item.id)
      ordered = undefined
    },

    size: () => items.size,

    beginning: (prefix) => [...items.values()].filter(({ id }) => id.startsWith(prefix)),

    neighbours(id) {
      ordered ??= [...items.keys()].sort()
      const position = firstNotBefore(ordered, id)
      return [ordered[position - 1], ordered[ordered[position] === id ? position + 1 : position]].filter((one) => one !== undefined)
    },
  }
}

/** The first position in a sorted list whose id is not before this one. */
function firstNotBefore(ids: readonly string[], id: string): number {
  let [low, high] = [0, ids.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ids[middle] as string) < id) low = middle + 1
    else high = middle
  }
  return low
}
