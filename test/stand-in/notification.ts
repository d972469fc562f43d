import { EventEmitter } from 'node:events'
import type { Notification as ElectronNotification, NotificationConstructorOptions } from 'electron'
import { configuration, recorded } from './state.ts'

/** A message of the operating system. `emit('click')` clicks on it. */
export class Notification extends EventEmitter implements Pick<ElectronNotification, 'title' | 'body' | 'show'> {
  title: string
  body: string

  constructor({ title = '', body = '' }: NotificationConstructorOptions = {}) {
    super()
    this.title = title
    this.body = body
  }

  static isSupported(): boolean {
    return configuration.notifications
  }

  show(): void {
    recorded.notifications.push(this)
    this.emit('show')
  }
}
