import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createListeningHistory } from '../../src/app/listening-history.ts'
import { putDataAside } from '../../src/app/reset.ts'
import { silentLog } from '../../src/config/logging.ts'
import { findPaths } from '../../src/config/paths.ts'
import { openSettings, type Settings } from '../../src/config/settings.ts'
import { newFolder } from '../config/folder.ts'
import { play } from '../fake-spotify/builders.ts'
import { startClient } from '../spotify/client.ts'

const scopes = ['user-read-recently-played']
const told = { historyNoticeSeen: true }

/** The history of Wanda, with the real client in front of the fake Spotify. `tick`: a minute passes. */
async function listening(options: { settings?: Partial<Settings>; permitted?: string[] } = {}) {
  const { settings: chosen = told, permitted = scopes } = options
  const recentPlays = [
    play('Midnight River', '2026-03-29T12:03:00Z', 'spotify:playlist:1234567890123456789012'),
    play('Paper Ocean', '2026-03-29T12:00:00Z'),
  ]
  const { spotify, fake } = await startClient({ world: { recentPlays }, scopes })
  const paths = findPaths({ directory: newFolder() })
  const settings = openSettings({ file: paths.settings })
  settings.change(chosen)
  let account: string | undefined = 'wanda'
  let time = Date.UTC(2026, 2, 29, 12, 5)
  let tick = () => {}
  let signedIn = () => {}
  const session = {
    login: () => (account === undefined ? undefined : { state: 'signed-in' as const, grantedScopes: scopes, accountId: account }),
    identify: async () => account ?? '',
    onChange(listener: () => void) {
      signedIn = listener
      return () => {}
    },
  }
  const history = createListeningHistory({
    file: paths.history,
    session,
    settings,
    permissions: { current: () => ({ permittedScopes: permitted, switchedOff: [], missingScopes: [] }) },
    async latestPlays() {
      const plays = await spotify.listener.latestPlays()
      meanwhile()
      return plays
    },
    whoIsIt: async () => account ?? '',
    lock: { tryHold: () => () => {} },
    zone: 'Europe/Berlin',
    log: silentLog,
    now: () => time,
    every(_, call) {
      tick = call
      return () => {}
    },
  })
  let meanwhile = () => {}
  let open = true
  const stop = async () => {
    if (open) await history.stop()
    open = false
  }
  onTestFinished(stop)
  history.start()
  const passAnHour = () => {
    time += 60 * 60_000
    tick()
  }
  return {
    history,
    fake,
    settings,
    paths,
    stop,
    passAnHour,
    async look() {
      const before = fake.requests().length
      passAnHour()
      await expect.poll(async () => (await history.status('wanda')).collectedAt === time || fake.requests().length === before).toBe(true)
      await new Promise((resolve) => setTimeout(resolve, 100))
    },
    signIn(next: string | undefined) {
      account = next
      signedIn()
    },
    whileSpotifyAnswers(work: () => void) {
      meanwhile = work
    },
  }
}

describe('the listening history of whoever is signed in', () => {
  it("keeps what Spotify's list holds: one request of 50, without a cursor", async () => {
    const { look, fake, history } = await listening()
    await look()
    expect(fake.requests()).toEqual(['GET /v1/me/player/recently-played?limit=50'])
    expect(await history.status('wanda')).toMatchObject({ plays: 2, live: 2, heardMs: 0, gaps: [] })
    await look()
    expect(await history.status('wanda')).toMatchObject({ plays: 2 })
  })

  it.each<[string, Parameters<typeof listening>[0]]>([
    ['the person was not told', { settings: {} }],
    ['the person does not want it', { settings: { ...told, keepHistory: false } }],
    ['it is paused', { settings: { ...told, historyPauses: [{ from: '2026-03-01T00:00:00Z' }] } }],
    ['the permission is missing', { permitted: [] }],
  ])('asks Spotify nothing while %s', async (_, options) => {
    const { look, fake } = await listening(options)
    await look()
    expect(fake.requests()).toEqual([])
  })

  it('does not give the plays of one person to another who signs in just then', async () => {
    const { passAnHour, signIn, whileSpotifyAnswers, history } = await listening()
    whileSpotifyAnswers(() => {
      whileSpotifyAnswers(() => {})
      signIn('another')
    })
    passAnHour()
    await expect.poll(async () => (await history.status('another')).plays).toBe(2)
    expect(await history.status('wanda')).toMatchObject({ plays: 0 })
  })

  it('leaves out what was played in a pause, also after it', async () => {
    const { look, history, settings } = await listening()
    settings.change({ historyPauses: [{ from: '2026-03-29T12:01:00Z', to: '2026-03-29T12:04:00Z' }] })
    await look()
    expect(await history.status('wanda')).toMatchObject({ plays: 1 })
  })

  it('keeps what Spotify still lists as soon as the person was told, or wants it again', async () => {
    const { history, settings, fake } = await listening({ settings: { historyNoticeSeen: false } })
    settings.change({ keepHistory: false })
    settings.change({ keepHistory: true })
    expect(fake.requests()).toEqual([])
    settings.change({ historyNoticeSeen: true })
    await expect.poll(async () => (await history.status('wanda')).plays).toBe(2)
    settings.change({ logLevel: 'debug' })
    expect(fake.requests()).toHaveLength(1)
  })

  it('can be paused and resumed', async () => {
    const { history, settings } = await listening()
    history.pause()
    history.pause()
    expect(settings.current().historyPauses).toEqual([{ from: '2026-03-29T12:05:00.000Z' }])
    history.resume()
    history.resume()
    expect(settings.current().historyPauses).toEqual([{ from: '2026-03-29T12:05:00.000Z', to: '2026-03-29T12:05:00.000Z' }])
  })

  it('is refused without an account', async () => {
    const { history, signIn } = await listening()
    expect(history.account()).toBe('wanda')
    signIn(undefined)
    expect(() => history.account()).toThrow('Sign in first')
    expect(history.account('given')).toBe('given')
  })

  it('is put aside by a reset, with everything else', async () => {
    const { look, stop, paths } = await listening()
    await look()
    await stop()
    putDataAside(paths, 0)
    const names = readdirSync(paths.directory)
    expect(names.filter((name) => name.startsWith('history.sqlite'))).toEqual(['history.sqlite.before-reset-1970-01-01T00.00.00.000Z'])
    expect(readFileSync(join(paths.directory, names.find((name) => name.startsWith('history.sqlite')) ?? ''), 'latin1')).toContain(
      'Midnight River',
    )
  })
})
