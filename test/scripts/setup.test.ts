import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { root } from '../root.ts'

/** A checkout with setup.mjs and a lockfile, on a system without any of the packages that it could want. */
function bareCheckout() {
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-setup-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = (...names: string[]) => join(folder, ...names)
  for (const name of ['programs', 'checkout', 'checkout/scripts', 'elsewhere', 'elsewhere/node_modules']) mkdirSync(path(name))
  copyFileSync(join(root, 'scripts', 'setup.mjs'), path('checkout', 'scripts', 'setup.mjs'))
  writeFileSync(path('checkout', 'package-lock.json'), '{}')
  for (const [name, ends] of [
    ['dpkg', 1],
    ['apt-get', 0],
    ['npm', 0],
  ] as const) {
    writeFileSync(path('programs', name), `#!/bin/sh\necho "${name} $*" >> '${path('asked')}'\nexit ${ends}\n`)
    chmodSync(path('programs', name), 0o755)
  }
  return {
    path,
    /** Runs setup.mjs, and gives what it asked the system and npm for. */
    setUp(...words: string[]): { asked: string; status: number | null; said: string } {
      rmSync(path('asked'), { force: true })
      const { status, stderr } = spawnSync(process.execPath, [path('checkout', 'scripts', 'setup.mjs'), ...words], {
        env: { PATH: path('programs') },
        encoding: 'utf8',
      })
      return { asked: existsSync(path('asked')) ? readFileSync(path('asked'), 'utf8') : '', status, said: stderr }
    },
  }
}

describe.runIf(existsSync('/usr/bin/dpkg'))('setting a bare Debian up', () => {
  it('asks for no system package to start Tonearm or its demo', () => {
    expect(bareCheckout().setUp()).toMatchObject({ asked: 'npm ci --no-fund --no-audit\n', status: 0 })
  })

  it('asks for a keyring, the library to reach it and a browser for the tests, and for no compiler', () => {
    const { asked } = bareCheckout().setUp('--for-tests')
    const wanted = [...asked.matchAll(/^dpkg --status (\S+)$/gm)].map(([, name]) => name)
    expect(wanted).toEqual(['libsecret-1-0', 'dbus', 'dbus-daemon', 'gnome-keyring', 'chromium-headless-shell', 'xvfb'])
    if (process.getuid?.() === 0) expect(asked).toContain(`apt-get install --yes --no-install-recommends ${wanted.join(' ')}\n`)
  })
})

describe('the npm packages', () => {
  /** As npm leaves it behind. */
  const install = (folder: string) => writeFileSync(join(folder, '.package-lock.json'), '{}')

  it('are installed once', () => {
    const { path, setUp } = bareCheckout()
    mkdirSync(path('checkout', 'node_modules'))
    expect(setUp().asked).toContain('npm ci')
    install(path('checkout', 'node_modules'))
    expect(setUp()).toEqual({ asked: '', status: 0, said: '' })
  })

  it('are never installed through a link, which would delete those of another folder', () => {
    const { path, setUp } = bareCheckout()
    symlinkSync(path('elsewhere', 'node_modules'), path('checkout', 'node_modules'), 'dir')
    writeFileSync(path('elsewhere', 'package-lock.json'), '{ "other": 1 }')
    install(path('elsewhere', 'node_modules'))
    const refused = setUp()
    expect([refused.status, refused.asked]).toEqual([1, ''])
    expect(refused.said).toMatchInlineSnapshot(`
      "Some npm packages are missing, and node_modules is a link to another folder. Nothing was installed, as that would delete the packages there.
      Remove the link, then try again: this folder gets its own packages. Or run "npm ci" in the other folder, if it has the same package-lock.json.
      "
    `)
    // Of another lockfile, of none, or not there at all: all would end in `npm ci`.
    rmSync(path('elsewhere', 'package-lock.json'))
    expect(setUp()).toEqual(refused)
    rmSync(path('elsewhere', 'node_modules'), { recursive: true })
    expect(setUp()).toEqual(refused)
  })

  it('may be those of another folder with the same lockfile', () => {
    const { path, setUp } = bareCheckout()
    symlinkSync(path('elsewhere', 'node_modules'), path('checkout', 'node_modules'), 'dir')
    copyFileSync(path('checkout', 'package-lock.json'), path('elsewhere', 'package-lock.json'))
    install(path('elsewhere', 'node_modules'))
    expect(setUp()).toEqual({ asked: '', status: 0, said: '' })
  })
})
