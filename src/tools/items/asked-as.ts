import { z } from 'zod'
import { name } from '../runtime/render.ts'

/** The plain words that were looked for after a query with filters had found nothing. */
export const askedAsWords = z.string().optional()

/** Says so, since what was found need not fit the filters. */
export function askedAsNote(words: string | undefined): string[] {
  return words === undefined ? [] : [`Nothing fits the filters. This is what the plain words find: ${name(words)}`]
}
