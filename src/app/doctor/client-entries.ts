import type { ClientState, ClientView } from '../../shared/clients.ts'
import { connectedApps } from '../../shared/connected-apps.ts'
import type { Finding } from '../../shared/finding.ts'
import { findingsAbout } from './finding.ts'

/** What is wrong in the states that need a look. Where nothing stands here, the note of the app says it. */
const adviceOf: Partial<Record<ClientState, string>> = {
  outdated: 'It has an old address or access key. Connect it again.',
  off: 'It is connected, and does not use Tonearm.',
  taken: '',
  unreadable: '',
}

/** The apps whose entries need a look, then those that are connected, or that none is. */
export function examineClients(views: readonly ClientView[]): Finding[] {
  const odd = views.flatMap(({ title, state, note }) => {
    const advice = adviceOf[state]
    return advice === undefined ? [] : [findingsAbout(title).warning([advice, note].filter(Boolean).join(' '))]
  })
  const connected = views.filter(({ state }) => state === 'connected').map(({ title }) => title)
  const { ok } = findingsAbout('Apps')
  if (connected.length > 0) return [...odd, ok(`Connected: ${connected.join(', ')}.`)]
  return connectedApps(views).length > 0 ? odd : [...odd, ok('No app on this computer is connected yet.')]
}
