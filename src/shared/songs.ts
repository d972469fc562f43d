import { plainWords } from './words.ts'

/** Words alone: no case, accents and punctuation. "Don't Stop (Live!)" is "dont stop live". Text without any letters stays as it is. */
export function bareWords(text: string): string {
  const words = plainWords(text)
    .replace(/['’‘`´]/g, '')
    .replace(/\s*[&+]\s*/g, ' and ')
    .replace(/(?:[^\p{L}\p{N}\p{Mn}\p{Mc}]|\p{VS})+/gu, ' ')
    .trim()
  return words || plainWords(text)
}

/** Scripts that are written with spaces between words. */
const spaced = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]+$/u

/**
 * What has to stand in ` ${bareWords(text)}` for the words to be found there: the beginning of a word, so that "old" does not find
 * "golden"; in scripts without spaces, any part.
 */
export function wordBeginnings(words: string): string[] {
  return bareWords(words)
    .split(' ')
    .map((word) => (spaced.test(word) ? ` ${word}` : word))
}

/** Whether all words are found in a text. @param text as `bareWords` returns it */
export function hasWords(text: string, words: string): boolean {
  return wordBeginnings(words).every((beginning) => ` ${text}`.includes(beginning))
}

/** An artist's name as it is compared: "The Beatles" is "Beatles". */
export function artistWords(name: string): string {
  return bareWords(name).replace(/^the (?=.)/, '')
}
