import { connectedApps } from '../shared/connected-apps.ts'
import { isProblem } from '../shared/problem.ts'
import type { ClientConnections } from './client-connections.ts'

/**
 * Disconnects every client that is connected, each as if it were disconnected alone, so that none keeps an entry that leads nowhere.
 *
 * @returns what happened, a sentence or more for each client, also for those where it did not work; and whether it worked for all
 */
export async function disconnectAll(
  clients: Pick<ClientConnections, 'list' | 'preview' | 'apply'>,
): Promise<{ ok: boolean; message: string }> {
  const sentences: string[] = []
  let ok = true
  const views = await clients.list()
  for (const { name, title } of connectedApps(views)) {
    try {
      const { id } = await clients.preview(name, 'disconnect')
      sentences.push((await clients.apply(name, 'disconnect', id)).message)
    } catch (error) {
      if (!isProblem(error)) throw error
      ok = false
      sentences.push(`${title} could not be disconnected. ${error.message}`)
    }
  }
  for (const { title } of views.filter(({ state }) => state === 'unreadable'))
    sentences.push(`The settings of ${title} cannot be read. If they have an entry named tonearm, remove it there.`)
  return { ok, message: sentences.length === 0 ? 'No app was connected.' : sentences.join(' ') }
}
