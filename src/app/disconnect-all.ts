import { hasOurEntry } from '../shared/clients.ts'
import { isProblem } from '../shared/problem.ts'
import type { ClientConnections } from './client-connections.ts'

/**
 * Disconnects every client that is connected, each as if it were disconnected alone, so that none keeps an entry that leads nowhere.
 *
 * @returns what happened, a sentence for each client, also for those where it did not work
 */
export async function disconnectAll(clients: Pick<ClientConnections, 'list' | 'preview' | 'apply'>): Promise<string> {
  const connected = (await clients.list()).filter(({ state }) => hasOurEntry(state))
  const sentences: string[] = []
  for (const { name, title } of connected) {
    try {
      const { id } = await clients.preview(name, 'disconnect')
      sentences.push((await clients.apply(name, 'disconnect', id)).message)
    } catch (error) {
      if (!isProblem(error)) throw error
      sentences.push(`${title} could not be disconnected. ${error.message}`)
    }
  }
  return sentences.length === 0 ? 'No app was connected.' : sentences.join(' ')
}
