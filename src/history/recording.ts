import { plainWords } from '../shared/words.ts'

/**
 * The words by which two items count as one recording: the same title and the same first artist, whatever capitals, accents and apostrophes. Single and
 * album version have different URIs and are one recording. What stands in brackets counts: a live version is another recording.
 */
export function foldedName(name: string): string {
  return plainWords(name.replace(/[‘’ʼ`´]/g, "'"))
}
