import { clientIdIn } from '../../src/shared/client-id.ts'
import { setupTexts } from '../strings/setup.ts'

const { mistakes } = setupTexts.app

/** What is wrong with a client id as it was pasted, in a sentence that says what to do; undefined when there is one in it. */
export function clientIdMistake(pasted: string): string | undefined {
  const found = clientIdIn(pasted)
  if (found === 'several') return mistakes.several
  if (found) return undefined
  const text = pasted.trim()
  if (text === '') return mistakes.empty
  if (/[:/]/.test(text)) return mistakes.address
  const stranger = /[^0-9a-f]/iu.exec(text)?.[0]
  if (stranger !== undefined) return mistakes.character(stranger === ' ' ? 'a space' : stranger)
  return mistakes.length(text.length)
}
