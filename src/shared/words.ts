/** Accents and vowel signs above, below or through a letter, and marks for how an emoji looks; not those that make a letter another one, as in Hindi or Japanese. */
const signs = /[[\p{Mn}&&[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}]]--[\u3099\u309a]]/gv

/** Letters that no accent explains, as people write them who do not have them on their keyboard. */
const letters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ŧ: 't',
  ƒ: 'f',
  ς: 'σ',
}

const anyLetter = new RegExp(`[${Object.keys(letters).join('')}]`, 'g')

/**
 * Text as people compare it: upper and lower case and accents do not matter, "Beyonce" is Beyoncé and "Sigur Ros - Aegaetis" is "Sigur Rós - Ægætis".
 *
 * The index of the library keeps words that were folded so: whoever changes this empties its lists, as a step of src/store/migrations.ts does.
 */
export function plainWords(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(signs, '')
    .replace(anyLetter, (letter) => letters[letter] ?? letter)
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Whether two texts are the same for a reader. */
export function sameWords(one: string, other: string): boolean {
  return plainWords(one) === plainWords(other)
}

/** Words alone: no case, accents and punctuation. "Don't Stop (Live!)" is "dont stop live". Text without any letters stays as it is. */
export function bareWords(text: string): string {
  const words = plainWords(text)
    .replace(/['’‘`´ʼʻ]/g, '')
    .replace(/\s*[&+]\s*/g, ' and ')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
  return words || plainWords(text)
}

/** An artist's name as it is compared: "The Beatles" is "Beatles". */
export function artistWords(name: string): string {
  return bareWords(name).replace(/^the (?=.)/, '')
}

/** Pictures in a name. Two names may differ in nothing else, and people look for them. */
const pictures = /\p{Extended_Pictographic}/gu

/** Names in which words are looked for, as one text. They are kept apart, so that a phrase is found only within one of them. */
export function searchedWords(names: readonly string[]): string {
  return names.flatMap((name) => [bareWords(name), ...(name.match(pictures) ?? [])]).join(' | ')
}

/** Scripts that are written with spaces between words. */
const spaced = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N} ]+$/u

const quoted = /"([^"]+)"|“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»/g

/**
 * What has to stand in ` ${searchedWords(names)} `, all of it and in any order, for somebody's words to be found there. A word is found where a word
 * begins so: "riv" finds "River", "old" does not find "golden"; in scripts without spaces it is found anywhere. Words in quotes are a phrase: they are
 * found whole, and next to each other in one name.
 */
export function wordPatterns(words: string): string[] {
  const phrases = [...words.matchAll(quoted)].map(([text]) => bareWords(text.slice(1, -1)))
  const others = bareWords(words.replaceAll(quoted, ' ')).split(' ')
  return [
    ...phrases.map((phrase) => (spaced.test(phrase) ? ` ${phrase} ` : phrase)),
    ...others.map((word) => (spaced.test(word) ? ` ${word}` : word)),
  ].filter((pattern) => pattern !== '')
}

/** Tells of a text, as `searchedWords` returns it, whether somebody's words are found in it; see `wordPatterns`. */
export function wordFilter(words: string): (searched: string) => boolean {
  const patterns = wordPatterns(words)
  return (searched) => patterns.every((pattern) => ` ${searched} `.includes(pattern))
}
