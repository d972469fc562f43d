import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { consent } from '../fake-spotify/consent.ts'
import { newComputer } from './run-command.ts'
import { computerWithSpotify, ready, signInAddress } from './with-spotify.ts'

describe('a first start, without a client id', () => {
  it('explains how to get one, refuses a wrong one, takes a right one and goes on to sign in', async () => {
    const computer = await computerWithSpotify({ clientId: false })
    const serve = computer.run(['serve', '--vault', 'memory', '--no-browser'], { TONEARM_CALLBACK_PORT: '8899' })
    await serve.saw(/Tonearm is listening on http:\/\/127\.0\.0\.1:\d+\/mcp/)
    await serve.saw(/https:\/\/developer\.spotify\.com\/dashboard/)
    await serve.saw(/Redirect URI, exactly: {2}http:\/\/127\.0\.0\.1:8899\/callback\n/)

    await serve.saw(/Paste the Client ID here: $/)
    serve.type('my client id\n')
    await serve.saw(/What you entered is not a Spotify client ID: it has 32 digits .+dashboard\.\nPaste the Client ID here: $/)
    serve.type(`  ${computer.spotify.clientId.toUpperCase()} \n`)
    const address = new URL(await signInAddress(serve))
    expect(JSON.parse(readFileSync(computer.path('settings.json'), 'utf8'))).toEqual({ clientId: computer.spotify.clientId })
    expect(Object.fromEntries(address.searchParams)).toMatchObject({
      client_id: computer.spotify.clientId,
      redirect_uri: 'http://127.0.0.1:8899/callback',
      code_challenge_method: 'S256',
      show_dialog: 'true',
    })

    expect((await consent(address.href)).status).toBe(200)
    await serve.saw(
      /Signed in as Wanda, until \d{4}-\d\d-\d\d\.\n(?:.*\n)*From now on, Tonearm keeps .+\n(?:.*\n)*Press Ctrl-C to stop\.\n/,
    )
    expect((await serve.stop()).code).toBe(0)
  })

  it('takes a wrong and a right one that arrive together, as from a pipe', async () => {
    const computer = await computerWithSpotify({ clientId: false })
    const serve = computer.run(['serve', '--vault', 'memory', '--no-browser'])
    serve.type(`nonsense\n\n${computer.spotify.clientId}\n`)
    serve.endInput()
    await serve.saw(/is not a Spotify client ID/)
    await signInAddress(serve)
    expect((await serve.stop('SIGINT')).code).toBe(0)
  })

  it('notices one that another process writes into the settings, also after a mistake in them', async () => {
    const computer = await computerWithSpotify({ clientId: false })
    const serve = computer.run(['serve', '--json', '--vault', 'memory', '--no-browser'])
    serve.endInput()
    await ready(serve)
    await serve.saw(/Paste the Client ID here: $/)
    writeFileSync(computer.path('settings.json'), '{"clientId": "half')
    await serve.saw(/settings\.json is not valid JSON/)
    writeFileSync(computer.path('settings.json'), JSON.stringify({ clientId: computer.spotify.clientId }))
    await signInAddress(serve)
    expect((await serve.stop()).code).toBe(0)
  })

  it('"login" where nobody can answer says how, and ends', async () => {
    const { code, stdout, stderr } = await newComputer().run(['login', '--no-browser']).ended
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/Tonearm needs your own Spotify app .+ run "tonearm login" in a terminal, or set SPOTIFY_CLIENT_ID\.\n$/s)
  })

  it('refuses a malformed SPOTIFY_CLIENT_ID', async () => {
    const { code, stderr } = await newComputer().run(['serve'], { SPOTIFY_CLIENT_ID: 'abc' }).ended
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: expect.stringMatching(/^The environment: SPOTIFY_CLIENT_ID is not a Spotify client ID: .+\n$/),
    })
  })
})

describe('settings that make no sense', () => {
  it.each([
    ['{"port": 1', 'is not valid JSON. Correct it, or delete it to start with the default settings.'],
    ['{"port": "a lot"}', ': port is not a port number.'],
    ['{"port": true}', ': port is not a port number.'],
  ])('%s: one sentence with the file, exit code 1, and the file stays as it is', async (text, sentence) => {
    const computer = newComputer()
    mkdirSync(computer.dataDirectory, { recursive: true })
    writeFileSync(computer.path('settings.json'), text)
    const { code, stdout, stderr } = await computer.run(['serve', '--vault', 'memory']).ended
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toBe(`${computer.path('settings.json')}${sentence.startsWith(':') ? '' : ' '}${sentence}\n`)
    expect(readFileSync(computer.path('settings.json'), 'utf8')).toBe(text)
  })
})
