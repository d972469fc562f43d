import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { autostartEntry, createAutostart } from '../../../src/desktop/system/autostart.ts'

function loginItems(answer: object = {}) {
  let openAtLogin = false
  return {
    isPackaged: true,
    setLoginItemSettings: vi.fn((settings: { openAtLogin?: boolean }) => {
      openAtLogin = settings.openAtLogin ?? false
    }),
    getLoginItemSettings: () => ({ openAtLogin, status: 'enabled', ...answer }) as never,
  }
}

describe('starting at login', () => {
  it.each(['darwin', 'win32'] as const)('is a login item on %s, which starts without a window', async (platform) => {
    const app = loginItems()
    const autostart = createAutostart({ app, platform, environment: {} })
    await autostart.set(true)
    expect(app.setLoginItemSettings).toHaveBeenCalledWith({ openAtLogin: true, args: ['--hidden'] })
    expect(autostart.state()).toEqual({ on: true, available: true })
  })

  it('says what macOS still wants, or that nothing came of it', async () => {
    const waiting = createAutostart({ app: loginItems({ status: 'requires-approval' }), platform: 'darwin', environment: {} })
    await expect(waiting.set(true)).rejects.toThrow('System Settings, General, Login Items')
    const refused = createAutostart({ app: loginItems({ openAtLogin: false }), platform: 'win32', environment: {} })
    await expect(refused.set(true)).rejects.toThrow('did not accept')
  })

  it('is a file in the autostart folder on Linux, and goes with it', async () => {
    const home = mkdtempSync(join(tmpdir(), 'tonearm-autostart-'))
    onTestFinished(() => rmSync(home, { recursive: true }))
    const options = { app: loginItems(), platform: 'linux' as const, home, executable: '/opt/Tonearm/tonearm' }
    const usual = createAutostart({ ...options, environment: {} })
    const file = join(home, '.config', 'autostart', 'tonearm.desktop')
    await usual.set(true)
    expect(readFileSync(file, 'utf8')).toContain('\nExec=/opt/Tonearm/tonearm --hidden\n')
    expect(usual.state().on).toBe(true)
    await usual.set(false)
    expect(existsSync(file)).toBe(false)
    await createAutostart({ ...options, environment: { XDG_CONFIG_HOME: join(home, 'else') } }).set(true)
    expect(existsSync(join(home, 'else', 'autostart', 'tonearm.desktop'))).toBe(true)
  })

  it('names the AppImage itself, quoted where its path needs it', () => {
    const exec = (path: string) =>
      /^Exec=(.*)$/m.exec(autostartEntry({ environment: { APPIMAGE: path }, executable: '/tmp/.mount/tonearm' }))?.[1]
    expect(exec('/home/w/Tonearm-1.0.AppImage')).toBe('/home/w/Tonearm-1.0.AppImage --hidden')
    expect(exec('/home/w/My Apps/100% $Tone"arm')).toBe('"/home/w/My Apps/100%% \\\\$Tone\\\\"arm" --hidden')
  })

  it('is nothing that a checkout could do', async () => {
    const autostart = createAutostart({ app: { ...loginItems(), isPackaged: false }, platform: 'linux', environment: {} })
    expect(autostart.state()).toEqual({ on: false, available: false })
    await expect(autostart.set(true)).rejects.toThrow('Only an installed Tonearm can start at login.')
    await autostart.set(false)
  })
})
