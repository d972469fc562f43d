import type { ClientState, ClientView } from '../../shared/clients.ts'
import type { Finding } from '../../shared/finding.ts'
import { findingsAbout } from './finding.ts'

const adviceOf: Partial<Record<ClientState, string>> = {
  outdated: 'It has an old address or access key. Connect it again.',
  off: 'It is connected, and does not use Tonearm.',
  taken: 'Its settings have an entry named tonearm that Tonearm did not make. Rename that entry, then connect.',
  unreadable: 'Its settings cannot be read.',
}

/** The apps whose entries need a look; else one finding about those that are connected. */
export function examineClients(views: readonly ClientView[]): Finding[] {
  const odd = views.flatMap(({ title, state, note }) => {
    const advice = adviceOf[state]
    return advice ? [findingsAbout(title).warning(note ? `${advice} ${note}` : advice)] : []
  })
  const connected = views.filter(({ state }) => state === 'connected').map(({ title }) => title)
  const { ok } = findingsAbout('Apps')
  return [...odd, ok(connected.length > 0 ? `Connected: ${connected.join(', ')}.` : 'No app on this computer is connected yet.')]
}
