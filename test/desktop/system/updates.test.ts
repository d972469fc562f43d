import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { silentLog } from '../../../src/config/logging.ts'
import { createUpdates, type Updater } from '../../../src/desktop/system/updates.ts'

function appOf({ isPackaged = true, signed = true } = {}) {
  const path = mkdtempSync(join(tmpdir(), 'tonearm-updates-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  writeFileSync(join(path, 'package.json'), JSON.stringify({ name: 'tonearm', ...(signed && { signed }) }))
  return { isPackaged, getAppPath: () => path }
}

function updaterWith(found: Awaited<ReturnType<Updater['checkForUpdates']>> | Error) {
  return {
    autoDownload: false,
    autoInstallOnAppQuit: true,
    logger: undefined as unknown,
    checkForUpdates: vi.fn(async () => {
      if (found instanceof Error) throw found
      return found
    }),
    quitAndInstall: vi.fn(),
  }
}

describe('updates', () => {
  it.each([{ isPackaged: false }, { signed: false }])('are nothing for %o, which does not even load the updater', async (what) => {
    const load = vi.fn()
    const updates = createUpdates({ app: appOf(what), log: silentLog, changed: () => {}, load })
    expect(updates.state()).toEqual({ state: 'unavailable' })
    await updates.check()
    await updates.install()
    expect(load).not.toHaveBeenCalled()
  })

  it('are fetched, and installed only when the person says so', async () => {
    const updater = updaterWith({ downloadPromise: Promise.resolve(['file']), updateInfo: { version: '1.2.0' } })
    const states: string[] = []
    const updates = createUpdates({
      app: appOf(),
      log: silentLog,
      changed: () => states.push(updates.state().state),
      load: async () => updater,
    })
    await updates.check()
    expect(states).toEqual(['checking', 'ready'])
    expect(updates.state()).toEqual({ state: 'ready', version: '1.2.0' })
    expect(updater).toMatchObject({ autoDownload: true, autoInstallOnAppQuit: false })
    expect(updater.quitAndInstall).not.toHaveBeenCalled()
    await updates.install()
    expect(updater.quitAndInstall).toHaveBeenCalled()
  })

  it.each([
    ['there is none', null, false],
    ['the network fails', new Error('net::ERR_INTERNET_DISCONNECTED'), true],
  ])('can be looked for again when %s', async (_, found, failed) => {
    const updates = createUpdates({ app: appOf(), log: silentLog, changed: () => {}, load: async () => updaterWith(found) })
    await updates.check()
    expect(updates.state()).toMatchObject({ state: 'idle', looked: { failed } })
  })
})
