import { EventEmitter } from 'node:events'
import type { App } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { silentLog } from '../../../src/config/logging.ts'
import { enableLifecycle } from '../../../src/desktop/system/lifecycle.ts'

/** An app that is asked to quit as Electron asks: with `will-quit`, which may be prevented. */
function startedApp() {
  const events = new EventEmitter()
  const stopping = Promise.withResolvers<void>()
  const stop = vi.fn(() => stopping.promise)
  const show = vi.fn()
  const error = vi.fn()
  const relaunch = vi.fn()
  let ended = 0
  const app = Object.assign(events, {
    relaunch,
    quit() {
      const preventDefault = vi.fn()
      events.emit('will-quit', { preventDefault })
      if (preventDefault.mock.calls.length === 0) ended += 1
    },
  })
  const lifecycle = enableLifecycle({ app: app as unknown as App, show, stop, log: { ...silentLog, error } })
  return { app, lifecycle, stopping, stop, show, error, relaunch, ended: () => ended }
}

describe('quitting', () => {
  it('ends the process after everything is closed, and closes it once, however often the user quits', async () => {
    const { lifecycle, stopping, stop, ended, app } = startedApp()
    lifecycle.quit()
    lifecycle.quit()
    app.quit()
    expect([stop.mock.calls.length, ended()]).toEqual([1, 0])
    stopping.resolve()
    await vi.waitFor(() => expect(ended()).toBe(1))
    expect(stop).toHaveBeenCalledTimes(1)
  })

  it('ends the process also when something could not be closed, which the log tells', async () => {
    const { lifecycle, stopping, error, ended } = startedApp()
    lifecycle.quit()
    stopping.reject(new Error('the database is busy'))
    await vi.waitFor(() => expect(ended()).toBe(1))
    expect(error.mock.calls).toEqual([['Stopping failed', expect.objectContaining({ message: 'the database is busy' })]])
  })

  it('starts the app once more only when that is asked for', () => {
    const plain = startedApp()
    plain.lifecycle.quit()
    expect(plain.relaunch).not.toHaveBeenCalled()
    const again = startedApp()
    again.lifecycle.quit({ again: true })
    expect(again.relaunch).toHaveBeenCalledOnce()
  })
})

describe('a running app', () => {
  it.each(['second-instance', 'activate'])('shows its window on %s', (event) => {
    const { app, show } = startedApp()
    app.emit(event)
    expect(show).toHaveBeenCalledOnce()
  })

  it('goes on without a window: somebody listens, or Electron would quit', () => {
    const { app, ended } = startedApp()
    expect(app.emit('window-all-closed')).toBe(true)
    expect(ended()).toBe(0)
  })
})
