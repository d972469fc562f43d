import type { CopyableText } from '../shared/contract.ts'
import { Problem } from '../shared/problem.ts'
import type { Tonearm } from '../tonearm.ts'

/** What the texts are made of. */
export type CopySources = { connection: ReturnType<Tonearm['connection']>; redirectUri: string }

/** A text for the clipboard. The last two hold the endpoint's token: they go nowhere else. @throws Problem when nothing listens */
export function copyableText(what: CopyableText, { connection, redirectUri }: CopySources): string {
  if (what === 'redirect-uri') return redirectUri
  if (!connection) throw new Problem('port-taken', 'The endpoint does not listen, so there is nothing to copy. Restart it first.')
  const { url, token } = connection
  switch (what) {
    case 'endpoint-address':
      return url
    case 'claude-code-command':
      return `claude mcp add --transport http --scope user tonearm ${url} --header "Authorization: Bearer ${token}"`
    case 'json-configuration':
      return JSON.stringify({ mcpServers: { tonearm: { type: 'http', url, headers: { Authorization: `Bearer ${token}` } } } }, undefined, 2)
  }
}

/** What was copied, for the person. */
export const copiedSentences: Record<CopyableText, string> = {
  'redirect-uri': 'The redirect URI is in the clipboard.',
  'endpoint-address': 'The address is in the clipboard.',
  'claude-code-command': 'The command is in the clipboard. It holds the key to your music: paste it into your terminal only.',
  'json-configuration': "The configuration is in the clipboard. It holds the key to your music: paste it into your client's settings only.",
}
