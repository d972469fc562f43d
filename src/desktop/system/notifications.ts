import { Notification } from 'electron'
import type { Page } from '../../shared/contract.ts'
import type { Status } from '../../shared/status.ts'
import { dueNotices, type Notice, newNotices } from './notices.ts'

/** Messages of the operating system. */
export type Notifications = {
  /** Looks whether there is something new to tell. */
  update(): void
  /** A client wants something and nobody is signed in. */
  signInWanted(client: string): void
  /** Something that was asked for in the tray menu could not be done. */
  failed(sentence: string): void
}

/** macOS shows them for signed apps only; elsewhere the person may have switched them off. The tray says the same in any case. */
export function createNotifications(options: {
  status: () => Status
  zone: string
  now?: () => number
  /** The person clicked on one. */
  onClick: (page: Page) => void
}): Notifications {
  const { status, zone, now = Date.now, onClick } = options
  let due: Notice[] = []
  /** A notification that is collected as garbage does not react to clicks any more. */
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
      show({ title: 'Sign in to Spotify', body: `${client} asks about your music. Sign in in the window that was opened.`, page: 'status' })
    },
    failed: (sentence) => show({ title: 'Tonearm', body: sentence, page: 'status' }),
  }
}
