import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { serializeLogin } from '../../src/auth/login.ts'
import { silentLog } from '../../src/config/logging.ts'
import { openChangeLog } from '../../src/store/changes.ts'
import { openDatabase } from '../../src/store/database.ts'
import { playlist, track } from '../fake-spotify/builders.ts'
import { consent } from '../fake-spotify/consent.ts'
import type { FakeSpotify } from '../fake-spotify/fake-spotify.ts'
import * as faults from '../fake-spotify/faults.ts'
import { startTonearm } from '../tonearm.ts'

const river = track('Midnight River')
const short = river.id.slice(0, 6)
const mix = playlist({ name: 'Secret Mix', rows: [river, track('Opalite')] })
const world = { tracks: [river], playlists: [mix], savedTracks: [{ item: river, addedAt: '2026-06-01T12:00:00Z' }] }
const openUrl = async (url: string) => void (await consent(url))

/** From now on it is Otto who signs in, and whose music it is. */
function becomeOtto({ world }: FakeSpotify): void {
  world.user = { ...world.user, id: 'otto', accountId: 'account-of-otto', displayName: 'Otto' }
  world.playlists = []
  world.savedTracks = []
}

/** Wanda has looked, searched her library and changed something. */
async function wandaWasHere() {
  const tonearm = await startTonearm({ world: structuredClone(world), openUrl })
  await tonearm.call('search_tracks', { query: 'midnight' })
  expect(await tonearm.call('find_in_library', { query: 'river' })).toContain('Secret Mix')
  const edited = await tonearm.call('edit_playlist', { playlist: mix.id, remove: { positions: [1] } })
  const receipt = /Receipt (\w+)/.exec(edited)?.[1] ?? ''
  const rows = (account: string) => {
    const database = openDatabase(tonearm.paths.database, silentLog)
    const count = (table: string) => Number(database.prepare(`SELECT count(*) AS n FROM ${table} WHERE account = ?`).get(account)?.n)
    const counts = Object.fromEntries(['items', 'library_lists', 'library_rows', 'changes'].map((table) => [table, count(table)]))
    database.close()
    return counts
  }
  return { ...tonearm, receipt, rows, wanda: tonearm.spotify.world.user.accountId }
}

describe('the next person', () => {
  it('sees nothing of the one before, also when nobody signed out in between', async () => {
    const { call, callInVain, client, tonearm, spotify, receipt } = await wandaWasHere()
    await client.complete({ ref: { type: 'ref/prompt', name: 'tidy_playlist' }, argument: { name: 'playlist', value: '' } })
    becomeOtto(spotify)
    await tonearm.signIn()

    expect(tonearm.status().calls).toEqual([])
    expect(tonearm.status().clients).toMatchObject([{ calls: 0 }])
    expect(await callInVain('get_item', { item: short })).toContain(`No item beginning with "${short}" was shown before.`)
    await expect(client.readResource({ uri: `spotify://track/${short}` })).rejects.toThrow('was shown before')
    expect(await call('undo_change')).toBe('No changes yet.')
    expect(await callInVain('undo_change', { receipt })).toContain(`There is no receipt "${receipt}" of this account.`)
    expect(await call('find_in_library', { query: 'river' })).toContain('Nothing with a word that begins with "river"')
    const ref = { type: 'ref/prompt', name: 'tidy_playlist' } as const
    expect((await client.complete({ ref, argument: { name: 'playlist', value: '' } })).completion.values).toEqual([])
    expect(await tonearm.changes(10)).toEqual([])
    expect(tonearm.status().calls.map(({ tool }) => tool)).toEqual([
      'find_in_library',
      'undo_change',
      'undo_change',
      'get_item',
      'get_item',
    ])
  })

  it('leaves what the one before had, who finds it again after signing in', async () => {
    const { call, tonearm, spotify, receipt } = await wandaWasHere()
    const user = spotify.world.user
    await tonearm.signOut()
    becomeOtto(spotify)
    await tonearm.signIn()
    await call('search_tracks', { query: 'midnight' })
    spotify.world.user = user
    spotify.world.playlists = [mix]
    await tonearm.signIn()
    expect(await call('get_item', { item: short })).toContain('Midnight River')
    expect(await call('undo_change')).toContain(receipt)
  })
})

