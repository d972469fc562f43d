import { advancedTexts } from '../strings/advanced.ts'

const texts = advancedTexts.ports

// Below 1024 most systems ask for an administrator.
const lowest = 1024
const highest = 65_535

/** What is wrong with a port as it was entered; undefined when it can be one. `other` is the other port, which must not be the same. */
export function portMistake(entered: string, other: string): string | undefined {
  const port = Number(entered)
  if (!/^\s*\d+\s*$/.test(entered) || port < lowest || port > highest) return texts.mistake
  return port === Number(other) ? texts.same : undefined
}
