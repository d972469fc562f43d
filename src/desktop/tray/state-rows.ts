import { counted } from '../../shared/counted.ts'
import { clockOrDay } from '../../shared/moments.ts'
import { pausedWords } from '../../shared/paused-words.ts'
import { cannotSave, type Status } from '../../shared/status.ts'
import type { TrayActions, TrayItem, TrayView } from './tray-menu.ts'

/**
 * The state in words: what the person should solve or has paused, else who is signed in; and below it where apps connect, or why they cannot.
 *
 * Both rows open the window: macOS does not show a disabled first row as a title, but as something that is broken.
 */
export function stateRows(view: TrayView, actions: TrayActions): TrayItem[] {
  const { endpoint } = view.status
  return [
    { label: stateLine(view), click: actions.status },
    { label: endpointLine(endpoint), click: actions.status },
    ...(endpoint.state === 'listening' ? [] : [{ label: 'Try to listen again', click: actions.restartEndpoint }]),
  ]
}

/** The first row, also the text of the icon. */
export function stateLine({ status, zone, now }: Pick<TrayView, 'status' | 'zone' | 'now'>): string {
  const { account, endpoint, clients, quota, paused, questions = [] } = status
  switch (account.state) {
    case 'client-id-missing':
      return 'Not set up yet: open Settings'
    case 'signed-out':
      return 'Not signed in'
    case 'signing-in':
      return 'Waiting for you to sign in to Spotify'
    case 'login-ended':
      return 'Sign in again: the login has ended'
    case 'signed-in': {
      if (endpoint.state === 'failed') return 'Apps cannot connect: open Settings'
      if (questions[0]) return `${questions[0].client} waits for your answer: click here`
      if (quota.state === 'used-up') return `Spotify’s limit is reached: wait until ${clockOrDay(Date.parse(quota.until), now, zone)}`
      if (cannotSave(status)) return 'Tonearm cannot save: open Settings'
      if (paused) return `${pausedWords(paused, now, zone)} - ${connectedWords(clients.length)}`
      return `${account.name ? `Signed in as ${account.name}` : 'Signed in'} - ${connectedWords(clients.length)}`
    }
  }
}

function connectedWords(count: number): string {
  return count === 0 ? 'no apps connected' : `${counted(count, 'app')} connected`
}

function endpointLine(endpoint: Status['endpoint']): string {
  switch (endpoint.state) {
    case 'listening':
      return `Apps connect at ${URL.parse(endpoint.url)?.host ?? endpoint.url}`
    case 'failed':
      return endpoint.reason
    case 'stopped':
      return 'Apps cannot connect now'
  }
}
