import { knownClients } from '../../shared/client-titles.ts'
import { Problem } from '../../shared/problem.ts'
import type { Client } from '../client.ts'

const byHand = 'Copy the address and the header into the MCP settings of your app.'

/** Any other client: the person copies the address and the header into its settings. */
export const other: Client = {
  name: 'other',
  title: knownClients.other.title,
  detect: () => true,
  places: () => [],
  status: () => ({ state: 'by-hand' }),
  add: () => ({ steps: [], summary: `Tonearm cannot connect this app for you. ${byHand}`, afterwards: '' }),
  remove() {
    throw new Problem(
      'not-available',
      'Tonearm cannot disconnect an app that it does not know. Remove Tonearm in the settings of that app.',
    )
  },
  afterwards: '',
  snippet: ({ connection: { url, token } }) => `${url}\nAuthorization: Bearer ${token}`,
}
