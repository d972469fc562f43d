import { Problem } from '../../shared/problem.ts'
import type { Client } from '../client.ts'

const byHand = 'Copy the address and the header, and put them where your client keeps its MCP servers.'

/** Any other client: the person puts the address and the header where it wants them. */
export const other: Client = {
  name: 'other',
  title: 'Another client',
  detect: () => true,
  places: () => [],
  status: () => ({ state: 'by-hand' }),
  add: () => ({ steps: [], summary: `Tonearm cannot connect it by itself. ${byHand}`, afterwards: '' }),
  remove() {
    throw new Problem(
      'not-available',
      'Tonearm cannot disconnect a client that it does not know. Remove Tonearm in the settings of that client.',
    )
  },
  afterwards: '',
  snippet: ({ connection: { url, token } }) => `${url}\nAuthorization: Bearer ${token}`,
}
