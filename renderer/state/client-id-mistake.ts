import { setupTexts } from '../strings/setup.ts'

const { mistakes } = setupTexts.app

/** The number of hexadecimal digits in Spotify's client ids. */
const clientIdLength = 32

/** What is wrong with a client id as it was pasted, in a sentence that says what to do; undefined when it can be one. */
export function clientIdMistake(pasted: string): string | undefined {
  const text = pasted.trim()
  if (text === '') return mistakes.empty
  if (/[:/]/.test(text)) return mistakes.address
  const stranger = /[^0-9a-f]/iu.exec(text)?.[0]
  if (stranger !== undefined) return mistakes.character(stranger === ' ' ? 'a space' : stranger)
  return text.length === clientIdLength ? undefined : mistakes.length(text.length)
}
