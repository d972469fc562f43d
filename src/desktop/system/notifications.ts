import { Notification } from 'electron'
import { titleOf } from '../../shared/client-titles.ts'
import type { Page } from '../../shared/contract.ts'
import type { Status } from '../../shared/status.ts'
import { dueNotices, type Notice, newNotices } from './notices.ts'

/** Notifications of the operating system. */
export type Notifications = {
  /** Shows what is new since the last call. */
  update(): void
  /** A client called a tool, and nobody is signed in. */
  signInWanted(client: string): void
  /** An action of the tray menu failed. */
  failed(sentence: string): void
}

/** macOS shows notifications of signed apps only, and the person may have switched them off. So the tray shows the same. */
export function createNotifications(options: {
  status: () => Status
  zone: string
  now?: () => number
  /** The person clicked on one. */
  onClick: (page: Page) => void
}): Notifications {
  const { status, zone, now = Date.now, onClick } = options
  let due: Notice[] = []
  /** Keeps shown notifications in memory: one that is garbage-collected no longer reacts to clicks. */
  const open = new Set<Notification>()

  function show({ title, body, page }: Omit<Notice, 'key'>): void {
    if (!Notification.isSupported()) return
    const notification = new Notification({ title, body })
    open.add(notification)
    notification.once('close', () => open.delete(notification))
    notification.once('click', () => {
      open.delete(notification)
      onClick(page)
    })
    notification.show()
  }

  return {
    update() {
      const current = dueNotices(status(), now(), zone)
      for (const notice of newNotices(due, current)) show(notice)
      due = current
    },
    signInWanted(client) {
      show({
        title: 'Sign in to Spotify',
        body: `${titleOf(client)} wants to use your music. Use the new window to sign in.`,
        page: 'status',
      })
    },
    failed: (sentence) => show({ title: 'Tonearm', body: sentence, page: 'status' }),
  }
}
