import type { Page } from '../../shared/contract.ts'
import { day } from '../../shared/moments.ts'
import type { Status } from '../../shared/status.ts'

/** Something the person should know although no window is open. `key` tells two of them apart. */
export type Notice = { key: string; title: string; body: string; page: Page }

/** So long before the login ends the person hears of it. */
const warnDaysBefore = 14

const dayMs = 24 * 60 * 60_000

/** What the person should know now. Whoever shows them leaves out those that were due before. @param zone IANA name */
export function dueNotices({ account, endpoint }: Status, now: number, zone: string): Notice[] {
  const notices: Notice[] = []
  if (account.state === 'login-ended') {
    notices.push({
      key: 'login-ended',
      title: 'Sign in to Spotify again',
      body: 'Spotify ended the login, so your assistants cannot reach your music. It takes a minute to sign in again.',
      page: 'status',
    })
  }
  if (account.state === 'signed-in' && account.endsAt && Date.parse(account.endsAt) - now < warnDaysBefore * dayMs) {
    notices.push({
      key: `login-ends ${account.endsAt}`,
      title: `The login to Spotify ends on ${day(account.endsAt, zone)}`,
      body: 'Spotify ends every login after six months. Sign in again before, and nothing is interrupted.',
      page: 'status',
    })
  }
  if (endpoint.state === 'failed') {
    notices.push({ key: `endpoint ${endpoint.reason}`, title: 'Your assistants cannot connect', body: endpoint.reason, page: 'advanced' })
  }
  return notices
}

/** Those that were not due the last time. */
export function newNotices(before: readonly Notice[], now: readonly Notice[]): Notice[] {
  return now.filter(({ key }) => before.every((notice) => notice.key !== key))
}
