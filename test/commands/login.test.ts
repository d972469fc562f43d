import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { login } from '../../src/commands/login.ts'
import type { Start } from '../../src/commands/terminal/command.ts'
import type { Terminal } from '../../src/commands/terminal/terminal.ts'
import { silentLog } from '../../src/config/logging.ts'
import { openChangeLog } from '../../src/store/changes.ts'
import { openDatabase } from '../../src/store/database.ts'
import { consent } from '../fake-spotify/consent.ts'
import type { FakeSpotify } from '../fake-spotify/fake-spotify.ts'
import { tokenError } from '../fake-spotify/faults.ts'
import { startTonearm } from '../tonearm.ts'
import { call, computerWithSpotify, connect, fileVault, ready, signIn, signInAddress } from './with-spotify.ts'

/** From now on it is Otto who agrees on Spotify's page. */
function becomeOtto({ world }: FakeSpotify): void {
  world.user = { ...world.user, id: 'otto', accountId: 'account-of-otto', displayName: 'Otto' }
}

describe('tonearm login', () => {
  it('--no-browser shows the address; when the person agrees, the login is kept for later commands', async () => {
    const computer = await computerWithSpotify()
    const login = computer.run(['login', '--no-browser', '--vault', 'file'])
    const { status, body } = await consent(await signInAddress(login))
    expect({ status, body }).toEqual({ status: 200, body: expect.stringContaining('<!doctype html>') })

    const { code, stdout } = await login.ended
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^Signed in as Wanda, until \d{4}-\d\d-\d\d\.\n$/) })
    const kept = JSON.parse(fileVault(computer)[computer.spotify.clientId] ?? '')
    expect(kept).toEqual({
      refreshToken: expect.stringMatching(/^AQ/),
      scopes: expect.any(Array),
      authorizedAt: expect.any(String),
      accountId: expect.any(String),
    })
    expect(statSync(computer.path('vault.json')).mode & 0o777).toBe(0o600)

    const later = await computer.run(['status', '--vault', 'file']).ended
    expect(later.stdout).toMatch(/^Signed in as Wanda, until \d{4}-\d\d-\d\d\.\nPermissions: 16 of 16\.\nTonearm 0\.1\.0 is not running\./)
    const serve = computer.run(['serve', '--json', '--vault', 'file'])
    expect(await call(await connect(await ready(serve)), 'get_user_profile')).toContain('Wanda')
  })

  it('keeps what was granted, which may be less than was asked for', async () => {
    const computer = await computerWithSpotify()
    const login = computer.run(['login', '--no-browser', '--vault', 'file'])
    await consent(await signInAddress(login), { scopes: ['user-top-read'] })
    await login.ended
    expect(JSON.parse(fileVault(computer)[computer.spotify.clientId] ?? '').scopes).toEqual(['user-top-read'])
    const { stdout } = await computer.run(['status', '--json', '--vault', 'file']).ended
    expect(JSON.parse(stdout).account).toMatchObject({ state: 'signed-in', grantedScopes: ['user-top-read'] })
  })

  it('says so when the person cancels, and keeps nothing', async () => {
    const computer = await computerWithSpotify()
    const login = computer.run(['login', '--no-browser', '--vault', 'file'])
    await consent(await signInAddress(login), { as: 'cancel' })
    const { code, stdout, stderr } = await login.ended
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/\nThe sign-in was cancelled on Spotify's page\. Nothing was changed; you can sign in again at any time\.\n$/)
    expect(existsSync(computer.path('vault.json'))).toBe(false)
  })

  it('keeps the login from before when a new sign-in fails', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const before = fileVault(computer)
    computer.spotify.faults.next('POST /api/token', tokenError(400, { error: 'invalid_grant', error_description: 'Invalid code' }))
    const login = computer.run(['login', '--change-account', '--no-browser', '--vault', 'file'])
    await consent(await signInAddress(login))
    const { code, stderr } = await login.ended
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/\nSpotify did not complete the sign-in \(invalid_grant\)\. .+\n$/),
    })
    expect(fileVault(computer)).toEqual(before)
  })

  it('Ctrl-C ends the waiting', async () => {
    const computer = await computerWithSpotify()
    const login = computer.run(['login', '--no-browser', '--vault', 'file'])
    await signInAddress(login)
    const { code, stderr } = await login.stop('SIGINT')
    expect({ code, stderr }).toEqual({ code: 130, stderr: expect.stringMatching(/\nThe sign-in was cancelled\. Nothing was changed.+\n$/) })
  })

  it('fails when the login cannot be kept, and says why', async () => {
    const computer = await computerWithSpotify()
    const login = computer.run(['login', '--no-browser'])
    await consent(await signInAddress(login))
    const { code, stdout, stderr } = await login.ended
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/No keyring is available\..+--vault file/)
    expect(stderr).toMatch(/\nYou signed in to Spotify, but Tonearm could not store the login\. So nobody is signed in now\.\n$/)
  })

  it('a running serve takes the login up by itself', async () => {
    const computer = await computerWithSpotify()
    const serve = computer.run(['serve', '--json', '--vault', 'file'])
    const client = await connect(await ready(serve))
    await signIn(computer)
    const { stdout } = await computer.run(['status', '--vault', 'file']).ended
    expect(stdout).toMatch(
      /^Signed in as Wanda, until .+\nPermissions: 16 of 16\.\nListening on http.+\nConnected:\n {2}test client 1\.0\.0: 0 calls\nListening history: .+\n$/,
    )
    expect(await call(client, 'get_user_profile')).toContain('Wanda')
  })

  it.runIf(process.platform === 'linux')('opens the browser, unless told not to', async () => {
    const computer = await computerWithSpotify()
    const [browser, opened] = [join(computer.environment.HOME ?? '', 'browser'), join(computer.environment.HOME ?? '', 'opened')]
    writeFileSync(browser, `#!/bin/sh\necho "$1" > '${opened}'\n`)
    chmodSync(browser, 0o755)
    const quiet = computer.run(['login', '--no-browser', '--vault', 'file'], { BROWSER: browser })
    await consent(await signInAddress(quiet))
    expect((await quiet.ended).code).toBe(0)
    expect(existsSync(opened)).toBe(false)

    const login = computer.run(['login', '--change-account', '--vault', 'file'], { BROWSER: browser })
    await expect.poll(() => existsSync(opened) && readFileSync(opened, 'utf8').endsWith('\n')).toBe(true)
    const address = readFileSync(opened, 'utf8').trim()
    expect(address).toBe(await signInAddress(login))
    await consent(address)
    expect((await login.ended).code).toBe(0)
  })
})

