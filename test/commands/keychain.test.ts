import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { consent } from '../fake-spotify/consent.ts'
import { commandFile } from './run-command.ts'
import { call, computerWithSpotify, connect, ready, signIn, signInAddress } from './with-spotify.ts'

const withoutKeytar = [process.execPath, '--import', new URL('without-keytar.mjs', import.meta.url).href, commandFile]

/** A desktop session with GNOME Keyring, unlocked as after a login. */
const unlock = 'echo | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 && exec "$0" "$@"'
const withKeyring = ['dbus-run-session', '--', 'sh', '-c', unlock, process.execPath, commandFile]

describe.runIf(process.platform === 'linux')('a computer with a keychain', () => {
  it('keeps the login in it: later commands are signed in, no file holds a secret, and "logout" removes it', async () => {
    const computer = await computerWithSpotify({ program: withKeyring })
    const login = computer.run(['login', '--no-browser'])
    await consent(await signInAddress(login))
    expect((await login.ended).stdout).toMatch(/^Signed in as Wanda, until .+\.\n$/)

    const serve = computer.run(['serve', '--json'])
    const { url, token, pid } = await ready(serve)
    expect(await call(await connect({ url, token }), 'get_user_profile')).toContain('Wanda')
    process.kill(pid, 'SIGTERM')
    expect((await serve.ended).code).toBe(0)
    expect(readdirSync(computer.dataDirectory).sort()).toEqual([
      'access-key.lock',
      'lists.json',
      'login.lock',
      'logs',
      'renewal.lock',
      'serving.lock',
      'settings.json',
      'tonearm.sqlite',
    ])

    expect((await computer.run(['logout']).ended).code).toBe(0)
    expect((await computer.run(['status']).ended).stdout).toMatch(/^Nobody is signed in\./)
  })
})

describe('a computer on which keytar does not work', () => {
  it.each(['memory', 'file'])('--vault %s never loads it', async (vault) => {
    const computer = await computerWithSpotify({ program: withoutKeytar })
    if (vault === 'file') await signIn(computer)
    const { refreshToken } = computer.spotify.grant(['user-top-read'])
    const serve = computer.run(['serve', '--json', '--vault', vault], vault === 'file' ? {} : { SPOTIFY_REFRESH_TOKEN: refreshToken })
    expect(await call(await connect(await ready(serve)), 'get_user_profile')).toContain('Wanda')
    const { code, stderr } = await serve.stop()
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringMatching(/keyring|keychain|keytar/i) })
  })

  it('the keychain is asked for without --vault: the person learns that it is missing', async () => {
    const computer = await computerWithSpotify({ program: withoutKeytar })
    const { code, stdout, stderr } = await computer.run(['status']).ended
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^Nobody is signed in\./) })
    expect(stderr).toMatch(/^The stored login could not be read\. .+\n$/)
  })

  it('the doctor says once what to do about it', async () => {
    const computer = await computerWithSpotify({ program: withoutKeytar })
    const { code, stdout } = await computer.run(['doctor', '--json'], { TONEARM_PORT: '3345' }).ended
    expect(code).toBe(1)
    const findings: { about: string; says: string }[] = JSON.parse(stdout).findings
    expect(findings.filter(({ says }) => /--omit=optional|Install/.test(says)).map(({ about }) => about)).toEqual(['Keychain'])
    expect(findings).toContainEqual({
      about: 'Apps',
      state: 'warning',
      says: 'Tonearm could not look at them without the access key, which is kept in the keychain.',
    })
  })

  it('connects apps to the Tonearm that runs, whose file says enough', async () => {
    const computer = await computerWithSpotify({ program: withoutKeytar })
    const settings = join(computer.environment.HOME ?? '', '.config', 'opencode', 'opencode.jsonc')
    mkdirSync(dirname(settings), { recursive: true })
    const { url, token } = await ready(computer.run(['serve', '--json']))
    expect(await computer.run(['clients', 'add', 'opencode', '--yes']).ended).toMatchObject({ code: 0 })
    expect(readFileSync(settings, 'utf8')).toContain(`"url": "${url}"`)
    expect(readFileSync(settings, 'utf8')).toContain(token)
    expect((await computer.run(['clients']).ended).stdout).toMatch(/opencode +connected/)
  })
})
