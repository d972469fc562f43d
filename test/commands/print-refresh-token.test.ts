import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { allScopes } from '../../src/config/scopes.ts'
import { consent } from '../fake-spotify/consent.ts'
import { inTerminal } from '../run-program.ts'
import { commandFile } from './run-command.ts'
import { type ComputerWithSpotify, computerWithSpotify, fileVault, signInAddress } from './with-spotify.ts'

const words = ['login', '--print-refresh-token', '--no-browser', '--vault', 'file']

/** A login in the file vault, as an earlier `tonearm login` left it. @returns its refresh token */
function signedIn(computer: ComputerWithSpotify): string {
  const { refreshToken } = computer.spotify.grant([...allScopes])
  const login = { refreshToken, scopes: allScopes, authorizedAt: new Date().toISOString() }
  mkdirSync(computer.dataDirectory, { recursive: true })
  writeFileSync(computer.path('vault.json'), JSON.stringify({ [computer.spotify.clientId]: JSON.stringify(login) }), { mode: 0o600 })
  return refreshToken
}

/** The refresh token that the file vault holds. */
function kept(computer: ComputerWithSpotify): string {
  return JSON.parse(fileVault(computer)[computer.spotify.clientId] ?? '{}').refreshToken
}

function logs(computer: ComputerWithSpotify): string {
  return readdirSync(computer.path('logs'))
    .map((name) => readFileSync(computer.path('logs', name), 'utf8'))
    .join('')
}

describe('tonearm login --print-refresh-token', () => {
  it('signs in if need be; the token comes alone on standard output, the explanation beside it, and the log knows nothing', async () => {
    const computer = await computerWithSpotify()
    const login = computer.run([...words, '--yes'])
    await consent(await signInAddress(login))
    const { code, stdout, stderr } = await login.ended
    const token = kept(computer)
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${token}\n` })
    expect(token).toMatch(/^AQ/)
    expect(stderr).toMatch(/\nThe refresh token is below\. It works until \d{4}-\d\d-\d\d; /)
    expect(stderr).toContain(`SPOTIFY_CLIENT_ID=${computer.spotify.clientId}\n`)
    expect(stderr).not.toContain(token)
    expect(logs(computer)).not.toContain(token)
  })

  it('uses the login that is there, and what it prints works on another computer', async () => {
    const computer = await computerWithSpotify()
    signedIn(computer)
    const { code, stdout, stderr } = await computer.run([...words, '--yes']).ended
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${kept(computer)}\n` })
    expect(stderr).not.toContain('open this page')
    expect(stderr).toContain('; to get another six months, run "tonearm login" before this command.')

    const there = { SPOTIFY_REFRESH_TOKEN: stdout.trim(), TONEARM_DATA_DIR: `${computer.environment.HOME}/there` }
    const serve = computer.run(['serve', '--json', '--vault', 'memory'], there)
    await serve.saw(/Signed in as Wanda/)
    await serve.stop()
  })

  it('prints the newest one where Spotify replaces them', async () => {
    const computer = await computerWithSpotify({ fake: { rotation: 'rotate' } })
    signedIn(computer)
    const before = kept(computer)
    const { stdout } = await computer.run([...words, '--yes']).ended
    expect(stdout).toBe(`${kept(computer)}\n`)
    expect(stdout).not.toBe(`${before}\n`)
  })

  it('signs in anew when the login there has ended', async () => {
    const computer = await computerWithSpotify()
    signedIn(computer)
    computer.spotify.expireRefreshTokens()
    const ended = kept(computer)
    const login = computer.run([...words, '--yes'])
    await consent(await signInAddress(login))
    const { code, stdout, stderr } = await login.ended
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${kept(computer)}\n` })
    expect(kept(computer)).not.toBe(ended)
    expect(stderr).toMatch(/^Spotify ended this login/)
  })

  it('can leave nothing behind on this computer: --vault memory', async () => {
    const computer = await computerWithSpotify()
    const login = computer.run(['login', '--print-refresh-token', '--no-browser', '--vault', 'memory', '--yes'])
    await consent(await signInAddress(login))
    const { code, stdout, stderr } = await login.ended
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^AQ\S+\n$/) })
    expect(stderr).toContain('; to get another six months, run this command again.')
    expect(existsSync(computer.path('vault.json'))).toBe(false)
  })

  it('without a terminal and without --yes it prints nothing and says what is missing', async () => {
    const computer = await computerWithSpotify()
    signedIn(computer)
    const { code, stdout, stderr } = await computer.run(words).ended
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^This prints the refresh token of your Spotify account\. .+ To print the token, add --yes\.\n$/)
    expect(computer.spotify.tokenRequests()).toEqual([])
  })

  it('tells where the token came from when it was handed in itself', async () => {
    const computer = await computerWithSpotify()
    const { refreshToken } = computer.spotify.grant([...allScopes])
    const { stdout, stderr } = await computer.run([...words, '--yes'], { SPOTIFY_REFRESH_TOKEN: refreshToken }).ended
    expect(stdout).toBe(`${refreshToken}\n`)
    expect(stderr).toContain('It is the one from SPOTIFY_REFRESH_TOKEN, and ends with that login; to make a new one, remove that variable.')
  })
})

describe.runIf(process.platform === 'linux')('the question before it, in a terminal', () => {
  /** Everything that is written there comes together on standard output. */
  async function asked(answer: string) {
    const computer = await computerWithSpotify()
    const refreshToken = signedIn(computer)
    const command = inTerminal([process.execPath, commandFile, ...words], computer.environment)
    await command.saw(/This prints the refresh token of your Spotify account\. .+Continue\? \[y\/N\] $/s, 'stdout')
    expect(command.stdout()).not.toContain(refreshToken)
    command.type(answer)
    return { ...(await command.ended), token: refreshToken }
  }

  it('is answered with y: the token is printed', async () => {
    const { code, stdout, token } = await asked('y\n')
    expect(code).toBe(0)
    expect(stdout.split('\r\n')).toContain(token)
  })

  it.each(['n\n', 'yesterday\n', '\x04'])('is answered with %j: nothing is printed', async (answer) => {
    const { code, stdout, token } = await asked(answer)
    expect(code).toBe(1)
    expect(stdout).toContain('Nothing was printed.')
    expect(stdout).not.toContain(token)
  })

  it('is ended with Ctrl-C', async () => {
    const { code, stdout, token } = await asked('\x03')
    expect(code).toBe(130)
    expect(stdout).not.toContain(token)
  })
})
