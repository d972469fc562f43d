import { bareWords } from './words.ts'

/** From here on two names are no longer alike. 0 is the same name, 1 has nothing in common. */
const leastAlike = 0.4

/** Longer names are compared by their beginning. */
const longestCompared = 40

/**
 * The names that somebody may have meant, the nearest first: those with few slips of typing in the whole name or in its words, and those in which the
 * text stands.
 *
 * @param most how many of them
 */
export function nearest<Named extends { name: string }>(text: string, named: readonly Named[], most = 3): Named[] {
  return createNearest(named)(text, most)
}

/** The same for names that are asked about more than once: what is compared of them is made once. */
export function createNearest<Named extends { name: string }>(named: readonly Named[]): (text: string, most: number) => Named[] {
  const compared = named.map((one) => {
    const name = bareWords(one.name).slice(0, longestCompared)
    return { one, name, words: [...new Set(name.split(' '))] }
  })
  return (text, most) => {
    const asked = bareWords(text).slice(0, longestCompared)
    const inWords = createSlipsInWords(asked)
    return compared
      .map(({ one, name, words }) => ({ one, unlikeness: Math.min(unlikeness(asked, name), inWords(words)) }))
      .filter(({ unlikeness }) => unlikeness <= leastAlike)
      .sort((a, b) => a.unlikeness - b.unlikeness)
      .slice(0, most)
      .map(({ one }) => one)
  }
}

function unlikeness(asked: string, name: string): number {
  const found = asked.length > 2 && name.includes(asked) ? 0.3 : 1
  return Math.min(found, slips(asked, name))
}

/**
 * Each word that was asked for, against the word of the name that is most like it. A little more than the same slips in a whole name. Many names have the
 * same words, so each word is compared once.
 */
function createSlipsInWords(asked: string): (others: readonly string[]) => number {
  const words = asked.split(' ').map((word) => ({ word, known: new Map<string, number>() }))
  return (others) => {
    let sum = 0.1 * asked.length
    for (const { word, known } of words) {
      let least = 1
      for (const other of others) {
        const slipped = known.get(other) ?? slips(word, other)
        known.set(other, slipped)
        least = Math.min(least, slipped)
      }
      sum += least * word.length
    }
    return sum / asked.length
  }
}

/** The slips that lead from one word to the other, for each letter of the longer one. */
function slips(one: string, other: string): number {
  const [longer, shorter] = one.length > other.length ? [one, other] : [other, one]
  if (longer.length === 0) return 0
  // So many letters at least are missing.
  if ((longer.length - shorter.length) / longer.length > leastAlike) return 1
  return distance(one, other) / longer.length
}

/** How many letters are missing, too many, another one, or in the place of their neighbour (Damerau's distance, without moves over more than one letter). */
function distance(one: string, other: string): number {
  // Only the last three rows of the table are needed, and they are used in turns.
  let [beforeLast, last, now] = rows
  for (let column = 0; column <= other.length; column += 1) last[column] = column
  for (let row = 1; row <= one.length; row += 1) {
    now[0] = row
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1]
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      const replaced = (last[column - 1] as number) + (same ? 0 : 1)
      const least = Math.min(replaced, (last[column] as number) + 1, (now[column - 1] as number) + 1)
      now[column] = swapped ? Math.min(least, (beforeLast[column - 2] as number) + 1) : least
    }
    ;[beforeLast, last, now] = [last, now, beforeLast]
  }
  return last[other.length] as number
}

const rows: [Uint8Array, Uint8Array, Uint8Array] = [
  new Uint8Array(longestCompared + 1),
  new Uint8Array(longestCompared + 1),
  new Uint8Array(longestCompared + 1),
]
