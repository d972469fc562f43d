/** Cuts a list into parts of `size`, in order; the last part holds the rest. No parts for an empty list. */
export function inChunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))
}
