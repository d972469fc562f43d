import { Notification } from 'electron'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createNotifications } from '../../../src/desktop/system/notifications.ts'
import type { Status } from '../../../src/shared/status.ts'

/** Notifications over a status that the test can change. */
function notifications(account: Status['account']) {
  const shown: Notification[] = []
  const show = vi.spyOn(Notification.prototype, 'show').mockImplementation(function (this: Notification) {
    shown.push(this)
  })
  onTestFinished(() => void show.mockRestore())
  const view = { account }
  const onClick = vi.fn()
  const status = () => ({ ...view, endpoint: { state: 'listening', url: '', since: '' } }) as Status
  return { view, shown, onClick, ...createNotifications({ status, zone: 'Europe/Berlin', now: () => 0, onClick }) }
}

describe('a notification', () => {
  it('is shown once for as long as its reason is there, and again when that comes back', () => {
    const { view, shown, update } = notifications({ state: 'login-ended' })
    update()
    update()
    expect(shown).toHaveLength(1)
    view.account = { state: 'signed-out' }
    update()
    view.account = { state: 'login-ended' }
    update()
    expect(shown).toHaveLength(2)
  })

  it('opens the page that it is about', () => {
    const { shown, onClick, update } = notifications({ state: 'login-ended' })
    update()
    shown[0]?.emit('click')
    expect(onClick.mock.calls).toEqual([['status']])
  })

  it('is left out where the system has none', () => {
    const supported = vi.spyOn(Notification, 'isSupported').mockReturnValue(false)
    onTestFinished(() => void supported.mockRestore())
    const { shown, update, failed, signInWanted } = notifications({ state: 'login-ended' })
    update()
    failed('It did not work.')
    signInWanted('Claude')
    expect(shown).toEqual([])
  })
})
