import type { CopyableText } from '../../shared/contract.ts'
import { Problem } from '../../shared/problem.ts'

/** What the texts are made of. */
export type CopySources = { endpoint?: string; redirectUri: string }

/** A text for the clipboard, without a secret in it. @throws Problem when nothing listens */
export function copyableText(what: CopyableText, { endpoint, redirectUri }: CopySources): string {
  if (what === 'redirect-uri') return redirectUri
  if (endpoint) return endpoint
  throw new Problem('not-available', 'The endpoint does not listen, so there is nothing to copy. Restart it first.')
}

/** What was copied, for the person. */
export const copiedSentences: Record<CopyableText, string> = {
  'redirect-uri': 'The redirect URI is in the clipboard.',
  'endpoint-address': 'The address is in the clipboard.',
}
