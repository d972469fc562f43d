import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { isReachable, type Machine, trayObstacle } from '../../scripts/tray-obstacle.ts'

const desktop: Machine = {
  platform: 'linux',
  environment: { DISPLAY: ':0' },
  userId: 1000,
  hasElectron: () => true,
  canDownload: async () => false,
  install: () => {},
}

describe('the tray app', () => {
  it.each([
    ['on X', {}],
    ['on Wayland', { environment: { WAYLAND_DISPLAY: 'wayland-0' } }],
    ['on macOS, which always has a display', { platform: 'darwin', environment: {} }],
    ['on Windows, as an administrator too', { platform: 'win32', environment: {}, userId: undefined }],
  ] satisfies [string, Partial<Machine>][])('runs %s', async (_, machine) => {
    expect(await trayObstacle({ ...desktop, ...machine })).toBeUndefined()
  })

  it.each([
    ['without a display', { environment: {} }, 'There is no display'],
    ['as root', { userId: 0 }, 'A tray app does not run as root'],
    ['without Electron and a way to it', { hasElectron: () => false }, 'Electron is not installed and cannot be downloaded from here'],
    ['when the installation fails', { hasElectron: () => false, canDownload: async () => true }, 'Electron could not be installed'],
  ] satisfies [string, Partial<Machine>, string][])('does not run %s, and says why', async (_, machine, why) => {
    expect(await trayObstacle({ ...desktop, ...machine })).toBe(why)
  })

  it('is installed only when nothing else is in the way', async () => {
    const install = vi.fn()
    const missing = { ...desktop, hasElectron: () => install.mock.calls.length > 0, canDownload: async () => true, install }
    await trayObstacle({ ...missing, environment: {} })
    expect(install).not.toHaveBeenCalled()
    expect(await trayObstacle(missing)).toBeUndefined()
    expect(install).toHaveBeenCalledOnce()
  })
})

describe('a download', () => {
  it('is not waited for when nobody answers', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/here.zip') response.end()
      if (request.url === '/gone.zip') response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    expect(await isReachable(`${address}/here.zip`, 5_000)).toBe(true)
    expect(await isReachable(`${address}/gone.zip`, 5_000)).toBe(false)
    expect(await isReachable(`${address}/silent.zip`, 200)).toBe(false)
  })
})