describe('whose login it is', () => {
  const vaultFile = (directory: string) => join(directory, 'vault.json')
  const loginIn = (directory: string, { clientId }: FakeSpotify) =>
    JSON.parse(JSON.parse(readFileSync(vaultFile(directory), 'utf8'))[clientId] ?? 'null')
  const asked = (spotify: FakeSpotify) => spotify.requests().filter((line) => line === 'GET /v1/me').length

  it('is asked once after the sign-in, and kept with the login', async () => {
    const { tonearm, call, spotify, paths } = await startTonearm({ world, signedIn: false, openUrl })
    await tonearm.signIn()
    expect(loginIn(paths.directory, spotify)).toMatchObject({ accountId: spotify.world.user.accountId })
    await call('search_tracks', { query: 'midnight' })
    expect(asked(spotify)).toBe(1)
  })

  it('is known from the vault without a request', async () => {
    const { call, spotify } = await startTonearm({ world })
    await call('search_tracks', { query: 'midnight' })
    await call('undo_change')
    expect(asked(spotify)).toBe(0)
  })

  it('is asked once for a login that an older version kept', async () => {
    const { tonearm, call, spotify, paths } = await startTonearm({ world, signedIn: false })
    const login = serializeLogin({ refreshToken: spotify.grant(['user-top-read']).refreshToken, scopes: ['user-top-read'] })
    writeFileSync(vaultFile(paths.directory), JSON.stringify({ [spotify.clientId]: login }), { mode: 0o600 })
    await tonearm.restore()
    await Promise.all([call('search_tracks', { query: 'midnight' }), call('search_tracks', { query: 'river' })])
    expect(asked(spotify)).toBe(1)
    expect(loginIn(paths.directory, spotify)).toMatchObject({ accountId: spotify.world.user.accountId, scopes: ['user-top-read'] })
  })

  it('brings back no login that was removed from the vault while Spotify was asked', async () => {
    const { tonearm, call, spotify, paths } = await startTonearm({ world, signedIn: false })
    const login = serializeLogin({ refreshToken: spotify.grant(['user-top-read']).refreshToken, scopes: ['user-top-read'] })
    writeFileSync(vaultFile(paths.directory), JSON.stringify({ [spotify.clientId]: login }), { mode: 0o600 })
    await tonearm.restore()
    spotify.faults.next('GET /v1/me', faults.slow(300))
    const answer = call('search_tracks', { query: 'midnight' })
    await expect.poll(() => asked(spotify)).toBe(1)
    writeFileSync(vaultFile(paths.directory), '{}')
    await answer
    expect(loginIn(paths.directory, spotify)).toBeNull()
  })

  it('stands in no status', async () => {
    const { tonearm, spotify, call } = await startTonearm({ world })
    await call('search_tracks', { query: 'midnight' })
    expect(JSON.stringify(tonearm.status())).not.toContain(spotify.world.user.accountId)
  })

  it('takes along the receipts that were kept under the user id', async () => {
    const { tonearm, call, spotify, paths } = await startTonearm({ world, signedIn: false, openUrl })
    const database = openDatabase(paths.database, silentLog)
    const { id } = spotify.world.user
    const receipt = await openChangeLog(database).begin({
      account: id,
      client: 'old',
      what: 'x',
      revert: { kind: 'library', saved: [], removed: [] },
    })
    database.close()
    await tonearm.signIn()
    expect(await call('undo_change')).toContain(receipt)
  })
})

describe('forgetting everything of an account', () => {
  it('leaves not a row and not a byte of it, and all of the others', async () => {
    const { tonearm, call, spotify, rows, wanda, paths } = await wandaWasHere()
    becomeOtto(spotify)
    await tonearm.signIn()
    spotify.world.tracks = [track('Paper Ocean')]
    await call('search_tracks', { query: 'paper' })
    await call('create_playlist', { name: 'Ottos Liste' })
    spotify.world.user = { ...spotify.world.user, id: 'wanda.listens', accountId: wanda }
    await tonearm.signIn()
    expect(rows(wanda)).toEqual({ items: expect.any(Number), library_lists: 6, library_rows: 3, changes: 1 })

    expect(await tonearm.forgetAccount()).toBe('one')
    const kept = Buffer.concat([paths.database, `${paths.database}-wal`].filter(existsSync).map((file) => readFileSync(file)))
    for (const trace of ['Midnight River', 'Secret Mix', river.id]) expect(kept.includes(trace), trace).toBe(false)
    expect(kept.includes('Paper Ocean')).toBe(true)
    expect(tonearm.status()).toMatchObject({ account: { state: 'signed-out' }, calls: [] })
    expect(rows(wanda)).toEqual({ items: 0, library_lists: 0, library_rows: 0, changes: 0 })
    expect(rows('account-of-otto')).toMatchObject({ changes: 1 })
  })

  it('forgets everybody when nobody is signed in', async () => {
    const { tonearm, rows, wanda } = await wandaWasHere()
    await tonearm.signOut()
    expect(rows(wanda)).toMatchObject({ library_rows: 0, changes: 1 })
    expect(await tonearm.forgetAccount()).toBe('all')
    expect(rows(wanda)).toEqual({ items: 0, library_lists: 0, library_rows: 0, changes: 0 })
  })
})
