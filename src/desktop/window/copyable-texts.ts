import type { CopyableText } from '../../shared/contract.ts'
import { Problem } from '../../shared/problem.ts'

/** Where the texts come from. */
export type CopySources = { endpoint?: string; redirectUri: string }

/** A text for the clipboard, without a secret. @throws Problem when the endpoint is not listening */
export function copyableText(what: CopyableText, { endpoint, redirectUri }: CopySources): string {
  if (what === 'redirect-uri') return redirectUri
  if (endpoint) return endpoint
  throw new Problem('not-available', 'Tonearm is not listening, so there is no address to copy. Start the connection first.')
}

/** Tells the person what was copied. */
export const copiedSentences: Record<CopyableText, string> = {
  'redirect-uri': 'The redirect URI is in the clipboard.',
  'endpoint-address': 'The address is in the clipboard.',
}
