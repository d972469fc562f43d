import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { root } from '../commands/run-command.ts'

/** Runs scripts/setup.mjs on a Debian without any of the packages that it could want, and gives what it asked the system for. */
function setUp(...words: string[]): { asked: string; status: number | null } {
  const folder = mkdtempSync(join(tmpdir(), 'tonearm-setup-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const record = join(folder, 'asked')
  for (const [name, ends] of [
    ['dpkg', 1],
    ['apt-get', 0],
    ['npm', 0],
  ] as const) {
    writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} $*" >> '${record}'\nexit ${ends}\n`)
    chmodSync(join(folder, name), 0o755)
  }
  const { status } = spawnSync(process.execPath, [join(root, 'scripts', 'setup.mjs'), ...words], { env: { PATH: folder } })
  return { asked: existsSync(record) ? readFileSync(record, 'utf8').replace(/^npm .*\n/gm, '') : '', status }
}

describe.runIf(existsSync('/usr/bin/dpkg'))('setting a bare Debian up', () => {
  it('asks for no system package to start Tonearm or its demo', () => {
    expect(setUp()).toEqual({ asked: '', status: 0 })
  })

  it('asks for a keyring, the library to reach it and a browser for the tests, and for no compiler', () => {
    const { asked } = setUp('--for-tests')
    const wanted = [...asked.matchAll(/^dpkg --status (\S+)$/gm)].map(([, name]) => name)
    expect(wanted).toEqual(['libsecret-1-0', 'dbus', 'dbus-daemon', 'gnome-keyring', 'chromium', 'xvfb'])
    if (process.getuid?.() === 0) expect(asked).toContain(`apt-get install --yes --no-install-recommends ${wanted.join(' ')}\n`)
  })
})
