import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
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

  describe('at the next start on Linux', () => {
    /** An autostart folder with this entry, and what is in it after the AppImage of this name has started. */
    function startedWith(entry: string | undefined, appImage = '/home/w/Tonearm-2.0.AppImage', app: object = {}) {
      const home = mkdtempSync(join(tmpdir(), 'tonearm-autostart-'))
      onTestFinished(() => rmSync(home, { recursive: true }))
      const folder = join(home, '.config', 'autostart')
      const file = join(folder, 'tonearm.desktop')
      mkdirSync(folder, { recursive: true })
      if (entry !== undefined) writeFileSync(file, entry)
      const options = { app: { ...loginItems(), ...app }, platform: 'linux' as const, home, executable: '/tmp/.mount/tonearm' }
      const autostart = createAutostart({ ...options, environment: { APPIMAGE: appImage } })
      autostart.refresh()
      return { on: autostart.state().on, after: existsSync(file) ? readFileSync(file, 'utf8') : undefined, autostart, file }
    }

    const entryOf = (appImage: string) => autostartEntry({ environment: { APPIMAGE: appImage }, executable: '' })
    const old = entryOf('/home/w/Tonearm-1.0.AppImage')

    it('the entry names the new version of the AppImage', () => {
      expect(startedWith(old)).toMatchObject({ on: true, after: entryOf('/home/w/Tonearm-2.0.AppImage') })
      expect(startedWith(old, '/home/w/My $& Apps/T.AppImage').after).toBe(entryOf('/home/w/My $& Apps/T.AppImage'))
    })

    it('an entry that is right is not written again', () => {
      const { file, autostart } = startedWith(entryOf('/home/w/Tonearm-2.0.AppImage'))
      chmodSync(file, 0o400)
      const { mtimeMs } = statSync(file)
      autostart.refresh()
      expect(statSync(file).mtimeMs).toBe(mtimeMs)
    })

    it('what the person added to the entry stays', () => {
      const own = old.replace('Name=Tonearm', 'Name=Music').concat('X-GNOME-Autostart-Delay=30\n')
      expect(startedWith(own).after).toBe(own.replace('1.0', '2.0'))
    })

    it.each(['Hidden=true', 'Hidden = True', 'X-GNOME-Autostart-enabled=false'])(
      'an entry with %s is off, and stays as it is',
      async (line) => {
        const off = `${old.replace('X-GNOME-Autostart-enabled=true\n', '')}${line}\n`
        const { on, after, autostart } = startedWith(off)
        expect({ on, after }).toEqual({ on: false, after: off })
        await autostart.set(true)
        expect(autostart.state().on).toBe(true)
      },
    )

    it('nothing is made where there was nothing, and a checkout changes nothing', () => {
      expect(startedWith(undefined)).toMatchObject({ on: false, after: undefined })
      expect(startedWith(old, '/x.AppImage', { isPackaged: false }).after).toBe(old)
    })
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
