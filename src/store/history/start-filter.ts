/** 16 MB: of a million plays, one in ten thousand is looked up in vain, which takes a millisecond. */
const bits = 2 ** 27
const hashes = 2

/** Which (item, start, ms) were seen: no never errs, yes may (a Bloom filter). A set of a million would take 100 MB. */
export type StartFilter = {
  /** Notes it. @returns whether it may have been noted before */
  note(item: number, start: number, ms: number): boolean
}

export function createStartFilter(): StartFilter {
  const words = new Uint32Array(bits / 32)
  return {
    note(item, start, ms) {
      // Both halves of the start: it has 41 bits.
      const first = mix(item, mix(start | 0, mix(Math.floor(start / 2 ** 32), ms)))
      const step = mix(first, item) | 1
      let seen = true
      for (let turn = 0; turn < hashes; turn += 1) {
        const place = (first + turn * step) & (bits - 1)
        const word = words[place >>> 5] ?? 0
        const bit = 1 << (place & 31)
        if ((word & bit) !== 0) continue
        seen = false
        words[place >>> 5] = word | bit
      }
      return seen
    },
  }
}

/** The finalizer of MurmurHash3 over both. */
function mix(one: number, other: number): number {
  let hash = Math.imul(one ^ Math.imul(other, 0x9e3779b1), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
