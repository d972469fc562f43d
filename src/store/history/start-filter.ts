/** 4 MB: of a million plays, one in three hundred is looked up in vain. */
const bits = 2 ** 25
const hashes = 2

/** Which (item, start, ms) were seen: no never errs, yes may (a Bloom filter). A set of a million would take 100 MB. */
export type StartFilter = { add(item: number, start: number, ms: number): void; mayHave(item: number, start: number, ms: number): boolean }

export function createStartFilter(): StartFilter {
  const words = new Uint32Array(bits / 32)

  function places(item: number, start: number, ms: number): [first: number, step: number] {
    // Both halves of the start: it has 41 bits.
    const first = mix(item, mix(start | 0, mix(Math.floor(start / 2 ** 32), ms)))
    return [first, mix(first, item) | 1]
  }

  return {
    add(item, start, ms) {
      const [first, step] = places(item, start, ms)
      for (let turn = 0; turn < hashes; turn += 1) {
        const place = (first + turn * step) & (bits - 1)
        words[place >>> 5] = (words[place >>> 5] ?? 0) | (1 << (place & 31))
      }
    },
    mayHave(item, start, ms) {
      const [first, step] = places(item, start, ms)
      for (let turn = 0; turn < hashes; turn += 1) {
        const place = (first + turn * step) & (bits - 1)
        if (((words[place >>> 5] ?? 0) & (1 << (place & 31))) === 0) return false
      }
      return true
    },
  }
}

/** The finalizer of MurmurHash3 over both. */
function mix(one: number, other: number): number {
  let hash = Math.imul(one ^ Math.imul(other, 0x9e3779b1), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
