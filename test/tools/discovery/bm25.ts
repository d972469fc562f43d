/** A text with the name under which it is found. */
export type Entry = { name: string; text: string }

/** The usual constants of BM25 (https://en.wikipedia.org/wiki/Okapi_BM25). */
const k1 = 1.2
const b = 0.75

/** Ranks the entries for a query by BM25, as clients' tool searches do. @returns the names, best first; only those in which a word occurs */
export function rank(entries: readonly Entry[], query: string): string[] {
  const texts = entries.map(({ name, text }) => ({ name, words: wordsOf(text) }))
  const meanLength = texts.reduce((sum, { words }) => sum + words.length, 0) / texts.length
  const asked = [...new Set(wordsOf(query))]
  const weight = (word: string) => {
    const holding = texts.filter(({ words }) => words.includes(word)).length
    return Math.log(1 + (texts.length - holding + 0.5) / (holding + 0.5))
  }
  const scored = texts.map(({ name, words }) => ({
    name,
    score: asked.reduce((sum, word) => {
      const count = words.filter((other) => other === word).length
      return sum + (weight(word) * count * (k1 + 1)) / (count + k1 * (1 - b + (b * words.length) / meanLength))
    }, 0),
  }))
  return scored
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ name }) => name)
}

/** Words in lower case; a plural counts as its singular, as most searches see to. */
function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => (word.length > 3 ? word.replace(/(?<=[^s])s$/, '') : word))
}
