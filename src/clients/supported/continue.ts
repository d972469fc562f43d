import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { knownClients } from '../../shared/client-titles.ts'
import { Problem } from '../../shared/problem.ts'
import type { Client, Computer } from '../client.ts'
import { clientNotFound } from '../client-plans.ts'
import { entryName, urlEntry } from '../entry.ts'

const { title } = knownClients.continue

const isInstalled = ({ home, findProgram }: Computer) => existsSync(join(home, '.continue')) || findProgram('cn') !== undefined

const byHand = 'Copy the text and paste it into the file config.yaml in the folder .continue of your home folder.'

/**
 * Continue, by hand: its servers are a list and not a map, and a text with comments and lists of rules around it is the person's to edit
 * (https://docs.continue.dev/customize/deep-dives/mcp).
 */
export const continueCli: Client = {
  name: 'continue',
  title,
  detect: isInstalled,
  places: () => [],
  status: ({ computer }) => (isInstalled(computer) ? { state: 'by-hand', note: byHand } : { state: 'not-found' }),
  add({ computer }) {
    if (!isInstalled(computer)) throw clientNotFound(title)
    return { steps: [], summary: `Tonearm cannot connect ${title} for you. ${byHand}`, afterwards: '' }
  },
  remove() {
    const sentence = `Tonearm cannot disconnect ${title}, because it did not connect it. Remove Tonearm in its settings.`
    throw new Problem('not-available', sentence)
  },
  afterwards: '',
  snippet({ connection }) {
    const { url, headers } = urlEntry(connection)
    const server = { name: entryName, type: 'streamable-http', url, requestOptions: { headers } }
    return stringify({ mcpServers: [server] }).trimEnd()
  },
}
