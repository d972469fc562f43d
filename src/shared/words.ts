/** Text as people compare it: upper and lower case and accents do not matter, "Beyonce" is Beyoncé. */
export function plainWords(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
}

/** Whether two texts are the same for a reader. */
export function sameWords(one: string, other: string): boolean {
  return plainWords(one) === plainWords(other)
}

/** Whether all words stand in the text, in any order. */
export function containsWords(text: string, words: string): boolean {
  const plain = plainWords(text)
  return plainWords(words)
    .split(' ')
    .every((word) => plain.includes(word))
}
