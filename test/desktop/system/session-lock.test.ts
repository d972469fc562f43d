import { EventEmitter } from 'node:events'
import type { App, Session } from 'electron'
import { expect, it, vi } from 'vitest'
import { enableSessionLock } from '../../../src/desktop/system/session-lock.ts'

/** A session as Electron makes it: without handlers it grants everything. */
function createdSession() {
  const app = new EventEmitter()
  enableSessionLock({ app: app as unknown as App })
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: vi.fn<Session['setPermissionRequestHandler']>(),
    setPermissionCheckHandler: vi.fn<Session['setPermissionCheckHandler']>(),
    setDevicePermissionHandler: vi.fn<Session['setDevicePermissionHandler']>(),
  })
  app.emit('session-created', session)
  return session
}

it('refuses a permission that a page asks for, and one that it only looks up', () => {
  const session = createdSession()
  const answer = vi.fn()
  session.setPermissionRequestHandler.mock.calls[0]?.[0]?.({} as never, 'media', answer, {} as never)
  expect(answer.mock.calls).toEqual([[false]])
  expect(session.setPermissionCheckHandler.mock.calls[0]?.[0]?.(null, 'media', 'https://accounts.spotify.com', {} as never)).toBe(false)
})

it('refuses every device: USB, HID, serial ports', () => {
  const session = createdSession()
  const details = { deviceType: 'usb', origin: 'https://accounts.spotify.com', device: {} } as never
  expect(session.setDevicePermissionHandler.mock.calls[0]?.[0]?.(details)).toBe(false)
})

it('downloads nothing', () => {
  const session = createdSession()
  const event = { preventDefault: vi.fn() }
  session.emit('will-download', event, {}, {})
  expect(event.preventDefault).toHaveBeenCalledOnce()
})
