import { bareWords } from '../../shared/words.ts'
import { name } from '../runtime/render.ts'

const quote = /["“”„«»]/

/** `with "golden static"`: what was looked for, behind what was found. A phrase has its quotes already. */
export function withWords(words: string): string {
  return quote.test(words) ? `with ${name(words)}` : `with "${name(words)}"`
}

/** The same where nothing was found, which has to be true: words are found by their beginnings, so "hough" may still stand in "Thoughts". */
export function withWordsThatBegin(words: string): string {
  if (quote.test(words)) return withWords(words)
  const parts = bareWords(words)
    .split(' ')
    .map((word) => `"${name(word)}"`)
  return `with ${parts.length === 1 ? 'a word that begins' : 'words that begin'} with ${parts.join(' and ')}`
}
