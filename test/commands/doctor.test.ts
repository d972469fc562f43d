import { readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { examineClients } from '../../src/app/doctor/client-entries.ts'
import { examineClock, examineProxy } from '../../src/app/doctor/network.ts'
import { computerWithSpotify, fileVault, signIn } from './with-spotify.ts'

describe('tonearm doctor', () => {
  it('finds nothing wrong on a computer where all is well, and says nothing secret', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    const [text, json] = await Promise.all([computer.run(['doctor']).ended, computer.run(['doctor', '--json']).ended])
    expect(text.code, text.stdout).toBe(0)
    expect(text.stdout).toMatch(/\nok {7}Login: Signed in, with 16 permissions\.\n/)
    expect(text.stdout).toMatch(/\n\nNothing keeps Tonearm from working\.\n$/)
    const { findings } = JSON.parse(json.stdout)
    expect(findings.map(({ about, state }: { about: string; state: string }) => `${about}: ${state}`)).toMatchInlineSnapshot(`
      [
        "Settings: ok",
        "Tonearm: ok",
        "Login storage: ok",
        "Login: ok",
        "Apps: warning",
        "Port for apps: ok",
        "Port of the sign-in: ok",
        "Proxy: ok",
        "Spotify: ok",
        "Spotify sign-in: ok",
        "Clock: ok",
        "Time zone: ok",
      ]
    `)
    const written = `${text.stdout}${json.stdout}`
    for (const secret of [...computer.spotify.secrets(), ...Object.values(fileVault(computer)), computer.spotify.clientId, 'Wanda']) {
      expect(written).not.toContain(secret)
    }
    expect(written).not.toContain(computer.environment.HOME)
    expect(fileVault(computer)).not.toHaveProperty('doctor-check')
  })

  it('says what to do about a port that is taken and a Spotify that does not answer', async () => {
    const computer = await computerWithSpotify()
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void other.close())
    const { port } = other.address() as AddressInfo
    const { code, stdout } = await computer.run(['doctor', '--vault', 'file', '--json'], {
      TONEARM_PORT: String(port),
      TONEARM_SPOTIFY_API: 'http://127.0.0.1:9/v1',
    }).ended
    expect(code).toBe(1)
    expect(JSON.parse(stdout).findings.filter(({ state }: { state: string }) => state === 'problem')).toEqual([
      {
        about: 'Port for apps',
        state: 'problem',
        says: `Another program uses port ${port}. Quit that program, or choose another port. Use --port or TONEARM_PORT.`,
      },
      {
        about: 'Spotify',
        state: 'problem',
        says: expect.stringMatching(/^127\.0\.0\.1:9 does not answer.*\. Check the internet connection and the firewall\./),
      },
    ])
  })

  it('goes on when the settings cannot be read, and leaves them as they are', async () => {
    const computer = await computerWithSpotify()
    await signIn(computer)
    writeFileSync(computer.path('settings.json'), '{"port": "high"}')
    const { code, stdout } = await computer.run(['doctor', '--vault', 'file']).ended
    expect(code).toBe(1)
    expect(stdout).toMatch(/\nproblem {2}Settings: ~.*settings\.json/)
    expect(stdout).toMatch(/\nok {7}Time zone: Europe\/Berlin\n/)
    expect(readFileSync(computer.path('settings.json'), 'utf8')).toBe('{"port": "high"}')
  })

  it.each([
    [0, 'ok', 'The clock of this computer is right.'],
    [-50_000, 'ok', 'The clock of this computer is right.'],
    [120_000, 'problem', 'The clock of this computer is 2 minutes ahead, so signing in can fail. Set it to the right time.'],
    [-61_000, 'problem', 'The clock of this computer is 1 minute behind, so signing in can fail. Set it to the right time.'],
  ])('judges a clock that is %i ms off: %s', (offMs, state, says) => {
    expect(examineClock(1_000_000_000, 1_000_000_000 + offMs)).toEqual({ about: 'Clock', state, says })
  })

  it('names a proxy without its password, and one that cannot be used', () => {
    expect(examineProxy({ HTTPS_PROXY: 'http://wanda:hush@proxy.example:3128' }).says).toBe(
      'Spotify is asked through the proxy proxy.example:3128.',
    )
    expect(examineProxy({ HTTPS_PROXY: 'socks5://proxy.example' })).toMatchObject({ state: 'problem' })
  })

  it('names the apps whose entries need a look', () => {
    expect(
      examineClients([
        { name: 'cursor', title: 'Cursor', state: 'outdated' },
        { name: 'zed', title: 'Zed', state: 'connected' },
        { name: 'goose', title: 'Goose', state: 'off', note: 'Connecting it again switches it on.' },
        { name: 'codex', title: 'Codex', state: 'not-found' },
      ]),
    ).toEqual([
      { about: 'Cursor', state: 'warning', says: 'It has an old address or access key. Connect it again.' },
      { about: 'Goose', state: 'warning', says: 'It is connected, and does not use Tonearm. Connecting it again switches it on.' },
      { about: 'Apps', state: 'ok', says: 'Connected: Zed.' },
    ])
  })

  it('says what is wrong with an app once, in the words of the page Apps', () => {
    const taken = 'Another entry called "tonearm" that is not from Tonearm is in mcp.json. Rename or remove it there, then connect.'
    const unreadable = 'The settings of Zed cannot be read: a bracket is missing.'
    expect(
      examineClients([
        { name: 'cursor', title: 'Cursor', state: 'taken', note: taken },
        { name: 'zed', title: 'Zed', state: 'unreadable', note: unreadable },
      ]).map(({ says }) => says),
    ).toEqual([taken, unreadable, 'No app on this computer is connected yet.'])
  })

  it.each(['off', 'outdated'] as const)('does not say that no app is connected when one is, although it is %s', (state) => {
    expect(examineClients([{ name: 'goose', title: 'Goose', state }])).toMatchObject([{ about: 'Goose', state: 'warning' }])
  })
})