describe('tonearm login, when somebody is signed in already,', () => {
  it('says who it is and how to change that, and opens nothing, where nobody can be asked', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const before = fileVault(computer)
    const { code, stdout, stderr } = await computer.run(['login', '--no-browser', '--vault', 'file']).ended
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        /^Signed in as Wanda, until \S+\. To sign in again or with another account, run ".+ login .*--change-account"\.\n$/,
      ),
      stderr: '',
    })
    expect(fileVault(computer)).toEqual(before)
  })

  it('asks a person at a terminal, and signs in with the account that is chosen', async () => {
    const { tonearm, spotify, settings } = await startTonearm()
    const seen: string[] = []
    const loginAs = async (answer: string) => {
      const terminal: Terminal = {
        interactive: true,
        answersPerson: true,
        readerIsGone: () => false,
        columns: 80,
        answer: (text) => void seen.push(text),
        say: (text) => void seen.push(text),
        progress: () => {},
        ask: async (question) => {
          seen.push(question)
          return answer
        },
        flush: async () => {},
      }
      const openUrl = async (url: string) => void (await consent(url))
      const flags = { json: false, browser: true, vault: 'file' } as const
      const commandFor = (command: string) => `tonearm ${command}`
      const invocation = { flags, tonearm, terminal, settings, openUrl, commandFor, signal: AbortSignal.timeout(10_000) }
      await login.run({ open: async () => invocation } as unknown as Start)
      return seen.splice(0)
    }
    expect(await loginAs('n')).toEqual([
      expect.stringMatching(/^Signed in as Wanda\./),
      "Do you want to sign in again? You can choose another account on Spotify's page. [y/N] ",
    ])
    becomeOtto(spotify)
    expect((await loginAs('y')).at(-1)).toMatch(/^Signed in as Otto, until/)
    expect(tonearm.status().account).toMatchObject({ name: 'Otto' })
  })

  it('--change-account signs in without a question; what was kept of the first account stays bound to it', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const database = openDatabase(computer.path('tonearm.sqlite'), silentLog)
    const { accountId } = JSON.parse(Object.values(fileVault(computer))[0] ?? '{}')
    const receipt = await openChangeLog(database).begin({ account: accountId, client: 'test', what: 'x', revert: {} })
    database.close()
    becomeOtto(computer.spotify)
    const login = computer.run(['login', '--change-account', '--no-browser', '--vault', 'file'])
    await consent(await signInAddress(login))
    expect((await login.ended).stdout).toMatch(/^Signed in as Otto, until/)
    const serve = computer.run(['serve', '--json', '--vault', 'file'])
    const client = await connect(await ready(serve))
    expect(await call(client, 'undo_change', {})).toBe('No changes yet.')
    expect(await call(client, 'undo_change', { receipt }, true)).toContain('of this account')
  })

  it('signs in at once when Spotify has ended the login', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    computer.spotify.revokeRefreshTokens()
    const login = computer.run(['login', '--no-browser', '--vault', 'file'])
    await consent(await signInAddress(login))
    expect((await login.ended).code).toBe(0)
  })
})

describe('tonearm logout --forget', () => {
  it('deletes all that is kept of the account', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const database = openDatabase(computer.path('tonearm.sqlite'), silentLog)
    const { accountId } = JSON.parse(Object.values(fileVault(computer))[0] ?? '{}')
    await openChangeLog(database).begin({ account: accountId, client: 'test', what: 'x', revert: {} })
    await openChangeLog(database).begin({ account: 'somebody else', client: 'test', what: 'y', revert: {} })

    const { code, stdout } = await computer.run(['logout', '--forget', '--vault', 'file']).ended
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining('Tonearm deleted everything that it kept of this account.'),
    })
    expect(fileVault(computer)).toEqual({})
    expect(openChangeLog(database).latest(accountId, 5)).toEqual([])
    expect(openChangeLog(database).latest('somebody else', 5)).toHaveLength(1)
    database.close()
  })
})
