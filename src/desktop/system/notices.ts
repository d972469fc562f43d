import type { Page } from '../../shared/contract.ts'
import { day } from '../../shared/moments.ts'
import type { Status } from '../../shared/status.ts'

/** Something that the person should know even when no window is open. `key` identifies it. */
export type Notice = { key: string; title: string; body: string; page: Page }

/** How long before the end of the login the person is told. */
const warnDaysBefore = 14

const dayMs = 24 * 60 * 60_000

/** What the person should know now, including what was shown before. @param zone IANA name */
export function dueNotices({ account, endpoint, history, database, questions = [] }: Status, now: number, zone: string): Notice[] {
  const notices: Notice[] = []
  if (account.state === 'login-ended') {
    notices.push({
      key: 'login-ended',
      title: 'Sign in to Spotify again',
      body: 'Spotify ended the login, so apps cannot reach your music. Sign in again to continue.',
      page: 'status',
    })
  }
  if (account.state === 'signed-in' && account.endsAt && Date.parse(account.endsAt) - now < warnDaysBefore * dayMs) {
    notices.push({
      key: `login-ends ${account.endsAt}`,
      title: `The login to Spotify ends on ${day(account.endsAt, zone)}`,
      body: 'Spotify ends every login after six months. Sign in again before that day to stay connected.',
      page: 'status',
    })
  }
  if (account.state === 'signed-in' && history.keeping === 'untold') {
    notices.push({
      key: 'history-untold',
      title: 'New: a listening history',
      body: 'Tonearm can keep what you play, on this computer. Nothing is kept before you have read about it: click here.',
      page: 'history',
    })
  }
  for (const { id, client, question } of questions) {
    notices.push({
      key: `question ${id}`,
      title: `${client} wants to remove a lot`,
      body: `${question} Click here to answer.`,
      page: 'activity',
    })
  }
  if (endpoint.state === 'failed') {
    notices.push({ key: `endpoint ${endpoint.reason}`, title: 'Apps cannot connect', body: endpoint.reason, page: 'advanced' })
  }
  if (database) {
    const title = database.problem === 'database-damaged' ? 'The database was damaged' : 'Tonearm cannot save'
    notices.push({ key: `database ${database.reason}`, title, body: database.reason, page: 'status' })
  }
  return notices
}

/** The notices that are new since the last time. */
export function newNotices(before: readonly Notice[], now: readonly Notice[]): Notice[] {
  return now.filter(({ key }) => before.every((notice) => notice.key !== key))
}
