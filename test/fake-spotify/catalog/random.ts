/** A seeded source of chance: the same seed gives the same world in every run and on every machine. */
export type Random = {
  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number
  chance(probability: number): boolean
  pick<Item>(items: readonly Item[]): Item
  /** `count` different items (fewer if there are fewer), in random order. */
  sample<Item>(items: readonly Item[], count: number): Item[]
}

/** Mulberry32: small, fast, and good enough to shuffle names. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    between,
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[between(0, items.length - 1)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
    sample: (items, count) => {
      const pool = [...items]
      for (let i = 0; i < Math.min(count, pool.length); i++) {
        const j = between(i, pool.length - 1)
        const [a, b] = [pool[i], pool[j]]
        if (a !== undefined && b !== undefined) [pool[i], pool[j]] = [b, a]
      }
      return pool.slice(0, count)
    },
  }
}
