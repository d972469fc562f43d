/** In these scripts a mark is an accent. In others it makes another letter (か and が), or is the vowel. */
const accents = /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]\p{M}*)\p{M}/gu

/** Text as people compare it: upper and lower case and accents do not matter, "Beyonce" is Beyoncé. */
export function plainWords(text: string): string {
  return text.normalize('NFKD').replace(accents, '').normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()
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
