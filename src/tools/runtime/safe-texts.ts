import { cleanText } from '../../shared/clean-text.ts'

/** Longer than any id, address or description of Spotify's; a hostile text must not fill the answer. */
const longestText = 1_000

/** A result as structured content: every text in it as safe as in a row, and nothing that JSON does not know. */
export function safeTexts<Value>(value: Value): Value {
  if (typeof value === 'string') return cleanText(value, longestText) as Value
  if (Array.isArray(value)) return value.map(safeTexts) as Value
  if (value === null || typeof value !== 'object') return value
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return Object.fromEntries(members.map(([key, member]) => [key, safeTexts(member)])) as Value
}
