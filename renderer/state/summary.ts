import { localZone } from '../../src/shared/moments.ts'
import { pausedWords } from '../../src/shared/paused-words.ts'
import { cannotSave, type Status } from '../../src/shared/status.ts'
import { time } from '../format.ts'
import { statusTexts } from '../strings/status.ts'

/** The overall state. `action` is the button to offer; it opens another page or signs in. */
export type Summary = {
  mood: 'good' | 'calm' | 'bad'
  title: string
  text: string
  action?: 'set-up' | 'sign-in' | 'connect'
}

const { summary } = statusTexts

/** The most important fact right now. Problems that stop everything else come first. */
export function summarise(status: Status, now: number): Summary {
  const { account, endpoint, quota, clients, paused } = status
  if (account.state === 'client-id-missing') return { mood: 'calm', title: summary.setup.title, text: summary.setup.text, action: 'set-up' }
  if (endpoint.state === 'failed') return { mood: 'bad', title: summary.unreachable, text: summary.failed }
  if (endpoint.state === 'stopped') return { mood: 'bad', title: summary.unreachable, text: summary.stopped }
  switch (account.state) {
    case 'signed-out':
      return { mood: 'calm', ...summary.signedOut, action: 'sign-in' }
    case 'login-ended':
      return { mood: 'bad', ...summary.loginEnded, action: 'sign-in' }
    case 'signing-in':
      return { mood: 'calm', ...summary.signingIn, action: 'sign-in' }
    case 'signed-in':
      if (quota.state === 'used-up') return { mood: 'calm', ...summary.quota(time(quota.until, now)) }
      if (cannotSave(status)) return { mood: 'bad', ...summary.cannotSave }
      if (paused) return { mood: 'calm', title: pausedWords(paused, now, localZone()), text: summary.paused }
      if (clients.length === 0) return { mood: 'good', title: summary.noClients.title, text: summary.noClients.text, action: 'connect' }
      return { mood: 'good', title: summary.running.title, text: summary.running.text(clients.length) }
  }
}
