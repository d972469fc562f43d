import type { ClientView } from '../shared/clients.ts'
import { isProblem } from '../shared/problem.ts'
import type { ClientConnections } from './client-connections.ts'

/** The clients on this computer, for a sentence that names them; none when it cannot be told, since that must stop nothing. */
export async function clientsNow({ list }: Pick<ClientConnections, 'list'>): Promise<ClientView[]> {
  try {
    return await list()
  } catch (error) {
    if (!isProblem(error)) throw error
    return []
  }
}
