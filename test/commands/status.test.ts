import { mkdirSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { quotaExceeded, serverError, slow } from '../fake-spotify/faults.ts'
import { newComputer } from './run-command.ts'
import { call, computerWithSpotify, connect, ready, signIn } from './with-spotify.ts'

describe('tonearm status', () => {
  it('on a new computer: nothing is set up, nothing runs', async () => {
    const computer = newComputer()
    const [text, json] = await Promise.all(
      [['status'], ['status', '--json']].map((words) => computer.run([...words, '--vault', 'memory']).ended),
    )
    expect(text).toEqual({
      code: 0,
      signal: null,
      stdout:
        'No Spotify app is set up yet. To set one up, run "tonearm login".\nTonearm 0.1.0 is not running. To start it, run "tonearm serve --vault memory".\nListening history: nothing is kept yet.\n',
      stderr: '',
    })
    expect(json?.stderr).toBe('')
    expect(JSON.parse(json?.stdout ?? '')).toMatchObject({
      version: expect.any(String),
      account: { state: 'client-id-missing' },
      endpoint: { state: 'stopped' },
      clients: [],
      quota: { state: 'available' },
      history: { keeping: 'untold' },
    })
  })

  it.each([
    ['fails', serverError(500)],
    ['does not answer in time', slow(60_000)],
  ])('shows the rest without the name of the account when Spotify %s', async (_, fault) => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    computer.spotify.faults.always('GET /v1/me', fault)
    const { code, stdout } = await computer.run(['status', '--vault', 'file']).ended
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^Signed in, until .+\nPermissions/) })
  })

  it('of a running serve: who is signed in, where it listens, which clients are connected and what they did', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const serve = computer.run(['serve', '--json', '--vault', 'file'])
    const { url, token, pid } = await ready(serve)
    await serve.saw(/Signed in as Wanda/)
    const client = await connect({ url, token })
    await call(client, 'search_tracks', { query: 'midnight' })
    computer.spotify.faults.next('GET /v1/search', quotaExceeded(3_600))
    await call(client, 'search_tracks', { query: 'paper' }, true)

    const [text, json] = await Promise.all(
      [['status'], ['status', '--json']].map((words) => computer.run([...words, '--vault', 'file']).ended),
    )
    expect(text?.stdout).toMatch(
      new RegExp(
        `^Signed in as Wanda, until \\d{4}-\\d\\d-\\d\\d\\.\nPermissions: 16 of 16\\.\nListening on ${url} since .+\\. Version 0\\.1\\.0, process ${pid}\\.\nConnected:\n  test client 1\\.0\\.0: 2 calls, the last at \\d\\d:\\d\\d\n` +
          "Spotify's quota is used up until \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d\\.\nListening history: new plays are kept while Tonearm runs\\.\n$",
      ),
    )
    expect(JSON.parse(json?.stdout ?? '')).toMatchObject({
      account: { state: 'signed-in', name: 'Wanda' },
      endpoint: { state: 'listening', url },
      clients: [{ name: 'test client', version: '1.0.0', calls: 2 }],
      quota: { state: 'used-up' },
      pid,
      readOnly: false,
      history: { keeping: 'on' },
    })
    expect(`${text?.stdout}${json?.stdout}`).not.toContain(token)
  })

  it('after Spotify ended the login', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const serve = computer.run(['serve', '--json', '--vault', 'file'])
    await serve.saw(/Signed in as/)
    computer.spotify.expireAccessTokens()
    computer.spotify.revokeRefreshTokens()
    const sentence = await call(await connect(await ready(serve)), 'search_tracks', { query: 'midnight' }, true)
    expect(sentence).toMatch(/sign in/i)
    const { stdout } = await computer.run(['status', '--vault', 'file']).ended
    expect(stdout).toMatch(/^Spotify ended the login\. To sign in again, run "tonearm login"\.\n/)
    expect((await serve.stop()).stderr).toMatch(/ended/)
  })

  it('names the clients that are blocked', async () => {
    const computer = newComputer()
    mkdirSync(computer.dataDirectory, { recursive: true })
    writeFileSync(computer.path('settings.json'), JSON.stringify({ blockedClients: ['Cursor', 'Zed'] }))
    const [text, json] = await Promise.all(
      [['status'], ['status', '--json']].map((words) => computer.run([...words, '--vault', 'memory']).ended),
    )
    expect(text?.stdout).toContain('\nBlocked: Cursor, Zed.\n')
    expect(JSON.parse(json?.stdout ?? '')).toMatchObject({ blockedClients: ['Cursor', 'Zed'] })
  })
})
