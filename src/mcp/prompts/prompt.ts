import { z } from 'zod'
import { cleanText } from '../../shared/clean-text.ts'
import type { SuggestionKind } from '../completion/suggestions.ts'

/** One thing to fill in. Clients send all of them as text. */
export type PromptArgument = { description: string; schema: z.ZodType<string | undefined>; suggest?: SuggestionKind }

/** A task that a person picks from a list: what they say to the model then. */
export type Prompt = {
  name: string
  title: string
  description: string
  /** The tools without which it makes no sense: it is offered only together with them. */
  tools: string[]
  arguments: Record<string, PromptArgument>
  /** What the model reads. Values were checked; a missing one was optional. */
  text(values: Record<string, string | undefined>): string
}

/** Names of devices, playlists, moods and periods: one line, no control characters. */
export const line = (maximumLength: number) =>
  z
    .string()
    .transform((text) => cleanText(text, maximumLength))
    .refine((text) => text !== '', 'is empty')
