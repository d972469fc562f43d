/** Some of the items, chosen by chance, in their order. The same seed chooses the same ones from the same items. */
export function sample<Item>(items: Item[], most: number, seed: number): Item[] {
  const next = random(seed)
  const drawn = items.map((_, index) => ({ index, lot: next() })).sort((one, other) => one.lot - other.lot)
  const chosen = new Set(drawn.slice(0, most).map(({ index }) => index))
  return items.filter((_, index) => chosen.has(index))
}

/** Mulberry32 (https://gist.github.com/tommyettinger/46a874533244883189143505d203312c): numbers from 0 to below 1. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
